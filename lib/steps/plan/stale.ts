/**
 * plan-and-list 4: what voids an approval. Records that arrived later void nothing: they are not on the list.
 */
import { policy, sourceById, sources } from "../../company";
import type { Tx } from "../../db";
import { groupKey, heldNorms } from "../../gdpr/plan";
import type { Group } from "../../gdpr/plan-value";
import { keptList } from "./closed-list";
import type { Loaded } from "../load";
import { writingOf } from "../carry-out/writing";
import { undecidedIn } from "./redacted";
import { openHolds, openPauses } from "./situation";

export type Stale = "policy" | "source" | "hold" | "restriction" | "record" | "void";

/** Why the current plan can no longer be approved or run, or null. Asks the sources whether listed records changed. */
export async function stale(tx: Tx, request: Loaded): Promise<Stale | null> {
  const { id, planNo } = request;
  const plan = await tx.plan.findUniqueOrThrow({ where: { request_no: { request: id, no: planNo } } });
  if (plan.voidBecause !== null) return "void";
  if (plan.policy !== policy().edition) return "policy";
  const searched = await tx.search.findMany({ where: { request: id, planNo }, select: { source: true } });
  const known = new Set(searched.map(({ source }) => source));
  if (sources().some((source) => !known.has(source.id))) return "source";
  if ((await openHolds(tx, request)).some(({ placedAt }) => placedAt > plan.madeAt)) return "hold";
  if (request.right === "erasure" && (await pausedSince(tx, request, plan.madeAt))) return "restriction";
  return (await anyChanged(tx, request)) || (await newlyMarked(tx, request)) ? "record" : null;
}

/** Only what takes something away heeds a pause: a correction is what it waits for, a copy changes nothing. */
const pausedSince = async (tx: Tx, request: Loaded, since: Date): Promise<boolean> =>
  (await openPauses(tx, request)).some(({ setAt }) => setAt > since);

/** What an erasure keeps because something still runs goes on changing, and nothing is written in it. */
const besides = (right: string) => (right === "erasure" ? { NOT: goesOn } : {});
const goesOn = { action: "keep", until: null, OR: [{ norm: null }, { norm: { notIn: [...heldNorms] } }] };

async function anyChanged(tx: Tx, request: Loaded): Promise<boolean> {
  const { id, planNo, right } = request;
  const decisions = await tx.decision.findMany({
    where: { request: id, planNo, list: { not: null }, finishedAt: null, nextItem: 0, ...besides(right) },
    select: { idx: true, source: true, action: true, mode: true },
  });
  for (const { idx, source, ...decision } of decisions)
    for await (const items of keptList(tx, request.keys, { request: id, planNo, idx }, { size: 10_000 }))
      if ((await sourceById(source).changed(items, writingOf(decision))) > 0) return true;
  return false;
}

/**
 * Art. 15(4): a record that names others and came later, or changed, is decided about before anything is handed out. What the plan
 * asks about already makes it no other plan.
 */
async function newlyMarked(tx: Tx, request: Loaded): Promise<boolean> {
  const { id, planNo } = request;
  const rows = await tx.decision.findMany({ where: { request: id, planNo }, select: { action: true, groups: true } });
  const groups = rows.flatMap(({ action, groups: all }) =>
    (all as unknown as Group[]).map((group) => ({ action, group })),
  );
  const decided = groups.flatMap(({ group }) => (group.redaction ? [group] : []));
  if (decided.length === 0) return false;
  const keys = new Set(decided.map(groupKey));
  const open = groups.filter(({ action, group }) => action === "ask" && keys.has(groupKey(group)));
  const known = open.reduce((sum, { group }) => sum + (group.count ?? 0), 0);
  return (await undecidedIn(tx, request, decided)) > known;
}
