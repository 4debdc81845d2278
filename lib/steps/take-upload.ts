/**
 * One uploaded file, from a form with nothing else in it, written to disk as it arrives: what somebody sends never lies
 * in memory whole. Everything in the stream is chosen by whoever sends it; only the bytes between the boundaries are used.
 */
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { no, yes, type Result } from "../result";

/** Headers of the part are short; what is longer is no form of ours. */
const headLimit = 4096;
const cutHead = Buffer.from("\r\n\r\n");

type Refused = "not-a-form" | "no-file" | "too-large";

/**
 * Writes the only part of a multipart/form-data body to `path`; gives its length in bytes. `limit` is the greatest length
 * taken; the rest of a longer body is read and thrown away, so that the answer can be given.
 */
export async function takeUpload(
  body: AsyncIterable<Uint8Array>,
  { contentType, path, limit }: { contentType: string; path: string; limit: number },
): Promise<Result<Refused, { bytes: number }>> {
  const boundary = /^multipart\/form-data;\s*boundary="?([^";,\s]{1,70})"?$/i.exec(contentType.trim())?.[1];
  if (!boundary) return no("not-a-form");
  const end = Buffer.from(`\r\n--${boundary}`);
  const file = createWriteStream(path, { mode: 0o600 });
  // The first boundary stands at the very beginning, without a line end before it.
  let held: Buffer = Buffer.from("\r\n");
  let stage: "head" | "file" | "after" = "head";
  let bytes = 0;
  const write = async (part: Buffer) => {
    bytes += part.length;
    if (bytes <= limit && part.length > 0 && !file.write(part)) await once(file, "drain");
  };
  try {
    for await (const chunk of body) {
      if (stage === "after") continue;
      held = Buffer.concat([held, chunk]);
      if (stage === "head") {
        const at = held.indexOf(cutHead);
        if (at === -1 && held.length <= headLimit) continue;
        if (at === -1 || !held.subarray(0, end.length).equals(end)) return no("not-a-form");
        held = held.subarray(at + cutHead.length);
        stage = "file";
      }
      const at = held.indexOf(end);
      if (at !== -1) {
        await write(held.subarray(0, at));
        stage = "after";
        continue;
      }
      // The boundary may have begun: as many bytes as it has are kept back.
      const safe = Math.max(0, held.length - end.length);
      await write(held.subarray(0, safe));
      held = held.subarray(safe);
    }
  } finally {
    file.end();
    await finished(file);
  }
  if (stage !== "after") return no("not-a-form");
  if (bytes > limit) return no("too-large");
  return bytes === 0 ? no("no-file") : yes({ bytes });
}
