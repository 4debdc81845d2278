/**
 * A font out of its WOFF file (W3C WOFF 1.0, sections 4 and 5) as the plain tables that a PDF embeds. Packed, the reader
 * of fonts would unpack each table anew each time it looks into it.
 */
import { inflateSync } from "node:zlib";

type Table = { tag: string; checksum: number; bytes: Buffer };

/** The font with its tables in the order of the file, those `without` left out. Throws on what is no WOFF. */
export function sfntOf(woff: Buffer, without: readonly string[] = []): Buffer {
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new Error("not a font in WOFF");
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, i) => tableAt(woff, 44 + 20 * i));
  return written(woff.readUInt32BE(4), tables.filter(({ tag }) => !without.includes(tag))); // prettier-ignore
}

/** An entry of the directory: tag, offset, packed length, length, checksum. */
function tableAt(woff: Buffer, at: number): Table {
  const [offset, packed, length] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)];
  const stored = woff.subarray(offset, offset + packed);
  const bytes = packed < length ? inflateSync(stored) : stored;
  return { tag: woff.toString("latin1", at, at + 4), checksum: woff.readUInt32BE(at + 16), bytes };
}

function written(flavour: number, tables: readonly Table[]): Buffer {
  const head = Buffer.alloc(12 + 16 * tables.length);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  head.writeUInt32BE(flavour, 0);
  head.writeUInt16BE(tables.length, 4);
  head.writeUInt16BE(16 * power, 6);
  head.writeUInt16BE(Math.log2(power), 8);
  head.writeUInt16BE(16 * (tables.length - power), 10);
  const parts = [head];
  let offset = head.length;
  tables.forEach(({ tag, checksum, bytes }, i) => {
    const at = 12 + 16 * i;
    head.write(tag, at, "latin1");
    head.writeUInt32BE(checksum, at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(bytes.length, at + 12);
    // Tables begin at multiples of four.
    const padded = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
    parts.push(padded);
    offset += padded.length;
  });
  return Buffer.concat(parts);
}
