/**
 * Art. 12(1), (4): what of a letter may be worded by the company, or by a reviewer for one letter, and what has to stay in
 * it. A text has gaps like {newDueOn}, filled from the facts when the letter is composed. The gaps that carry what the law
 * asks for are never left out; the sentences without a gap that it asks for (the way to a court) cannot be worded at all.
 */
import type { LetterKind } from "./facts";

export const wordedParts = ["salutation", "opening", "main", "remedies", "ending", "contact", "signature"] as const;
export type WordedPart = (typeof wordedParts)[number];
export type Wording = Partial<Record<WordedPart, string>>;

/** A text of the letters: its key among their sentences, the gaps that must and those that may stand in it. */
export type Place = {
  key: string;
  must: readonly Gap[];
  may: readonly Gap[];
  /** Gaps that hold a number, of which the standing text makes a plural. */
  numbers: readonly Gap[];
};

/** What each gap brings into the letter, by the name of the must-have it belongs to. */
const carries = {
  reference: "reference-missing",
  email: "contact-missing",
  controller: "contact-missing",
  authority: "authority-missing",
  url: "authority-missing",
  complaintUrl: "authority-missing",
  facts: "facts-missing",
  item: "item-missing",
  dueOn: "due-date-missing",
  newDueOn: "new-date-missing",
  endsOn: "new-date-missing",
  expiresOn: "expiry-missing",
  stopUrl: "stop-link-missing",
  receivedOn: "what-missing",
  right: "what-missing",
  what: "what-missing",
  since: "what-missing",
  doneOn: "what-missing",
  endedAt: "what-missing",
  euros: "what-missing",
  name: null,
  downloads: null,
} as const;
export type Gap = keyof typeof carries;
export type Lost = NonNullable<(typeof carries)[Gap]>;

const place = (key: string, must: readonly Gap[] = [], may: readonly Gap[] = [], numbers: readonly Gap[] = []): Place => ({ key, must, may, numbers }); // prettier-ignore

const free: readonly Gap[] = ["reference", "receivedOn", "controller"];
const everywhere = {
  salutation: place("greeting", [], ["name"]),
  opening: place("opening", [], free),
  ending: place("ending", [], free),
  contact: place("contact", ["email", "reference"]),
  signature: place("closing", ["controller"]),
} satisfies Partial<Record<WordedPart, Place>>;
const remedies = place("remedies.authority", ["authority", "url", "complaintUrl"]);

/** The sentence that each letter is about; null where what it says depends on what was decided. */
const main = {
  acknowledgement: place("acknowledgement.due", ["dueOn"]),
  "stop-notice": place("stop-notice.stop", ["stopUrl"]),
  access: place("access.download", ["expiresOn"], ["downloads"], ["downloads"]),
  erasure: place("erasure.done", ["receivedOn", "doneOn"]),
  objection: place("objection.done", ["endedAt", "what"]),
  withdrawal: place("withdrawal.done", ["endedAt", "what"]),
  refusal: place("refusal.facts", ["facts"]),
  "partial-refusal": place("partial-refusal.what", ["receivedOn", "right"]),
  extension: place("extension.new-date", ["receivedOn", "newDueOn", "dueOn"]),
  "identity-query": place("identity-query.need", ["item"]),
  "not-identified": place("not-identified.need", ["item"]),
  cancellation: null,
  rectification: place("rectification.done", ["receivedOn", "doneOn"]),
  restriction: place("restriction.since", ["since", "what"]),
  lifting: place("lifting.on", ["endsOn", "what"]),
  portability: place("portability.download", ["expiresOn"], ["downloads"], ["downloads"]),
  weighing: null,
  intervention: null,
  answer: place("answer.about", ["receivedOn", "right"]),
  supplement: null,
  fee: place("fee.announced", ["euros", "receivedOn"]),
  "address-change": place("address-change.stop", ["stopUrl"]),
} satisfies Partial<Record<LetterKind, Place | null>>;
export type WordedKind = keyof typeof main;
export const wordedKinds = Object.keys(main) as WordedKind[];

/** These answer nothing and refuse nothing: no remedy belongs into them. */
const withoutRemedies: readonly WordedKind[] = [
  ...(["acknowledgement", "stop-notice", "identity-query", "cancellation", "address-change"] as const),
];

/** The texts of a letter that can be worded. `every`: those that all letters have, and the remedies of those that have them. */
export function placesOf(kind: WordedKind | "every"): Partial<Record<WordedPart, Place>> {
  if (kind === "every") return { ...everywhere, remedies };
  const own = main[kind];
  return { ...everywhere, ...(own && { main: own }), ...(withoutRemedies.includes(kind) ? {} : { remedies }) };
}

export type WordingProblem =
  /** The letter has no such text. */
  | { part: WordedPart; problem: "no-place" }
  /** A gap that nothing fills, or a brace that belongs to none. */
  | { part: WordedPart; problem: "strange-gap"; gap: string }
  /** A gap is left out that the law asks for. */
  | { part: WordedPart; problem: "lost"; gap: Gap; must: Lost };

/** What is wrong with the wording of a letter of this kind; nothing is sent that has a problem. */
export function wordingProblems(kind: WordedKind | "every", wording: Wording): WordingProblem[] {
  const places = placesOf(kind);
  return wordedParts.flatMap((part): WordingProblem[] => {
    const text = wording[part];
    if (text === undefined) return [];
    const own = places[part];
    return own ? problemsIn(part, text, own) : [{ part, problem: "no-place" }];
  });
}

const gap = /\{([^{}]*)\}/g;

function problemsIn(part: WordedPart, text: string, { must, may }: Place): WordingProblem[] {
  const found = [...text.matchAll(gap)].map(([, name = ""]) => name);
  const known: readonly string[] = [...must, ...may];
  const stray = /[{}]/.exec(text.replace(gap, ""));
  return [
    ...[...new Set(found)].filter((name) => !known.includes(name)).map((name) => strange(part, `{${name}}`)),
    ...(stray ? [strange(part, stray[0])] : []),
    ...must
      .filter((name) => !found.includes(name))
      // Every gap that must stand in a text carries something.
      .map((name): WordingProblem => ({ part, problem: "lost", gap: name, must: carries[name] as Lost })),
  ];
}

const strange = (part: WordedPart, name: string): WordingProblem => ({ part, problem: "strange-gap", gap: name });

/** The must-haves that a wording has lost. */
export const lostBy = (kind: WordedKind, wording: Wording): Lost[] =>
  wordingProblems(kind, wording).flatMap((one) => (one.problem === "lost" ? [one.must] : []));

/** The text with its gaps filled. Throws for a gap that nothing fills: no letter leaves with a hole in it. */
export function filledText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(gap, (_, name: string) => {
    if (!Object.hasOwn(values, name)) throw new Error(`a letter has the gap ${name}, which nothing fills`);
    return values[name] as string;
  });
}
