/** Art. 5(1)(e): duties that a changed law or policy would move in the same way, decided about together. */
import { createHash } from "node:crypto";

/** What changes have in common that are decided about at once. */
export const alikeBy = [
  ...(["category", "oldDueOn", "newDueOn", "oldRule", "newRule"] as const),
  ...(["oldNorm", "newNorm", "oldWriting", "newWriting"] as const),
];
export type Alike = Record<(typeof alikeBy)[number], string | Date | null>;

/** Names such a group in a form. */
export const alikeKey = (group: Alike): string =>
  createHash("sha256")
    .update(JSON.stringify(alikeBy.map((field) => group[field])))
    .digest("hex")
    .slice(0, 32);

export const changeDecisions = ["moves", "stays"] as const;
/** The duty gets its new date and norm, or stays as it was noted. */
export type ChangeDecision = (typeof changeDecisions)[number];
