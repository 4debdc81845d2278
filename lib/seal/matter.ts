/** What a matter says of people: who wrote, under which number, what, and how it ended. Sealed, bound to its row. */
import * as z from "zod";
import { masterKey, open, seal } from "./seal";

const words = z.strictObject({ sender: z.string(), fileNumber: z.string(), summary: z.string() });
export type MatterWords = z.output<typeof words>;

export const sealWords = (id: string, said: MatterWords): Buffer<ArrayBuffer> =>
  seal(masterKey("matter"), id, JSON.stringify(said));

/** Throws where the row does not hold what was sealed for it. */
export const wordsOf = ({ id, sealed }: { id: string; sealed: Uint8Array }): MatterWords =>
  words.parse(JSON.parse(open(masterKey("matter"), id, sealed).toString("utf8")));

export const sealEnd = (id: string, ended: string): Buffer<ArrayBuffer> => seal(masterKey("matter end"), id, ended);

/** Null while it is open. Throws alike. */
export const endOf = ({ id, ended }: { id: string; ended: Uint8Array | null }): string | null =>
  ended && open(masterKey("matter end"), id, ended).toString("utf8");
