/** Files out of a form, with what they are called. A file field that was left empty sends one without name and content. */
import * as z from "zod";

/** A field that takes several files. */
export const fileField = z.array(z.instanceof(File)).max(100).default([]);

/** What was chosen, read into memory: the server takes no more than fits there (`lib/server/body-limit.ts`). */
export async function filesIn(field: readonly File[]): Promise<{ name: string; bytes: Buffer }[]> {
  const chosen = field.filter(({ name, size }) => name !== "" || size > 0);
  return Promise.all(chosen.map(async (file) => ({ name: file.name, bytes: Buffer.from(await file.arrayBuffer()) })));
}
