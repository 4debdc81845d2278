/**
 * What a person has answered so far on the way to a request. It travels in the address: words of closed lists and ids
 * of the policy, never anything about the person. So every page can be reloaded and gone back to.
 */

import type { ErasureChoice } from "../../../../lib/gdpr/plan-value";
import type { Wish } from "../../../../lib/gdpr/wish";
import { choosable } from "../../../../lib/queries/my/choosable";

/** The rights that are asked for here, several at once; each of the others has its own page. */
export const asked = ["access", "portability", "erasure"] as const;

export const questions = ["want", "scope", "licences", "contact", "preview", "check"] as const;
export type Question = (typeof questions)[number];

export const scopes = ["everything", "account", "categories"] as const;

export type Answers = {
  /** Drawn once per form: sending it twice makes one request. */
  id: string;
  want: (typeof asked)[number][];
  scope: (typeof scopes)[number] | null;
  category: string[];
  licences: "keep" | "give-up" | null;
  contact: "stop" | "allow" | null;
  seen: boolean;
};

export type Query = Record<string, string | string[] | undefined>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const list = (value: string | string[] | undefined): string[] => (value === undefined ? [] : [value].flat());
const one = <Word extends string>(words: readonly Word[], value: string | string[] | undefined): Word | null =>
  words.find((word) => word === value) ?? null;

/** Reads the address; what is not an answer counts as not given. */
export function readAnswers(query: Query): Answers {
  const id = typeof query.id === "string" && uuid.test(query.id) ? query.id : crypto.randomUUID();
  const category = choosable([...new Set(list(query.category))]);
  const scope = one(scopes, query.scope);
  return {
    id,
    want: asked.filter((right) => list(query.want).includes(right)),
    scope: scope === "categories" && category.length === 0 ? null : scope,
    category: scope === "categories" ? category : [],
    licences: one(["keep", "give-up"] as const, query.licences),
    contact: one(["stop", "allow"] as const, query.contact),
    seen: query.seen === "yes",
  };
}

/** The question to show: the one asked for if everything before it is answered, else the first without an answer. */
export function questionFor(answers: Answers, hasLicences: boolean, at: string | string[] | undefined): Question {
  const open = firstOpen(answers, hasLicences);
  const wanted = one(questions, at);
  const skipped = wanted === "licences" && !hasLicences;
  return wanted && !skipped && questions.indexOf(wanted) < questions.indexOf(open) ? wanted : open;
}

function firstOpen({ want, scope, licences, contact, seen }: Answers, hasLicences: boolean): Question {
  if (want.length === 0) return "want";
  if (!want.includes("erasure")) return "check";
  if (scope === null) return "scope";
  if (hasLicences && licences === null) return "licences";
  if (contact === null) return "contact";
  return seen ? "check" : "preview";
}

/** What the answers mean for an erasure; null when none is asked for. */
export function choiceOf({ want, scope, category, licences, contact }: Answers): ErasureChoice | null {
  if (!want.includes("erasure")) return null;
  const keepLicences = licences === null ? null : licences === "keep";
  return { scope: scope ?? "everything", categories: category, keepLicences, doNotContact: contact === "stop" };
}

/** The wishes that the answers make. */
export const wishesOf = (want: Answers["want"], choice: ErasureChoice | null): Wish[] =>
  want.flatMap((right): Wish[] => {
    if (right !== "erasure") return [{ right }];
    return choice ? [{ right, choice }] : [];
  });

/** What a changed answer makes open again: the preview always, and the licences when the scope changes. */
const reopens: Partial<Record<Question, readonly (keyof Answers)[]>> = {
  want: ["want"],
  scope: ["scope", "category", "licences", "seen"],
  licences: ["licences", "seen"],
  contact: ["contact"],
  preview: ["seen"],
};

/** The answers that go along with the form of a question, as hidden fields. */
export function carried(answers: Answers, question: Question): Record<string, string | string[]> {
  const left = reopens[question] ?? [];
  const fields = Object.entries(asFields(answers)).filter(([name]) => !left.includes(name as keyof Answers));
  return { ...Object.fromEntries(fields), asked: question };
}

/** The address of a question with all answers kept. */
export function address(answers: Answers, at: Question): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asFields(answers)))
    for (const text of [value].flat()) query.append(name, text);
  query.set("at", at);
  return `/my/new?${query}`;
}

/** The answers as form fields, those not given left out. */
export function asFields({ id, want, scope, category, licences, contact, seen }: Answers) {
  return {
    id,
    ...(want.length > 0 ? { want: [...want] } : {}),
    ...(scope ? { scope } : {}),
    ...(category.length > 0 ? { category } : {}),
    ...(licences ? { licences } : {}),
    ...(contact ? { contact } : {}),
    ...(seen ? { seen: "yes" } : {}),
  } satisfies Record<string, string | string[]>;
}
