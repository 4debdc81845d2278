/** The selector of a group: which records it is, without values. Opaque to everyone but this source. */
import * as z from "zod";
import type { Doubt } from "../../gdpr/plan-value";

const doubts = ["name-differs", "address-unproved", "no-rule"] as const satisfies readonly Doubt[];

const shape = z.tuple([
  z.string(),
  z.enum(doubts).nullable(),
  z.string().nullable(),
  z.boolean(),
  z.boolean(),
  z.string().nullable(),
]);

export type Selected = {
  part: string;
  /** What speaks against its being the person's. */
  doubt: Doubt | null;
  bucket: string | null;
  inUse: string | null;
  thirdPersons: boolean;
  /** The cut-off of a rule in hours that was used, or null. */
  cutoff: string | null;
};

/** Writes a selector. Two records have the same exactly when they are in one group. */
export function selector({ part, doubt, bucket, inUse, thirdPersons, cutoff }: Selected): string {
  return JSON.stringify([part, doubt, bucket, inUse !== null, thirdPersons, cutoff]);
}

/** The part and the cut-off that a selector names; throws on one that this source did not write. */
export function selected(text: string): Pick<Selected, "part" | "cutoff"> {
  const [part, , , , , cutoff] = shape.parse(JSON.parse(text));
  return { part, cutoff };
}
