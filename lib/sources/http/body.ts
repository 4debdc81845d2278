/** The body of an answer, unpacked and counted as it comes: a small answer that unpacks to gigabytes stops at the limit. */
import { pipeline } from "node:stream/promises";
import type { Readable, Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { CallFailed } from "./failure";

const unpacking: Record<string, () => Transform> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The packings that are asked for. */
export const acceptEncoding = "gzip, deflate, br";

/** Reads a body of at most `limit` bytes, unpacked. Throws `CallFailed` when there is more. */
export async function bodyOf(
  body: Readable,
  { encoding, limit, signal }: { encoding: string | null; limit: number; signal: AbortSignal },
): Promise<string> {
  const names = (encoding ?? "").split(",").map((name) => name.trim().toLowerCase());
  const used = names.filter((name) => name !== "" && name !== "identity").toReversed();
  const stages = used.map((name) => unpacking[name]?.());
  if (stages.length > 1 || stages.some((stage) => !stage)) {
    body.destroy();
    throw new CallFailed("unexpected-answer", true, "the answer is packed in a way that was not asked for");
  }
  const chunks: Buffer[] = [];
  let size = 0;
  const tooLarge = new CallFailed("unexpected-answer", true, "the answer is larger than the limit");
  const keep = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limit) throw tooLarge;
      chunks.push(chunk);
    }
  };
  const [stage] = stages;
  try {
    await (stage ? pipeline(body, stage, keep, { signal }) : pipeline(body, keep, { signal }));
  } catch (error) {
    // The streams that are torn down say so too: the reason is what counts.
    throw size > limit ? tooLarge : error;
  }
  return Buffer.concat(chunks).toString("utf8");
}
