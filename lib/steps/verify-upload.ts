/**
 * Art. 5(2): somebody hands in an evidence bundle, perhaps with the copy that a customer has, and reads what the verifier says. The upload is gone as soon as it
 * was read; the verdict stays for an hour, for the person who asked, on the disk that all web processes share.
 */
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { has, type Actor } from "../actor";
import { verifyFile } from "../bundle/verify-file";
import { no, yes, type Result } from "../result";
import { intoDigest, intoFile, takeUpload } from "./take-upload";

export type Verdict = Awaited<ReturnType<typeof verifyFile>> & {
  /** Problems beyond those listed. */
  more: number;
  /** Whether a customer's copy was handed in as well. */
  withCopy: boolean;
};

/** 50 MB: a bundle of a request with thousands of events and letters has a few. */
export const uploadLimit = 50_000_000;
/** 20 GB: of a copy nothing is kept but its digest. */
export const copyLimit = 20_000_000_000;
const listed = 1000;
const hour = 3_600_000;

type Refused = "not-allowed" | "not-a-form" | "no-file" | "too-large";
export type Upload = { body: AsyncIterable<Uint8Array>; contentType: string };

const mayVerify = (who: Actor): boolean => has(who, "reviewer", "dpo", "legal");

/** Verifies an uploaded bundle; gives the id under which `verdictFor` finds what came of it. */
export async function verifyUpload(
  who: Actor,
  { body, contentType }: Upload,
): Promise<Result<Refused, { verdict: string }>> {
  if (!mayVerify(who)) return no("not-allowed");
  const folder = await mkdtemp(join(await verdicts(), "upload-"));
  try {
    const path = join(folder, "bundle.zip");
    const fields = { bundle: intoFile(path, uploadLimit), copy: intoDigest(copyLimit) };
    const taken = await takeUpload(body, { contentType, fields });
    if (!taken.ok) return taken;
    if (!taken.value.bundle) return no("no-file");
    const withCopy = (taken.value.copy ?? 0) > 0;
    const verdict = await verifyFile(path, withCopy ? { copy: fields.copy.sha256() } : {});
    const more = Math.max(0, verdict.problems.length - listed);
    const kept = { ...verdict, problems: verdict.problems.slice(0, listed), more, withCopy };
    const id = randomBytes(16).toString("hex");
    await writeFile(verdictFile(await verdicts(), id), JSON.stringify({ person: who.person, kept }), { mode: 0o600 });
    return yes({ verdict: id });
  } finally {
    await rm(folder, { recursive: true, force: true });
    await clearOld();
  }
}

/** What came of a verification, for the person who asked; null when unknown, another's, or older than an hour. */
export async function verdictFor(who: Actor, id: string): Promise<Verdict | null> {
  if (!mayVerify(who) || !/^[0-9a-f]{32}$/.test(id)) return null;
  await clearOld();
  const text = await readFile(verdictFile(await verdicts(), id), "utf8").catch(ifAbsent(null));
  if (text === null) return null;
  const { person, kept } = JSON.parse(text) as { person: string | null; kept: Verdict };
  return person === who.person ? kept : null;
}

async function verdicts(): Promise<string> {
  const folder = join(process.env.FILES_DIR ?? "", "verdicts");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

const verdictFile = (folder: string, id: string): string => join(folder, `${id}.json`);

/** Files of other processes may go while they are looked at. */
const ifAbsent =
  <Value>(value: Value) =>
  (error: NodeJS.ErrnoException): Value => {
    if (error.code === "ENOENT") return value;
    throw error;
  };

async function clearOld(): Promise<void> {
  const folder = await verdicts();
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    const changed = await stat(file).then(({ mtimeMs }) => mtimeMs, ifAbsent(Infinity));
    if (changed < Date.now() - hour) await rm(file, { recursive: true, force: true });
  }
}
