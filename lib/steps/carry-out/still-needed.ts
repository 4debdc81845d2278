/**
 * Art. 17(1)(a): the promises "until the order is done", "until the warranty ends". No calendar knows those days, so the sources are
 * asked again, each day: what an answered erasure kept for something that is over goes into a request of its own, through every gate.
 */
import { policy, sourceById } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { groupKey } from "../../gdpr/plan";
import type { Group } from "../../gdpr/plan-value";
import { recordName } from "../../gdpr/redaction";
import { taxYearOpen } from "../../gdpr/rights/decider";
import { runningKinds } from "../../gdpr/rights/running";
import { needs, type Need } from "../../gdpr/still-needed";
import { SourceUnreachable, WrongPerson, type Person } from "../../sources/source";
import { lockRequest } from "../decide/allowed";
import { load, type Loaded } from "../load";
import { reached } from "../milestone";
import { holdsOnGroups } from "../plan/held-groups";
import { search } from "../plan/search";
import { situation } from "../plan/situation";
import { heldItems } from "../plan/taken-up";
import { decidedSince, isAskedAgain } from "./asked-again";
import { linesWithoutDay, lookNoMore, takeDueLook } from "./kept-by-need";
import { openAbout } from "./take-up";

type Row = Awaited<ReturnType<typeof linesWithoutDay>>[number];

/** Looks at answered erasures that are due, at most `limit`, one after the other; errors of one never stop another. */
export async function lookAtNeeds(
  report: (what: string, error: unknown) => void,
  stopping: () => boolean = () => false,
  limit = 20,
): Promise<void> {
  for (let looked = 0; looked < limit && !stopping(); looked += 1) {
    const id = await takeDueLook(db());
    if (id === null) return;
    await lookAtNeed(id).catch((error: unknown) => report(`the look at what ${id} kept`, error));
  }
}

/**
 * Takes up what of an answered erasure is not needed any more. Where a source is silent nothing is decided: the next day asks again.
 * Repeating it opens nothing twice.
 */
export async function lookAtNeed(id: string): Promise<void> {
  const request = await db().$transaction((tx) => settled(tx, id));
  if (!request) return;
  const rows = await linesWithoutDay(db(), request);
  const found = await whatIsNeeded(request, rows);
  if (!found) return;
  reached("need:looked");
  const free = rows.filter((_, i) => found[i] === "free").map(({ idx }) => idx);
  if (free.length === 0) {
    if (!found.includes("waits")) await lookNoMore(db(), id);
    return;
  }
  await db().$transaction((tx) => open(tx, id, free));
  reached("need:opened");
}

/** Leaves to an erasure that was answered since what that one decided about. Null where the sources need not be asked now. */
async function settled(tx: Tx, id: string): Promise<Loaded | null> {
  await lockRequest(tx, id);
  const request = await load(tx, id);
  if (!request) return null;
  const since = await decidedSince(tx, request);
  const rows = await linesWithoutDay(tx, request);
  for (const { idx, ...row } of rows) {
    const takenUpBy = since(row);
    const at = { request: id, planNo: request.planNo, idx };
    if (takenUpBy) await tx.decision.update({ where: { request_planNo_idx: at }, data: { takenUpBy } });
  }
  if (rows.every((row) => since(row))) {
    await lookNoMore(tx, id);
    return null;
  }
  return (await isAskedAgain(tx, request)) ? null : request;
}

async function open(tx: Tx, id: string, free: readonly number[]): Promise<void> {
  await lockRequest(tx, id);
  const request = await load(tx, id);
  if (!request || (await isAskedAgain(tx, request))) return;
  const rows = (await linesWithoutDay(tx, request)).filter(({ idx }) => free.includes(idx));
  if (rows.length > 0) await openAbout(tx, request, rows, "needed-taken-up");
}

/** What the law would say today of each line, as its own plan was made; null while a source is silent. */
async function whatIsNeeded(request: Loaded, rows: readonly Row[]): Promise<Need[] | null> {
  const now = await portalNow();
  const found = await search(request.subject, now, request.right);
  // Somebody else's record in an answer is told to whoever runs the worker; nothing is decided by it.
  const [alarm] = found.alarms;
  if (alarm !== undefined) throw new WrongPerson(alarm, "the search");
  if (found.outcomes.some(({ outcome }) => outcome === "unreachable")) return null;
  try {
    const around = await situation(db(), request, now);
    const holds = await holdsOnGroups(around.holds, found);
    const needed = needs(found.groups, { ...around, holds });
    const result: Need[] = [];
    for (const row of rows) result.push(await needOf(row, found, needed));
    return result;
  } catch (error) {
    if (error instanceof SourceUnreachable) return null;
    throw error;
  }
}

type Found = { person: Person; groups: readonly Group[] };

/** Where a record of the line is free, the line goes over whole: the plan of the follow-up keeps again what still has to stay. */
async function needOf(row: Row, { person, groups }: Found, needed: ReadonlyMap<string, Need>): Promise<Need> {
  const same = groups.filter(({ source, category }) => source === row.source && category === row.category);
  // Of a system that the policy no longer names nothing is known, and any record may be among what nobody can count.
  if (!(row.source in policy().sources) || same.some(({ count }) => count === null)) return "waits";
  const kept = new Map<string, Need>();
  for (const group of same) {
    const need = needed.get(groupKey(group)) ?? "waits";
    if (need === "free") continue;
    for await (const item of sourceById(row.source).list(person, group)) kept.set(recordName(item), need);
  }
  let waits = runningKinds.some((kind) => kind === row.norm);
  for await (const item of heldItems(row)) {
    const need = kept.get(recordName(item));
    // The release of a year is a promise of its own, which the line may wait for already.
    if (need === undefined || (need === "unreleased" && row.norm !== taxYearOpen)) return "free";
    waits ||= need !== "stays";
  }
  return waits ? "waits" : "stays";
}
