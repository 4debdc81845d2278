/** The lines of an open file, as bytes, a few at a time: whatever the file's size, little of it is in memory. */
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { LogFile } from "./folder";

/** `end` is what closed the line. `whole: false` is a piece of a line too long to be one. */
export type RawLine = { bytes: Buffer; end: Buffer; whole: boolean };

const blockSize = 64 * 1024;
/** Web servers refuse requests far shorter than this. */
export const longestLine = 256 * 1024;

/** The lines of the file up to the size it had when it was opened. Of a live file, a line that has no end yet is left out. */
export async function* linesOf(file: LogFile): AsyncGenerator<RawLine[]> {
  let rest: Buffer = Buffer.alloc(0);
  // Behind the first piece of a line that is too long comes the rest of it, up to its end.
  let torn = false;
  for await (const block of file.packed ? unpacked(file) : blocks(file)) {
    const lines: RawLine[] = [];
    let text: Buffer = rest.length > 0 ? Buffer.concat([rest, block]) : block;
    for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10)) {
      const line = split(text.subarray(0, end + 1), !torn && end <= longestLine);
      torn = false;
      lines.push(line);
      text = text.subarray(end + 1);
    }
    if (text.length > longestLine) {
      lines.push({ bytes: text, end: Buffer.alloc(0), whole: false });
      torn = true;
      text = Buffer.alloc(0);
    }
    rest = Buffer.from(text);
    if (lines.length > 0) yield lines;
  }
  if (rest.length > 0 && !file.live) yield [{ bytes: rest, end: Buffer.alloc(0), whole: !torn }];
}

function split(line: Buffer, whole: boolean): RawLine {
  const length = line.length - (line.length > 1 && line.at(-2) === 13 ? 2 : 1);
  return { bytes: line.subarray(0, length), end: line.subarray(length), whole };
}

async function* blocks({ handle, stats }: LogFile): AsyncGenerator<Buffer> {
  for (let at = 0; at < stats.size;) {
    const length = Math.min(blockSize, stats.size - at);
    // A block of its own each time: lines that are still being looked at point into it.
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** All members of a gzip file. One that is cut off, or none at all, is an error: nothing is left out in silence. */
async function* unpacked(file: LogFile): AsyncGenerator<Buffer> {
  const packed = Readable.from(blocks(file), { objectMode: false });
  const gunzip = createGunzip();
  packed.on("error", (error) => gunzip.destroy(error));
  try {
    for await (const block of packed.pipe(gunzip)) yield block as Buffer;
  } finally {
    packed.destroy();
    gunzip.destroy();
  }
}
