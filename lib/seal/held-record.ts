/** The one record that a hold is about, sealed: its number may be known to others. */
import * as z from "zod";
import { openColumn, sealColumn } from "./seal";

const text = z.string();
const names = z.record(text, z.array(text)).default({});
const shape = z.strictObject({ source: text, part: text, key: text, number: text, names });
/** `number`: what it was found by, as people name it. `names`: what other systems call it, by kind of id. */
export type HeldRecord = z.output<typeof shape>;

export const sealRecord = (record: HeldRecord): Buffer<ArrayBuffer> =>
  sealColumn("hold record", JSON.stringify(record));

/** Null for a hold that is about more than one record. Throws on what was not sealed so. */
export const recordOf = (sealed: Uint8Array | null): HeldRecord | null =>
  sealed && shape.parse(JSON.parse(openColumn("hold record", sealed)));
