/** The selector of a group: which rows it is, without values. Opaque to everyone but this source. */
import * as z from "zod";

const shape = z.tuple([
  z.string(),
  z.number().int(),
  z.string().nullable(),
  z.boolean(),
  z.boolean(),
  z.string().nullable(),
  z.string().optional(),
]);

export type Selected = {
  /** `table/category`. */
  part: string;
  /** Place in the list of verdicts; 0 is "mine". */
  verdict: number;
  bucket: string | null;
  inUse: boolean;
  thirdPersons: boolean;
  /** The cut-off of a rule in hours that was used, or null. */
  cutoff: string | null;
  /** What keeps the rows, where the table names anything that can; null elsewhere. */
  kept: string | null;
};

/** Writes a selector. */
export function selector({ part, verdict, bucket, inUse, thirdPersons, cutoff, kept }: Selected): string {
  return JSON.stringify([part, verdict, bucket, inUse, thirdPersons, cutoff, ...(kept === null ? [] : [kept])]);
}

/** Reads a selector; throws on one that this source did not write. */
export function selected(text: string): Selected {
  const [part, verdict, bucket, inUse, thirdPersons, cutoff, kept = null] = shape.parse(JSON.parse(text));
  return { part, verdict, bucket, inUse, thirdPersons, cutoff, kept };
}
