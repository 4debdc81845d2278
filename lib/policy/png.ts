/** W3C PNG (third edition), 5: whether a file is a whole picture, so that nothing that draws it later stumbles over it. */
import { crc32, inflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Pixels of one side: more than any letter is printed with. */
const most = 2000;
/** Samples of one pixel, by the type of its colours. */
const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

export const startsAsPng = (bytes: Buffer): boolean => bytes.subarray(0, 8).equals(signature);

/** Every chunk whole with its sum, head first and end last, and as many samples as its sides promise. */
export function isWholePng(bytes: Buffer): boolean {
  const chunks = chunksOf(bytes);
  const head = chunks?.[0];
  if (!chunks || head?.type !== "IHDR" || head.data.length !== 13 || chunks.at(-1)?.type !== "IEND") return false;
  const [width, height] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4)];
  const [depth = 0, colour = 0] = head.data.subarray(8);
  const each = samples[colour];
  if (each === undefined || ![1, 2, 4, 8, 16].includes(depth)) return false;
  if (Math.min(width, height) < 1 || Math.max(width, height) > most) return false;
  if (colour === 3 && !chunks.some(({ type }) => type === "PLTE")) return false;
  const data = Buffer.concat(chunks.flatMap((chunk) => (chunk.type === "IDAT" ? [chunk.data] : [])));
  const row = 1 + Math.ceil((width * each * depth) / 8);
  return inflated(data, 2 * row * height + 64) >= Math.ceil((width * height * each * depth) / 8);
}

type Chunk = { type: string; data: Buffer };

function chunksOf(bytes: Buffer): Chunk[] | null {
  if (!startsAsPng(bytes)) return null;
  const chunks: Chunk[] = [];
  for (let at = 8; at < bytes.length;) {
    if (at + 12 > bytes.length) return null;
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) return null;
    chunks.push({ type: bytes.toString("latin1", at + 4, at + 8), data: bytes.subarray(at + 8, end) });
    at = end + 4;
  }
  return chunks;
}

/** How many bytes come out; none where it is no such stream, or more than it may be. */
function inflated(data: Buffer, maxOutputLength: number): number {
  try {
    return inflateSync(data, { maxOutputLength }).length;
  } catch (error) {
    if (error instanceof Error && "code" in error) return 0;
    throw error;
  }
}
