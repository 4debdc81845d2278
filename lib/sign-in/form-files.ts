/**
 * Files out of a form, with what they are called. A file field that was left empty sends one without name and content; of a form that
 * a script sent, the decoder of server actions names it "undefined".
 */
import * as z from "zod";

/** A field that takes several files. */
export const fileField = z.array(z.instanceof(File)).max(100).default([]);

const isLeftEmpty = ({ name, size }: File): boolean => size === 0 && (name === "" || name === "undefined");

/** What was chosen, read into memory: the server takes no more than fits there (`lib/server/body-limit.ts`). */
export async function filesIn(field: readonly File[]): Promise<{ name: string; bytes: Buffer }[]> {
  const chosen = field.filter((file) => !isLeftEmpty(file));
  return Promise.all(chosen.map(async (file) => ({ name: file.name, bytes: Buffer.from(await file.arrayBuffer()) })));
}
