/**
 * Art. 7(3), 21(2), (3): a purpose ends. At once, without a plan, without a review: the rows that carry it out are marked
 * in every source that can, a person is sent to the others, and what the consent alone carried gets its own erasure.
 */
import { createHmac } from "node:crypto";
import { system } from "../../actor";
import { policy, sourceById } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { addDays, dayIn } from "../../gdpr/day";
import { carriedByNothing } from "../../gdpr/consent";
import type { Group } from "../../gdpr/plan-value";
import { handTask } from "../../gdpr/task";
import { sealFor } from "../../seal/request-key";
import { SourceUnreachable, type Item, type Person } from "../../sources/source";
import { acknowledge } from "../ask/acknowledge";
import { keepClaim, type Claim } from "../claim";
import { alarmed, stopForPerson } from "./alarm";
import { intend, settleEntry } from "./journal";
import { eraseUncarried } from "./end-use";
import { needsHand } from "./ends-by-hand";
import { clockOf } from "../clock";
import { loadRequest, type Loaded } from "../load";
import { reached } from "../milestone";
import { move, note } from "../move";
import { tellWaiting } from "../news/waiting";
import { advertisingUses, registerStop } from "../ask/register-stop";
import { search, type Searched } from "../plan/search";

const batchSize = 1_000;

/**
 * How one purpose ended in one source: rows that are marked now, rows that the source would not mark, and the categories of
 * rows that it has taken on and confirms later, each with the instant by which it should have.
 */
type Ended = { source: string; purpose: string; records: number; held: number; underWay: Map<string, string> };

/** Ends the request's purposes everywhere. A source that does not answer is tried again; what can be ended is ended first. */
export async function stopUse(claimed: Claim): Promise<"stopped" | "source-unreachable" | "alarmed"> {
  const request = await loadRequest(db(), claimed.request);
  try {
    return await stopEverywhere(request, claimed);
  } catch (error) {
    if (await alarmed(request, error)) return "alarmed";
    if (!(error instanceof SourceUnreachable)) throw error;
    await waitForSource(request, claimed);
    return "source-unreachable";
  }
}

async function stopEverywhere(request: Loaded, claimed: Claim): Promise<"stopped" | "source-unreachable" | "alarmed"> {
  const found = await search(request.subject, await portalNow(), request.right);
  await db().$transaction((tx) => registerAll(tx, request, found.person));
  const ended = await endInSources(request, found, claimed);
  reached("stop:written");
  for (const source of found.alarms) await stopForPerson(request.id, source);
  if (found.alarms.length > 0) return "alarmed";
  if (found.outcomes.some(({ outcome }) => outcome === "unreachable")) {
    await waitForSource(request, claimed);
    return "source-unreachable";
  }
  await db().$transaction((tx) => settle(tx, request, found, ended, claimed));
  return "stopped";
}

/** Addresses that only the search brought to light are entered too: an objection covers all that are known. */
async function registerAll(tx: Tx, request: Loaded, person: Person): Promise<void> {
  const uses = request.right === "objection" ? advertisingUses(policy().stops) : request.purposes;
  await registerStop(tx, person, uses, request.receivedAt);
}

async function endInSources(request: Loaded, { groups, person }: Searched, claimed: Claim): Promise<Ended[]> {
  const ended = new Map<string, Ended>();
  for (const group of groups) {
    const purpose = endable(group);
    if (purpose === null || group.belongs !== "mine" || !request.purposes.includes(purpose)) continue;
    const key = `${group.source} ${purpose}`;
    const sum = ended.get(key) ?? { source: group.source, purpose, records: 0, held: 0, underWay: new Map() };
    for await (const items of batches(sourceById(group.source).list(person, group))) {
      await keepClaim(claimed);
      const { held, coming, by } = await endRows(group.source, items, operationOf(request, group.source, items));
      sum.records += items.length - held - coming;
      sum.held += held;
      if (coming > 0 && by > (sum.underWay.get(group.category) ?? "")) sum.underWay.set(group.category, by);
    }
    ended.set(key, sum);
  }
  return [...ended.values()];
}

