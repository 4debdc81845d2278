/**
 * Art. 15(3): checks the copy that a person was given, by the ZIP alone: each file against the manifest, the manifest against its
 * signature. An ordinary ZIP says some things twice and others to nobody (times, attributes): what counts are its files, so a
 * copy that was unpacked and packed again is whole as well.
 */
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { open as openZip, type Entry, type Options, type ZipFile } from "yauzl";
import * as z from "zod";
import { hash, reference } from "../gdpr/facts";
import type { Verifier } from "../log/note";
import { local, localLength } from "./container";
import type { BundleProblem, Report } from "./problem";
import { verifySignature, type Signature } from "./signature";

const names = { manifest: "manifest.json", signature: "manifest.sig" } as const;
/** More is no copy of ours: files, bytes of the manifest, and how much longer all of it may be than the ZIP. */
const mostFiles = 50_000;
const mostManifest = 20_000_000;
const mostUnpacked = (packed: number): number => 200 * packed + 2 ** 26;

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const manifestSchema = z.strictObject({
  format: z.literal("rightful-package-v2"),
  reference,
  language: z.enum(["en", "de"]),
  madeAt: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  policy: z.string(),
  records: count,
  random: z.string().regex(/^[0-9a-f]{32}$/),
  entries: z.array(z.strictObject({ name: z.string().max(200), bytes: count, sha256: hash })).max(mostFiles),
});
type Manifest = z.output<typeof manifestSchema>;

export type VerifiedCopy = {
  ok: boolean;
  kind: "copy";
  problems: BundleProblem[];
  /** What the manifest says; null where it cannot be read. */
  reference: string | null;
  records: number | null;
  /** How many files were looked at. */
  files: number;
  signature: Signature;
};

/** The first files of a copy; nothing else of ours begins with one of them. */
const first = /^(?:(?:data|records|search|schema|attachments)\/|(?:index|timeline|search)\.html$)/;

/** Whether a file begins like a copy. */
export async function isCopy(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(localLength + 200), 0, localLength + 200, 0);
  if (bytesRead < localLength || buffer.readUInt32LE(0) !== local) return false;
  return first.test(buffer.toString("latin1", localLength, localLength + buffer.readUInt16LE(26)));
}

/** Every problem of a copy, by file. `keys` come from elsewhere, never out of the ZIP. Never throws on any bytes. */
export async function verifyCopy(path: string, keys: readonly Verifier[] | undefined): Promise<VerifiedCopy> {
  const problems: BundleProblem[] = [];
  const report: Report = (file, line, code) => void problems.push({ file, line, code });
  const told = await withZip(path, report, async (zip, entries) => {
    const note = entries.get(names.signature);
    const bytes = await contentOf(zip, entries.get(names.manifest), report);
    if (bytes === undefined) return undefined;
    const signed = note && ((await contentOf(zip, note, report)) ?? Buffer.alloc(0));
    const signature = verifySignature(bytes, signed, keys, report, "package");
    const manifest = manifestIn(bytes, report);
    if (manifest) await verifyFiles(zip, { entries, manifest, most: mostUnpacked((await stat(path)).size) }, report);
    return { manifest, signature };
  });
  return {
    ok: problems.length === 0,
    kind: "copy",
    problems,
    reference: told?.manifest?.reference ?? null,
    records: told?.manifest?.records ?? null,
    files: told?.manifest?.entries.length ?? 0,
    signature: told?.signature ?? "none",
  };
}

type Entries = ReadonlyMap<string, Entry>;

/** Opens the ZIP and reads its directory; undefined, with the problem told, where that cannot be done. */
async function withZip<Value>(
  path: string,
  report: Report,
  work: (zip: ZipFile, entries: Entries) => Promise<Value>,
): Promise<Value | undefined> {
  const options = { lazyEntries: true, autoClose: false, strictFileNames: true };
  const zip = await promisify<string, Options, ZipFile>(openZip)(path, options).catch(unlessOfTheSystem);
  if (zip === null) {
    report("container", 0, "container-altered");
    return undefined;
  }
  try {
    const entries = await directory(zip, report);
    return entries && (await work(zip, entries));
  } finally {
    zip.close();
  }
}

