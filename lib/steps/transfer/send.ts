/**
 * Art. 20(2): the file goes to the company that the person confirmed. That it is tried is recorded before, what came of it after;
 * killed in between, the next worker sends the same bytes under the same key and counts the lost attempt as one that may have
 * arrived. Unknown is never told as arrived nor as lost: a person asks the company.
 */
import { join } from "node:path";
import { system } from "../../actor";
import { policy } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { addDays, day, startOfDay } from "../../gdpr/day";
import { afterAttempt, daysToTell, type Attempt, type Next } from "../../gdpr/transfer";
import { wake } from "../../jobs/wake";
import { readRange } from "../../package/encrypted-file";
import { masterKey, open } from "../../seal/seal";
import { openDrawer, openFor } from "../../seal/request-key";
import { put, type Limits, type Parcel, type Put } from "../../transfer/put";
import type { Target } from "../../transfer/target";
import { lockRequest } from "../decide/allowed";
import { loadRequest, type Loaded } from "../load";
import { reached } from "../milestone";
import { LostRace, note } from "../move";
import { claimTransfer, maySend, whileClaimed, type Claimed } from "./claim";
import { endTransfer, type Ending } from "./end";
import { targetOf, type Destination } from "./stored";

/** What an attempt sends, and to where. */
type Work = { target: Target; parcel: Parcel; attempt: number; inDoubt: boolean; until: Date };

const waits: Omit<Limits, "whole"> = { connect: 20, askFirst: 5, idle: 60 };

/** Sends the one transfer that is due longest. False when none is. `stopping`: the process is to end, and so does an attempt. */
export async function sendNext(stopping: () => boolean = () => false): Promise<boolean> {
  const claimed = await claimTransfer();
  if (!claimed) return false;
  const work = await intend(claimed);
  if (!work) return true;
  reached("transfer:intended");
  const ending = new AbortController();
  const looking = setInterval(() => stopping() && ending.abort(new Error("the process is to end")), 500);
  try {
    const whole = (policy().transfer?.minutes ?? 1) * 60;
    const ca = process.env.TRANSFER_DEMO_ROOTS;
    const wire = { limits: { ...waits, whole }, signal: ending.signal, ...(ca ? { ca } : {}) };
    const answer = await whileClaimed(claimed, () => put(work.target, work.parcel, wire), (why) => ending.abort(why)); // prettier-ignore
    reached("transfer:answered");
    await settle(claimed, work, answer);
  } catch (error) {
    // Whoever stops leaves the rest to the next worker, which finds the attempt without its outcome.
    if (!ending.signal.aborted) throw error;
  } finally {
    clearInterval(looking);
  }
  return true;
}

/** Records that it is tried; null when there is nothing to try any more. */
async function intend(claimed: Claimed): Promise<Work | null> {
  return db().$transaction(async (tx) => {
    const { request, row } = await held(tx, claimed);
    if (row.endedAt) return null;
    // Between claim and lock the person may have taken it back, or another contact stopped the request.
    const may = await maySend(tx, row.id);
    // An attempt without its outcome: nobody knows how far it came.
    const inDoubt = row.inDoubt || row.state === "sending";
    if (!may && !inDoubt) return null;
    const now = await portalNow(tx);
    const { url } = await openDrawer<Destination>(tx, request.keys, row.toId);
    const target = policy().transfer && may ? targetOf(url) : null;
    const file = await tx.package.findUniqueOrThrow({ where: { request: request.id } });
    const about = { sha256: file.sha256, bytes: Number(file.bytes) };
    const startedAt = row.startedAt ?? now;
    const until = lastTry(request, startedAt);
    if (!target?.ok || (row.attempts > 0 && now > until)) {
      await endTransfer(tx, request, row, { outcome: inDoubt ? "unknown" : "unreachable", ...about, ...silent });
      return null;
    }
    const attempt = row.attempts + 1;
    const data = { state: "sending", attempts: attempt, inDoubt, startedAt };
    await tx.transfer.update({ where: { id: row.id }, data });
    await note(tx, request.id, "transfer-started", system, { data: { transfer: row.id, attempt, ...about } });
    const key = open(masterKey("package key"), request.id, file.key as Uint8Array);
    const path = join(process.env.FILES_DIR ?? "", file.file);
    const parcel: Parcel = {
      key: row.id,
      fileName: `${request.id}.zip`,
      ...about,
      code: row.code ? openFor<string>(request.keys, "transfer code", row.code) : null,
      open: () => readRange(path, key, 0, about.bytes),
    };
    return { target: target.value, parcel, attempt, inDoubt, until };
  });
}

const silent = { status: null, receipt: null, excerpt: "" } as const;

/** The hours of the policy, and never so long that the answer could not say what came of it. */
function lastTry({ extendedOn, dueOn }: Loaded, startedAt: Date): Date {
  const { zone, transfer } = policy();
  const hours = new Date(startedAt.getTime() + (transfer?.hours ?? 0) * 3_600_000);
  const due = day((extendedOn ?? dueOn).toISOString().slice(0, 10));
  const told = new Date(startOfDay(zone, addDays(due, -daysToTell)));
  return told < hours ? told : hours;
}

/** The transfer under this claim, its request locked. Throws `LostRace` when somebody else has it. */
async function held(tx: Tx, { id, request: reference, fence }: Claimed) {
  await lockRequest(tx, reference);
  const row = await tx.transfer.findUniqueOrThrow({ where: { id } });
  if (row.fence !== fence) throw new LostRace("the claim on a transfer was lost");
  return { row, request: await loadRequest(tx, reference) };
}

async function settle(claimed: Claimed, work: Work, { attempt, receipt, excerpt }: Put): Promise<void> {
  await db().$transaction(async (tx) => {
    const { request, row } = await held(tx, claimed);
    const { attempt: attempts, inDoubt, until, parcel } = work;
    const next = afterAttempt(attempt, { attempts, inDoubt, now: await portalNow(tx), until });
    const status = statusOf(attempt);
    if (next.end === null) return again(tx, request.id, row.id, { next, attempts, status });
    const { sha256, bytes } = parcel;
    const ending: Ending = { outcome: next.end, sha256, bytes, status, receipt, excerpt };
    await endTransfer(tx, request, row, ending);
    await tx.request.update({ where: { id: request.id }, data: { tryAt: await portalNow(tx) } });
    await wake(tx, "advance", request.id);
  });
}

const statusOf = (attempt: Attempt): number | null => (attempt.kind === "answered" ? attempt.status : null);

type Again = { next: Extract<Next, { end: null }>; attempts: number; status: number | null };

async function again(tx: Tx, request: string, transfer: string, { next, attempts, status }: Again): Promise<void> {
  const data = { state: "confirmed", inDoubt: next.inDoubt, tryAt: next.at, leaseUntil: null };
  await tx.transfer.update({ where: { id: transfer }, data });
  await note(tx, request, "transfer-tried", system, { data: { transfer, attempt: attempts, status } });
}
