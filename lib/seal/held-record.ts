/** The one record that a hold is about, sealed: its number may be known to others. */
import * as z from "zod";
import { openColumn, sealColumn } from "./seal";

const shape = z.strictObject({ source: z.string(), part: z.string(), key: z.string(), number: z.string() });
/** `number`: what it was found by, as people name it. */
export type HeldRecord = z.output<typeof shape>;

export const sealRecord = (record: HeldRecord): Buffer<ArrayBuffer> =>
  sealColumn("hold record", JSON.stringify(record));

/** Null for a hold that is about more than one record. Throws on what was not sealed so. */
export const recordOf = (sealed: Uint8Array | null): HeldRecord | null =>
  sealed && shape.parse(JSON.parse(openColumn("hold record", sealed)));
