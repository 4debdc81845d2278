/** How a task by hand is done in one system: the template that the policy names, with what the policy says instead. */
import { inEach } from "../../i18n/language";
import type { Language, Words } from "../gdpr/language";
import type { Right } from "../gdpr/right";
import type { EvidenceField } from "../gdpr/task-evidence";
import type { Identifier, ManualSource } from "./kinds/manual";
import type { Policy } from "./schema";
import { genericTemplate, templateOf, workFor } from "./templates";

export type Guide = {
  steps: Record<Language, string[]>;
  /** The vendor's page; `sure: false` when nobody has looked lately. */
  link: { url: string; sure: boolean } | null;
  identifiers: Identifier[];
  days: number;
  /** The words to send, with their gaps; null where nothing is sent. */
  notice: { subject: Words; body: Words } | null;
  evidence: EvidenceField[];
};

/** Null for a system without a template, and for a right that asks for nothing there. */
export function guideOf({ sources }: Policy, id: string, right: Right): Guide | null {
  const source = Object.hasOwn(sources, id) ? sources[id] : undefined;
  const work = workFor(right);
  if (source?.kind !== "manual" || source.template === undefined || work === null) return null;
  const template = templateOf(source.template);
  if (!template) return null;
  const [own, rest] = [template.rights[work] ?? {}, genericTemplate().rights[work]];
  return {
    steps: stepsOf(source) ?? inEach<string[]>(own.steps ?? rest.steps),
    link: source.link ? { url: source.link, sure: true } : (template.link ?? null),
    identifiers: source.identifiers ?? template.identifiers,
    days: source.days ?? template.days,
    notice: source.notice ?? own.notice ?? (own.notify ? rest.notice : null),
    evidence: own.evidence ?? rest.evidence,
  };
}

/** Days until a task in this system should be done, by its guide; null where none says so. */
export const daysFor = (policy: Policy, source: string, right: Right): number | null =>
  guideOf(policy, source, right)?.days ?? null;

/** Whether a right asks for anything in a system: always but where a person does it and the policy leaves the right out. */
export function asksFor({ sources }: Policy, id: string, right: Right): boolean {
  const source = Object.hasOwn(sources, id) ? sources[id] : undefined;
  if (source?.kind !== "manual" || source.rights === undefined) return true;
  const work = workFor(right);
  return work !== null && source.rights.includes(work);
}

/** The policy writes one text; each line of it is a step. */
function stepsOf({ steps }: ManualSource): Guide["steps"] | null {
  if (!steps) return null;
  const lines = (text: string) => text.split("\n").flatMap((line) => line.trim() || []);
  return inEach({ ...Object.fromEntries(Object.entries(steps).map(([one, text]) => [one, lines(text)])), en: lines(steps.en), de: lines(steps.de) }); // prettier-ignore
}

/** What stands in the gaps of a notice. */
export const noticeGaps = ["reference", "controller", "recipient", "identifiers", "categories", "date"] as const;
export type NoticeGap = (typeof noticeGaps)[number];

/** The words with every gap filled. Throws for a gap that has no name: nothing with a hole in it is sent. */
export function filled(text: string, values: Readonly<Record<NoticeGap, string>>): string {
  return text.replace(/\{([^}]*)\}/g, (_, name: string) => {
    if (!Object.hasOwn(values, name)) throw new Error(`a notice has the gap ${name}, which nothing fills`);
    return values[name as NoticeGap];
  });
}

/** Gaps of a text that nothing fills. */
export const strangeGaps = (text: string): string[] =>
  [...text.matchAll(/\{([^}]*)\}/g)].flatMap(([, name = ""]) =>
    (noticeGaps as readonly string[]).includes(name) ? [] : [name],
  );
