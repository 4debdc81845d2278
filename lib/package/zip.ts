/** An ordinary ZIP as a stream, entry by entry, each with its SHA-256. Entry names are made by this program only. */
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { ZipArchive } from "archiver";

export type Entry = { name: string; bytes: number; sha256: string };
/** Writes one entry; the next may be added when this one is done. */
export type AddEntry = (name: string, content: AsyncIterable<string | Uint8Array>) => Promise<Entry>;

const allowedName = /^(?:[a-z]+\/)?[a-z][a-z0-9-]*\.(?:html|json|csv|js|sig)$/;
/** A number keeps the names of files apart. They are mostly compressed already and are only stored. */
const allowedFile = /^attachments\/[a-z][a-z0-9-]*-\d+-[A-Za-z0-9][A-Za-z0-9.-]{0,95}$/;

/** Gives the bytes of the ZIP that `fill` fills. A failure of `fill` or of an entry is a failure of the stream. */
export function zip(madeAt: Date, fill: (add: AddEntry) => Promise<void>): AsyncIterable<Uint8Array> {
  // Records repeat themselves so much that a longer search for repetitions finds hardly any more of them: level 4 takes more
  // than twice as long for a twentieth less.
  const archive = new ZipArchive({ zlib: { level: 1 } });
  archive.on("warning", (warning) => archive.destroy(warning));
  // Whoever waits for an entry must hear that the archive failed or that its reader went away.
  const lost = new Promise<never>((_resolve, reject) => {
    archive.once("error", reject);
    archive.once("close", () => reject(new Error("the archive was given up")));
  });
  lost.catch(() => undefined);
  const filled = fill((name, content) => append({ archive, lost, date: madeAt }, name, content));
  filled.then(
    () => archive.finalize(),
    (error: Error) => archive.destroy(error),
  );
  return archive;
}

type Open = { archive: ZipArchive; lost: Promise<never>; date: Date };

async function append(
  { archive, lost, date }: Open,
  name: string,
  content: AsyncIterable<string | Uint8Array>,
): Promise<Entry> {
  const isFile = allowedFile.test(name);
  if (!isFile && !allowedName.test(name)) throw new Error("not a name for an entry of a package");
  const hash = createHash("sha256");
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const part of content) {
      const chunk = typeof part === "string" ? Buffer.from(part) : part;
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  const source = Readable.from(counted(), { objectMode: false });
  // The archive pipes its sources: it would wait for ever for one that failed.
  const done = new Promise<void>((resolve, reject) => {
    source.once("error", reject);
    archive.once("entry", () => resolve());
  });
  archive.append(source, { name, date, mode: 0o644, ...(isFile ? { store: true } : {}) });
  try {
    await Promise.race([done, lost]);
  } finally {
    source.destroy();
  }
  return { name, bytes, sha256: hash.digest("hex") };
}