/** What the ZIP says is its own affair; what the disk says is not. */
function unlessOfTheSystem(error: unknown): null {
  if (error instanceof Error && "syscall" in error) throw error;
  return null;
}

/** The files by their names, folders left out; undefined, with the problem told, for what no copy of ours has. */
async function directory(zip: ZipFile, report: Report): Promise<Entries | undefined> {
  const entries = new Map<string, Entry>();
  const next = () =>
    new Promise<Entry | null>((resolve, reject) => {
      zip
        .once("entry", resolve)
        .once("end", () => resolve(null))
        .once("error", reject);
      zip.readEntry();
    }).finally(() => zip.removeAllListeners());
  if (zip.entryCount > mostFiles) return void report("container", 0, "too-large");
  try {
    for (let entry = await next(); entry !== null; entry = await next()) {
      if (entry.fileName.endsWith("/") && entry.uncompressedSize === 0) continue;
      if (entries.has(entry.fileName)) return void report(entry.fileName, 0, "bad-name");
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    unlessOfTheSystem(error);
    return void report("container", 0, "container-altered");
  }
  return entries;
}

async function contentOf(zip: ZipFile, entry: Entry | undefined, report: Report): Promise<Buffer | undefined> {
  if (!entry) return void report(names.manifest, 0, "missing-entry");
  const chunks: Buffer[] = [];
  const read = await readEach(zip, entry, mostManifest, (chunk) => chunks.push(chunk));
  if (read) return Buffer.concat(chunks);
  report(entry.fileName, 0, entry.uncompressedSize > mostManifest ? "too-large" : "container-altered");
  return undefined;
}

function manifestIn(bytes: Buffer, report: Report): Manifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    return void report(names.manifest, 0, "not-json");
  }
  const { data, success } = manifestSchema.safeParse(value);
  if (!success) report(names.manifest, 0, "bad-shape");
  return data;
}

type Held = { entries: Entries; manifest: Manifest; most: number };

async function verifyFiles(zip: ZipFile, { entries, manifest, most }: Held, report: Report): Promise<void> {
  const listed = new Set<string>([names.manifest, names.signature]);
  let left = most;
  for (const { name, bytes, sha256 } of manifest.entries) {
    const entry = entries.get(name);
    if (listed.has(name)) report(names.manifest, 0, "bad-shape");
    else if (!entry) report(name, 0, "missing-entry");
    else if (bytes > left) report(name, 0, "too-large");
    else if ((await digestOf(zip, entry, bytes)) !== sha256) report(name, 0, "wrong-digest");
    listed.add(name);
    left -= Math.min(left, bytes);
  }
  for (const name of entries.keys()) if (!listed.has(name)) report(name, 0, "foreign-entry");
}

/** The digest of a file of exactly so many bytes; null for another one, which is not read on. */
async function digestOf(zip: ZipFile, entry: Entry, bytes: number): Promise<string | null> {
  const digest = createHash("sha256");
  const whole =
    entry.uncompressedSize === bytes && (await readEach(zip, entry, bytes, (chunk) => digest.update(chunk)));
  return whole ? digest.digest("hex") : null;
}

/** Unpacks a file piece by piece; false when it is damaged or longer than `most`. */
async function readEach(zip: ZipFile, entry: Entry, most: number, take: (chunk: Buffer) => unknown): Promise<boolean> {
  let length = 0;
  try {
    for await (const chunk of await promisify<Entry, Readable>(zip.openReadStream.bind(zip))(entry)) {
      length += (chunk as Buffer).length;
      if (length > most) return false;
      take(chunk as Buffer);
    }
    return true;
  } catch (error) {
    unlessOfTheSystem(error);
    return false;
  }
}