function endable(group: Group): string | null {
  return sourceById(group.source).write ? (group.use ?? null) : null;
}

/** The same for the same rows, so that a call that is repeated goes on with the order that it gave before. */
function operationOf({ id, keys }: Loaded, source: string, items: readonly Item[]): string {
  const named = createHmac("sha256", keys.salt).update(JSON.stringify(items.map(({ part, key }) => [part, key])));
  return `${id}/stop/${source}/${named.digest("hex").slice(0, 32)}`;
}

type EndedRows = { held: number; coming: number; by: string };

/** Marks the rows; the keys are written down first, so that a restored backup can be marked again. Gives those still open. */
async function endRows(source: string, items: Item[], operation: string): Promise<EndedRows> {
  const into = sourceById(source);
  const open = await into.left("stop", items);
  if (open === 0) return { held: 0, coming: 0, by: "" };
  await intend({ operation, source, writing: "stop", items }, open);
  reached("stop:intended");
  const effect = await into.write?.("stop", items, operation);
  await settleEntry(db(), { operation, items });
  // Observed, not assumed.
  const left = await into.left("stop", items);
  const coming = Math.min(left, effect?.underWay?.count ?? 0);
  return { held: left - coming, coming, by: effect?.underWay?.by ?? "" };
}

async function* batches(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The answer cannot be given yet, so the person gets a receipt with its date in the meantime. */
async function waitForSource(request: Loaded, { fence }: Claim): Promise<void> {
  if (request.waitsFor === "source") return tellWaiting(request);
  const clock = clockOf(request);
  await db().$transaction(async (tx) => {
    await tx.request.update({ where: { id: request.id }, data: { waitsFor: "source" } });
    await note(tx, request.id, "waits", system, { data: { for: "source" }, fence });
    await acknowledge(tx, request.id, clock);
  });
}

async function settle(tx: Tx, request: Loaded, found: Searched, ended: Ended[], { fence }: Claim): Promise<void> {
  const { id, keys } = request;
  for (const { source, purpose, records } of ended) {
    await tx.stopping.createMany({ data: [{ request: id, source, purpose, records }], skipDuplicates: true });
    await note(tx, id, "use-stopped", system, { data: { source, purpose, records }, fence });
  }
  await handTasks(tx, request, found, ended);
  // Art. 17(1)(b), (c).
  await eraseUncarried(tx, request, request.purposes, found.groups, fence);
  const subject = sealFor(keys, "subject", found.person);
  await tx.request.update({ where: { id }, data: { waitsFor: null, subject } });
  await move(tx, id, "fulfilled", system, { data: { plan: null }, fence });
}

/** Systems that no program can tell are told by hand within the days of the policy; rows that would not change are looked at. */
async function handTasks(tx: Tx, request: Loaded, { groups }: Searched, ended: Ended[]): Promise<void> {
  const { stops, zone, categories, purposes } = policy();
  const dueOn = new Date(addDays(dayIn(zone, await portalNow(tx)), stops.handDays));
  const goes = carriedByNothing(request.purposes, categories, purposes);
  const byHand = ({ source, category, dueOn: day }: { source: string; category: string; dueOn: Date }) => {
    const veiled = categories[category]?.disclose === "after-review";
    return { kind: handTask(request.right, veiled), source, category, dueOn: day };
  };
  const tasks = [
    ...groups.filter((group) => needsHand(group, request.purposes, goes)).map((group) => byHand({ ...group, dueOn })),
    // Somebody sees to it that the system has stopped by the day that it promised.
    ...ended.flatMap(({ source, underWay }) =>
      [...underWay].map(([category, by]) => byHand({ source, category, dueOn: new Date(dayIn(zone, by)) })),
    ),
    ...ended.flatMap(({ source, held }) => (held > 0 ? [{ kind: "held-back", source, category: null, dueOn }] : [])),
  ];
  await tx.task.createMany({ data: tasks.map((task) => ({ request: request.id, ...task })), skipDuplicates: true });
}
