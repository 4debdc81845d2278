/** What a matter says of people: who wrote, under which number, and what. Sealed, bound to its row. */
import * as z from "zod";
import { masterKey, open, seal } from "../../seal/seal";

const words = z.strictObject({ sender: z.string(), fileNumber: z.string(), summary: z.string() });
export type MatterWords = z.output<typeof words>;

export const sealWords = (id: string, said: MatterWords): Buffer<ArrayBuffer> =>
  seal(masterKey("matter"), id, JSON.stringify(said));

/** Throws where the row does not hold what was sealed for it. */
export const wordsOf = ({ id, sealed }: { id: string; sealed: Uint8Array }): MatterWords =>
  words.parse(JSON.parse(open(masterKey("matter"), id, sealed).toString("utf8")));
