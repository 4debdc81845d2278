/**
 * Art. 21(1), 17(1)(c): an objection was upheld. The purposes stand in the registry from now on, what the plan marked is
 * recorded system by system, and what nothing carries any longer gets its own erasure.
 */
import { system } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { carriedByNothing } from "../../gdpr/consent";
import type { Group } from "../../gdpr/plan-value";
import { openFollowUp } from "./follow-up";
import type { Loaded } from "../load";
import { note } from "../move";
import { registerStop } from "../ask/register-stop";

export async function endWeighedUse(tx: Tx, request: Loaded, fence: bigint): Promise<void> {
  const { id, planNo, weighed, subject } = request;
  const now = await portalNow(tx);
  await registerStop(tx, subject, weighed, now);
  await endInterim(tx, id, now);
  await tx.request.update({ where: { id }, data: { purposes: weighed } });
  const rows = await tx.decision.findMany({ where: { request: id, planNo, action: "stop" } });
  for (const source of new Set(rows.map((row) => row.source)))
    for (const purpose of weighed) {
      const records = rows
        .filter((row) => row.source === source && rests(row, purpose))
        .reduce((sum, { count }) => sum + (count ?? 0), 0);
      await tx.stopping.createMany({ data: [{ request: id, source, purpose, records }], skipDuplicates: true });
      await note(tx, id, "use-stopped", system, { data: { source, purpose, records }, fence });
    }
  const groups = rows.flatMap((row) => row.groups as unknown as Group[]);
  await eraseUncarried(tx, request, weighed, groups, fence);
}

/**
 * Art. 18(1)(d) pauses "pending the verification": the use that was paused has now ended for good, which is more than a
 * pause, so nothing begins again that the person would have to be warned of.
 */
async function endInterim(tx: Tx, request: string, now: Date): Promise<void> {
  const open = await tx.restriction.findMany({ where: { request, liftedAt: null }, select: { id: true } });
  await tx.restriction.updateMany({ where: { request, liftedAt: null }, data: { liftedAt: now } });
  for (const { id: restriction } of open) await note(tx, request, "lifted", system, { data: { restriction } });
}

const rests = ({ category }: { category: string }, purpose: string): boolean =>
  policy().categories[category]?.purposes.includes(purpose) ?? false;

/** Opens the erasure of the groups that no purpose carries once `ended` have ended; a reviewer approves it. */
export async function eraseUncarried(
  tx: Tx,
  request: Loaded,
  ended: readonly string[],
  groups: readonly Group[],
  fence: bigint,
): Promise<void> {
  const { categories, purposes } = policy();
  const going = carriedByNothing(ended, categories, purposes);
  const held = groups.filter(({ category, count, belongs }) => going.includes(category) && count && belongs === "mine");
  if (held.length === 0) return;
  const records = held.reduce((sum, { count }) => sum + (count ?? 0), 0);
  const chosen = [...new Set(held.map(({ category }) => category))];
  const choice = { scope: "categories" as const, categories: chosen, keepLicences: null, doNotContact: false };
  await openFollowUp(tx, { ...request, right: "erasure", choice }, { fact: "follow-up-opened", records, fence });
}
