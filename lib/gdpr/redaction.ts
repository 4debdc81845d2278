/**
 * Art. 15(4), 12(4): records that name other people are handed out as far as these people's rights allow: details are blacked out,
 * not the whole copy refused, and the person is told how many and why. Nothing that nobody decided about is handed out.
 */

import type { Answer } from "./facts";
import type { Group } from "./plan-value";

/** Whether the source says that the group's records, which are the person's, name somebody else. */
export const isMarked = ({ doubt, belongs }: Group): boolean => doubt === "third-persons" && belongs === "mine";

/** A group whose owner a reviewer has settled: what is left to look at in it is that it names somebody else. */
export function onceTheirs(group: Group, answer: Answer | undefined): Group {
  const settled = answer === "theirs" || answer === "redact";
  return group.namesOthers && settled ? { ...group, belongs: "mine", doubt: "third-persons" } : group;
}

/** Why a detail is blacked out, or a record withheld, with the provision that carries it. */
export const redactionNorms = {
  "rights-of-others": "Art. 15(4) GDPR",
  "trade-secret": "Art. 15(4) GDPR",
  secrecy: "§ 29(1) sentence 2 BDSG",
} as const;
export type RedactionReason = keyof typeof redactionNorms;
export const redactionReasons = Object.keys(redactionNorms) as [RedactionReason, ...RedactionReason[]];

/** The files of a record stand among its fields under this name, as in the copy. */
export const filesField = "attachments";

/** A reviewer's decision about one record, as it was then. */
export type RecordDecision = {
  part: string;
  key: string;
  version: string;
  /** Why the whole record is withheld; null where it is handed out. */
  withheld: RedactionReason | null;
  /** Of a record that is handed out each field: null is given, else why it is blacked out. */
  fields: Readonly<Record<string, RedactionReason | null>>;
};

type Versioned = Pick<RecordDecision, "part" | "key" | "version">;
/** What becomes of a record; the plan has a line for each. */
export type Fate = "released" | "withheld" | "undecided";

export const recordName = ({ part, key }: Pick<RecordDecision, "part" | "key">): string => JSON.stringify([part, key]);

/** A record that changed since it was decided about is undecided again. */
export function fateOf(record: Versioned, decided: ReadonlyMap<string, RecordDecision>): Fate {
  const found = decided.get(recordName(record));
  if (!found || found.version !== record.version) return "undecided";
  return found.withheld === null ? "released" : "withheld";
}

/** Stands for the whole record in a line of the list: no field of any system has an empty name. */
const whole = "";

/** A decision as it stands in the closed list of its line, so that the plan's hash covers it. */
export const listedValues = ({ withheld, fields }: RecordDecision): Record<string, string | null> =>
  withheld === null ? { ...fields } : { [whole]: withheld };

/** The reasons in such a line: of the whole record, and of each field that is blacked out. */
export function reasonsIn(values: Readonly<Record<string, string | null>>): RedactionReason[] {
  return Object.values(values).flatMap((reason) => (isReason(reason) ? [reason] : []));
}

const isReason = (text: string | null): text is RedactionReason => text !== null && Object.hasOwn(redactionNorms, text);

/**
 * A record as it may leave: `mark` stands in the place of what is blacked out. A field that the decision does not name is
 * blacked out too: nobody looked at it.
 */
export function blackedOut(
  values: Readonly<Record<string, unknown>>,
  decided: Readonly<Record<string, string | null>>,
  mark: (reason: RedactionReason) => string,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      isGiven(field, decided) ? value : mark(reasonOf(field, decided)),
    ]),
  );
}

/** Whether a field of the record may leave as it is. */
export const isGiven = (field: string, decided: Readonly<Record<string, string | null>>): boolean =>
  Object.hasOwn(decided, field) && decided[field] === null;

export function reasonOf(field: string, decided: Readonly<Record<string, string | null>>): RedactionReason {
  const reason = Object.hasOwn(decided, field) ? (decided[field] ?? null) : null;
  return isReason(reason) ? reason : "rights-of-others";
}
