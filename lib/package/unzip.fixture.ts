/** Reads a package back: decrypts the file and takes the ZIP apart with a library that did not write it. */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { fromBuffer, type Entry, type Options, type ZipFile } from "yauzl";
import { plainLength, readRange } from "./encrypted-file";

export async function unpack(file: string, key: Buffer): Promise<Map<string, string>> {
  const open = promisify<Buffer, Options, ZipFile>(fromBuffer);
  const zip = await open(await decrypted(file, key), { lazyEntries: true, strictFileNames: true });
  const read = promisify<Entry, Readable>(zip.openReadStream.bind(zip));
  const entries = new Map<string, string>();
  while (entries.size < zip.entryCount) {
    const next = once(zip, "entry");
    zip.readEntry();
    const [entry] = (await next) as [Entry];
    entries.set(entry.fileName, (await buffer(await read(entry))).toString("utf8"));
  }
  return entries;
}

export const decrypted = async (file: string, key: Buffer): Promise<Buffer> =>
  buffer(readRange(file, key, 0, await plainLength(file, key)));

export const onDisk = (file: string): Promise<Buffer> => readFile(file);
