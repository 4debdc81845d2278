/**
 * The container of an evidence bundle: a ZIP of which every byte is given by the names and the contents.
 *
 * In an ordinary ZIP one bit in seven can flip unnoticed (times, attributes, extra fields, sizes said twice). So entries
 * are stored, never compressed, all times are fixed, and a reader writes the container anew and compares.
 */
import { crc32 } from "node:zlib";

export type Entry = { name: string; bytes: Buffer };

/** At most this many bytes and entries: what is larger is no bundle of ours and is not read. */
export const mostBytes = 50_000_000;
export const mostEntries = 200;

/** Why a container was not accepted. `container-altered`: its entries could be read, its bytes are not what they make. */
export type ContainerProblem = "not-a-bundle" | "too-large" | "bad-name" | "container-altered";
export type Read = { entries: Entry[]; problem: ContainerProblem | null };

export const local = 0x04034b50;
const central = 0x02014b50;
const end = 0x06054b50;
const version = 20;
/** 1980-01-01 in the format of DOS, the earliest day it knows; the time is 00:00. */
const date = 0x0021;
export const localLength = 30;

/** Folders and names in small ASCII letters, digits, full stops and hyphens; nothing that leaves the folder. */
const nameGrammar = /^[a-z0-9][a-z0-9.-]*(?:\/[a-z0-9][a-z0-9.-]*)*$/;

export const isName = (name: string): boolean => name.length <= 100 && nameGrammar.test(name) && !name.includes("..");

/** The bytes of the entries in their order. Throws on names or sizes that no bundle may have. */
export function writeContainer(entries: readonly Entry[]): Buffer {
  const names = new Set(entries.map(({ name }) => name));
  if (names.size !== entries.length || ![...names].every(isName)) throw new Error("names that no bundle may have");
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { head, line } = headsOf(entry, offset);
    parts.push(head, entry.bytes);
    directory.push(line);
    offset += head.length + entry.bytes.length;
  }
  const list = Buffer.concat(directory);
  const bytes = Buffer.concat([...parts, list, ending(entries.length, list.length, offset)]);
  if (entries.length > mostEntries || bytes.length > mostBytes) throw new Error("more than a bundle may hold");
  return bytes;
}

/** What stands before an entry that begins at `offset`, and its line of the directory. */
export function headsOf({ name, bytes }: Entry, offset: number): { head: Buffer; line: Buffer } {
  const about = common(name, bytes);
  const place = Buffer.alloc(14);
  place.writeUInt32LE(offset, 10);
  const named = Buffer.from(name, "ascii");
  return {
    head: Buffer.concat([uint32(local), about, named]),
    line: Buffer.concat([uint32(central), uint16(version), about, place, named]),
  };
}

/** What the two headers of an entry have in common: 26 bytes from "version needed" to "length of the extra field". */
function common(name: string, bytes: Buffer): Buffer {
  const about = Buffer.alloc(26);
  about.writeUInt16LE(version, 0);
  about.writeUInt16LE(date, 8);
  about.writeUInt32LE(crc32(bytes), 10);
  about.writeUInt32LE(bytes.length, 14);
  about.writeUInt32LE(bytes.length, 18);
  about.writeUInt16LE(name.length, 22);
  return about;
}

/** The end of a container: so many entries, a directory of this length that begins at `offset`. */
export function ending(count: number, length: number, offset: number): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(end, 0);
  bytes.writeUInt16LE(count, 8);
  bytes.writeUInt16LE(count, 10);
  bytes.writeUInt32LE(length, 12);
  bytes.writeUInt32LE(offset, 16);
  return bytes;
}

/**
 * Reads a container written by anybody. An attacker controls every byte: sizes are held against what is there before
 * anything is taken. Never throws; entries that could be read are given even where there is a problem.
 */
export function readContainer(bytes: Buffer): Read {
  if (bytes.length > mostBytes) return { entries: [], problem: "too-large" };
  const entries: Entry[] = [];
  let at = 0;
  while (at + localLength <= bytes.length && bytes.readUInt32LE(at) === local) {
    if (entries.length === mostEntries) return { entries: [], problem: "too-large" };
    const body = at + localLength + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    const after = body + bytes.readUInt32LE(at + 18);
    if (after > bytes.length) return { entries, problem: entries.length > 0 ? "container-altered" : "not-a-bundle" };
    const name = bytes.toString("latin1", at + localLength, at + localLength + bytes.readUInt16LE(at + 26));
    if (!isName(name) || entries.some((entry) => entry.name === name)) return { entries, problem: "bad-name" };
    entries.push({ name, bytes: bytes.subarray(body, after) });
    at = after;
  }
  if (entries.length === 0) return { entries, problem: "not-a-bundle" };
  const { length } = entries.reduce((sum, { name }) => ({ length: sum.length + 46 + name.length }), {
    length: at + 22,
  });
  const same = length === bytes.length && writeContainer(entries).equals(bytes);
  return { entries, problem: same ? null : "container-altered" };
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
