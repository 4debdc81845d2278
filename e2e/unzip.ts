import { once } from "node:events";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { fromBuffer, type Entry, type Options, type ZipFile } from "yauzl";

/** The files in a ZIP by name, read with a library that did not write it; fails when one does not match its checksum. */
export async function unzip(archive: Buffer): Promise<Map<string, Buffer>> {
  const zip = await promisify<Buffer, Options, ZipFile>(fromBuffer)(archive, {
    lazyEntries: true,
    strictFileNames: true,
  });
  const read = promisify<Entry, Readable>(zip.openReadStream.bind(zip));
  const files = new Map<string, Buffer>();
  while (files.size < zip.entryCount) {
    const next = once(zip, "entry");
    zip.readEntry();
    const [entry] = (await next) as [Entry];
    files.set(entry.fileName, await buffer(await read(entry)));
  }
  return files;
}
