/** Checks a collection: every bundle in it as if it came alone, then that list, order and container are what they make. */
import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import type { Verifier } from "../log/note";
import { bundleName, collectionNames, collectionSchema, mostBundles, type Collection } from "./collection";
import { ending, headsOf, local, localLength, mostBytes, type Entry } from "./container";
import { sha256 } from "./digest";
import { jsonOf } from "./json-of";
import type { BundleProblem, Report } from "./problem";
import { verifySignature, type Signature } from "./signature";

/** What is told of a bundle inside: enough to say which one is wrong. */
export type Inside = { ok: boolean; problems: BundleProblem[]; events: number; demo: boolean | null };
export type VerifiedCollection = {
  ok: boolean;
  kind: "collection";
  problems: BundleProblem[];
  bundles: number;
  events: number;
  demo: boolean | null;
  signature: Signature;
};
type Check = (bytes: Buffer) => Promise<Inside>;

/** Whether a file begins like a collection: its first entry is a bundle. */
export async function isCollection(file: FileHandle): Promise<boolean> {
  const head = await headAt(file, 0);
  return head !== null && /^(?:r-[0-9a-z]{16}\.zip|collection\.json)$/.test(head.name);
}

/** Reads it once, one entry at a time. Never throws on any bytes. */
export async function verifyCollection(
  file: FileHandle,
  check: Check,
  keys: readonly Verifier[] | undefined,
): Promise<VerifiedCollection> {
  const problems: BundleProblem[] = [];
  const report: Report = (name, line, code) => void problems.push({ file: name, line, code });
  const seen: Collection["bundles"] = [];
  const container = createHash("sha256");
  const directory: Buffer[] = [];
  const last: Record<string, Entry> = {};
  let [at, events] = [0, 0];
  for (;;) {
    const entry = await entryAt(file, at);
    if (entry === null) break;
    if (entry === "too-large" || directory.length > mostBundles + 1) {
      report("container", 0, "too-large");
      return verdict();
    }
    const { head, line } = headsOf(entry, at);
    directory.push(line);
    container.update(head).update(entry.bytes);
    at += head.length + entry.bytes.length;
    if (entry.name === collectionNames.list || entry.name === collectionNames.signature) last[entry.name] = entry;
    else {
      const inside = await check(entry.bytes);
      for (const problem of inside.problems) problems.push({ ...problem, file: `${entry.name}/${problem.file}` });
      events += inside.events;
      const reference = entry.name.replace(/\.zip$/, "").toUpperCase();
      if (entry.name !== bundleName(reference)) report(entry.name, 0, "foreign-entry");
      seen.push({ reference, bytes: entry.bytes.length, sha256: sha256(entry.bytes), events: inside.events });
    }
  }
  const lines = Buffer.concat(directory);
  container.update(lines).update(ending(directory.length, lines.length, at));
  if (container.digest("hex") !== (await digestOf(file))) report("container", 0, "container-altered");
  return verdict();

  function verdict(): VerifiedCollection {
    const list = last[collectionNames.list];
    if (!list) report(collectionNames.list, 0, "missing-entry");
    const said = list && jsonOf(list, collectionSchema, report);
    if (said && JSON.stringify(said.bundles) !== JSON.stringify(seen)) report(collectionNames.list, 0, "wrong-digest");
    const told: Report = (_, line, code) => report(collectionNames.signature, line, code);
    const note = last[collectionNames.signature]?.bytes;
    const signature = list ? verifySignature(list.bytes, note, keys, told) : "none";
    const { length: bundles } = seen;
    return {
      ok: problems.length === 0,
      kind: "collection",
      problems,
      bundles,
      events,
      demo: said?.demo ?? null,
      signature,
    };
  }
}

type Head = { name: string; length: number; from: number };

/** The local header at a place: name, length of the content, and where it begins; null where none stands. */
async function headAt(file: FileHandle, at: number): Promise<Head | null> {
  const head = await bytesAt(file, at, localLength);
  if (head.length < localLength || head.readUInt32LE(0) !== local) return null;
  const [named, extra] = [head.readUInt16LE(26), head.readUInt16LE(28)];
  if (named > 100 || extra > 0) return null;
  const name = (await bytesAt(file, at + localLength, named)).toString("latin1");
  return { name, length: head.readUInt32LE(18), from: at + localLength + named };
}

async function entryAt(file: FileHandle, at: number): Promise<Entry | "too-large" | null> {
  const head = await headAt(file, at);
  if (!head) return null;
  if (head.length > mostBytes) return "too-large";
  const bytes = await bytesAt(file, head.from, head.length);
  return bytes.length === head.length ? { name: head.name, bytes } : null;
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await file.read(bytes, read, length - read, at + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return bytes.subarray(0, read);
}

async function digestOf(file: FileHandle): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
