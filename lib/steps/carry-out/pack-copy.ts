/**
 * Art. 15(3), 20(1): the approved copy, or the data to take along, is packed: what the plan exports, read from the sources
 * and streamed into one encrypted file. Made again after a crash it is another file under another key.
 */
import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { system } from "../../actor";
import { policy } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { mayName } from "../../gdpr/disclosure";
import { dayIn } from "../../gdpr/day";
import type { Group } from "../../gdpr/plan-value";
import { destroyPackage, makePackage, type Exported, type PackageInput, type Packed } from "../../package/make";
import { makePortable, type PortableInput } from "../../package/portable";
import { masterKey, seal } from "../../seal/seal";
import type { RecordPage, SourceRecord } from "../../sources/source";
import { answerOf } from "../answer/answer-of";
import { withheldOf } from "../answer/copy";
import type { Claim } from "../claim";
import { keepClaim } from "../claim";
import type { Loaded } from "../load";
import { reached } from "../milestone";
import { note } from "../move";
import { dateOf, everyLetter } from "../answer/send-letter";
import { logSigners } from "../log/keys";
import { recordsOf } from "../plan/records-of";
import { isAbout, openPauses } from "../plan/situation";
import { markFor, redactionsTold } from "../redact/told";
import { releasedRecords } from "./released-records";

/** Makes the package of an approved request, unless it is there already. */
export async function packCopy(request: Loaded, claimed: Claim): Promise<void> {
  if (await db().package.findUnique({ where: { request: request.id } })) return;
  await mkdir(process.env.FILES_DIR ?? "", { recursive: true, mode: 0o700 });
  const packed =
    request.right === "portability"
      ? await makePortable(await portableInput(request, claimed))
      : await makePackage(await inputFor(request, claimed));
  reached("pack:written");
  try {
    await db().$transaction((tx) => store(tx, request, packed, claimed));
  } catch (error) {
    // Somebody else took over: their file stands, and nobody keeps the key of ours. Asked of the database, because a
    // transaction may have gone through although its answer was lost.
    const kept = await db().package.findUnique({ where: { request: request.id } });
    if (kept?.file !== basename(packed.file)) await destroyPackage(packed.file);
    throw error;
  }
}

/** What every file is made from. */
async function common(request: Loaded) {
  const { id, planNo, language } = request;
  const rows = await db().decision.findMany({ where: { request: id, planNo }, orderBy: { idx: "asc" } });
  const exported = rows
    .filter(({ action }) => action === "export")
    .map(({ idx, source, category, count, groups }) => ({
      idx,
      source,
      category,
      count,
      groups: groups as unknown as Group[],
    }));
  const file = join(process.env.FILES_DIR ?? "", fileName(id));
  const madeAt = dayIn(policy().zone, await portalNow());
  return { rows, input: { file, reference: id, language, policy: policy(), madeAt, exported } };
}

async function portableInput(request: Loaded, claimed: Claim): Promise<PortableInput> {
  const { input } = await common(request);
  return { ...input, read: (decision) => read(request, decision, claimed, "provided") };
}

async function inputFor(request: Loaded, claimed: Claim): Promise<PackageInput> {
  const { id, planNo, language, contact } = request;
  const { rows, input } = await common(request);
  const searches = await db().search.findMany({ where: { request: id, planNo } });
  const { lines } = await answerOf(db(), request);
  const told = await redactionsTold(db(), request);
  const { authority, secondAuthority } = everyLetter(request);
  return {
    ...input,
    person: contact.name,
    receivedOn: dateOf(request.receivedOn),
    read: (decision) => read(request, decision, claimed),
    redacted: told.redacted,
    searches: searches.map(({ source, outcome }) => ({ source, outcome: outcome as "searched" })),
    withheld: withheldOf(lines, told.withheld, language),
    // What is disclosed only after a review is not told of as open either.
    open: rows
      .filter(({ action, count }) => action === "ask" && count === null)
      .filter(({ category }) => mayName(category, policy()))
      .map(({ source, category }) => ({ source, category })),
    locked: await lockedCategories(request),
    paused: await pausedCategories(request, input.exported),
    authority,
    secondAuthority,
    signers: process.env.LOG_KEY ? logSigners() : [],
  };
}

/** Drawn anew each time: a worker that lost its claim must never write over the file of the one that took over. */
const fileName = (reference: string): string => `${reference}.${randomBytes(8).toString("hex")}.package`;

/** Reads one decision's records; the claim is kept while a long one runs. */
async function* read(
  request: Loaded,
  decision: Exported,
  claimed: Claim,
  columns?: "provided",
): AsyncGenerator<SourceRecord | RecordPage> {
  let renewed = Date.now();
  for await (const found of recordsFor(request, decision, columns)) {
    if (Date.now() - renewed > 10_000) {
      await keepClaim(claimed);
      renewed = Date.now();
    }
    yield found;
  }
}

/** What names others is read by the list of what a reviewer decided, everything else as it is. */
function recordsFor(
  request: Loaded,
  decision: Exported & { idx?: number },
  columns?: "provided",
): AsyncIterable<SourceRecord | RecordPage> {
  const { idx, groups } = decision;
  if (groups.every(({ redaction }) => redaction === undefined)) return recordsOf(request, groups, columns);
  if (idx === undefined || columns) throw new Error(`the copy of ${request.id} has redactions without their list`);
  return releasedRecords(request, { idx, groups }, markFor(request.language));
}

/** Categories that an earlier erasure locked: they belong into the copy all the same. */
async function lockedCategories({ account }: Loaded): Promise<string[]> {
  if (!account) return [];
  const rows = await db().$queryRaw<{ category: string }[]>`
    SELECT DISTINCT u."category" FROM "duty" u JOIN "request" r ON r."id" = u."request"
    WHERE r."account" = ${account} AND u."state" <> 'done'`;
  return rows.map(({ category }) => category);
}

/** Art. 18(1): those of the copy's categories of which nothing but keeping is allowed now, because the person asked for it. */
async function pausedCategories(request: Loaded, exported: readonly Exported[]): Promise<string[]> {
  const pauses = (await openPauses(db(), request)).filter(({ purpose }) => purpose === null);
  const categories = [...new Set(exported.map(({ category }) => category))];
  return categories.filter((category) => pauses.some(isAbout(category)));
}

async function store(
  tx: Tx,
  { id }: Loaded,
  { file, bytes, sha256, records, key }: Packed,
  { fence }: Claim,
): Promise<void> {
  const now = await portalNow(tx);
  const expiresAt = new Date(now.getTime() + policy().release.days * 86_400_000);
  await tx.package.create({
    data: {
      request: id,
      file: basename(file),
      bytes,
      records,
      sha256,
      key: seal(masterKey("package key"), id, key),
      availableAt: now,
      expiresAt,
    },
  });
  await note(tx, id, "package-made", system, { data: { sha256, bytes, records }, fence });
}
