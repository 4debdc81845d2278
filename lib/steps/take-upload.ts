/**
 * Uploaded files, from a form with nothing else in it, taken as they arrive: what somebody sends never lies in memory whole.
 * Everything in the stream is chosen by whoever sends it; only the bytes between the boundaries are used.
 */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { no, yes, type Result } from "../result";

/** Headers of a part are short; what is longer is no form of ours. */
const headLimit = 4096;
const cutHead = Buffer.from("\r\n\r\n");
const disposition = /^content-disposition:\s*form-data;\s*name="([a-z]{1,20})"/im;

/** Where the bytes of a field go; `limit` is the greatest length taken. */
export type Field = { limit: number; write(part: Buffer): Promise<void>; end(): Promise<void> };

/** A new file. */
export function intoFile(path: string, limit: number): Field {
  const file = createWriteStream(path, { mode: 0o600 });
  return {
    limit,
    async write(part) {
      if (!file.write(part)) await once(file, "drain");
    },
    async end() {
      file.end();
      await finished(file);
    },
  };
}

/** A SHA-256 alone: nothing is kept. */
export function intoDigest(limit: number): Field & { sha256(): string } {
  const hash = createHash("sha256");
  return {
    limit,
    write: async (part) => void hash.update(part),
    end: async () => undefined,
    sha256: () => hash.digest("hex"),
  };
}

/**
 * Takes the parts of a multipart/form-data body, each into the field of its name, which may come once; gives how many bytes
 * each had. The rest of one that is too long is read and thrown away, so that the answer can be given.
 */
export async function takeUpload(
  body: AsyncIterable<Uint8Array>,
  { contentType, fields }: { contentType: string; fields: Record<string, Field> },
): Promise<Result<"not-a-form" | "too-large", Record<string, number>>> {
  const boundary = /^multipart\/form-data;\s*boundary="?([^";,\s]{1,70})"?$/i.exec(contentType.trim())?.[1];
  const waiting = new Map(Object.entries(fields));
  const taken: Record<string, number> = {};
  let isLarge = false;
  const begin = (head: string): Pick<Field, "write"> | null => {
    const name = disposition.exec(head)?.[1] ?? "";
    const field = waiting.get(name);
    if (!field || !waiting.delete(name)) return null;
    taken[name] = 0;
    return {
      async write(part) {
        const bytes = (taken[name] ?? 0) + part.length;
        taken[name] = bytes;
        if (bytes > field.limit) isLarge = true;
        else if (part.length > 0) await field.write(part);
      },
    };
  };
  try {
    const isWhole = boundary !== undefined && (await readParts(body, Buffer.from(`\r\n--${boundary}`), begin));
    if (!isWhole) return no("not-a-form");
  } finally {
    for (const field of Object.values(fields)) await field.end();
  }
  return isLarge ? no("too-large") : yes(taken);
}

/** Whether the body was parts between boundaries up to the last one. `begin` gives null for a part that nobody asked for. */
async function readParts(
  body: AsyncIterable<Uint8Array>,
  edge: Buffer,
  begin: (head: string) => Pick<Field, "write"> | null,
): Promise<boolean> {
  // The first boundary stands at the very beginning, without a line end before it.
  let held: Buffer = Buffer.from("\r\n");
  let part: Pick<Field, "write"> | null = null;
  let isOver = false;
  for await (const chunk of body) {
    if (isOver) continue;
    held = Buffer.concat([held, chunk]);
    for (;;) {
      if (part) {
        const at = held.indexOf(edge);
        // The boundary may have begun: as many bytes as it has are kept back.
        const safe = at === -1 ? Math.max(0, held.length - edge.length) : at;
        await part.write(held.subarray(0, safe));
        held = held.subarray(safe);
        if (at === -1) break;
        part = null;
      }
      if (held.length < edge.length + 2) break;
      if (!held.subarray(0, edge.length).equals(edge)) return false;
      isOver = held.toString("latin1", edge.length, edge.length + 2) === "--";
      const at = held.indexOf(cutHead);
      if (isOver || (at === -1 && held.length <= headLimit)) break;
      part = at === -1 ? null : begin(held.toString("utf8", edge.length, at).replaceAll("\r\n", "\n"));
      if (!part) return false;
      held = held.subarray(at + cutHead.length);
    }
  }
  return isOver;
}
