/**
 * Art. 19: a recipient whose own system the portal wrote in has heard of the change there: the write is the notice, and
 * what the system confirmed is the confirmation. It is tracked by `recipient` of the source.
 */
import { system } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import type { Loaded } from "../load";
import { note } from "../move";
import type { Change } from "./told";

/** Records that its systems refused, and that they have taken on and confirm later. */
export type BySource = { request: string; held: number; underWay: number };

/** What a change writes in a system. */
const written: Record<Change, readonly string[]> = {
  erased: ["erase", "unlink", "truncate"],
  corrected: ["correct"],
  paused: ["restrict"],
  lifted: ["restrict"],
};

/**
 * Recipients whose systems a program asked for this plan and that heard of the change there: it was written in each of
 * them that holds anything. One that held nothing has nothing to be told of; one that holds something in which nothing
 * was written has heard nothing and is told by its own way.
 */
export async function sourcesOf(
  tx: Tx,
  { id, planNo }: Pick<Loaded, "id" | "planNo">,
  change: Change,
): Promise<Map<string, BySource>> {
  const deaf = new Set<string>();
  const asked = await tx.search.findMany({ where: { request: id, planNo, outcome: "searched" } });
  const found = new Map<string, BySource>();
  for (const { source } of asked) {
    const recipient = recipientOf(source);
    if (recipient === null) continue;
    const decisions = await tx.decision.findMany({ where: { request: id, planNo, source } });
    if (!heard(decisions, written[change])) deaf.add(recipient);
    const held = decisions.reduce((sum, decision) => sum + decision.held, 0);
    const waiting = await tx.removal.aggregate({
      where: { request: id, planNo, state: "waiting", decision: { source } },
      _sum: { count: true },
    });
    const before = found.get(recipient);
    found.set(recipient, {
      request: id,
      held: (before?.held ?? 0) + held,
      underWay: (before?.underWay ?? 0) + (waiting._sum.count ?? 0),
    });
  }
  for (const recipient of deaf) found.delete(recipient);
  return found;
}

type Decision = { action: string; list: string | null; count: number | null };

function heard(decisions: readonly Decision[], actions: readonly string[]): boolean {
  const holding = decisions.filter(({ count }) => count !== 0);
  return holding.length === 0 || holding.some(({ action, list }) => list !== null && actions.includes(action));
}

/** Records that the recipient heard of it from its own system; confirmed once nothing is under way there any more. */
export async function confirmedBySource(
  tx: Tx,
  { id, recipient }: { id: string; recipient: string },
  { request, underWay }: BySource,
): Promise<void> {
  const now = await portalNow(tx);
  const sent = await tx.recipientNotice.findUniqueOrThrow({ where: { id }, select: { sentAt: true } });
  const sentAt = sent.sentAt ?? now;
  if (underWay > 0) {
    await tx.recipientNotice.update({ where: { id }, data: { state: "sent", sentAt } });
    return;
  }
  const effectiveOn = dayIn(policy().zone, now);
  await tx.recipientNotice.update({
    where: { id },
    data: { state: "confirmed", sentAt, confirmedAt: now, effectiveOn: new Date(effectiveOn) },
  });
  await note(tx, request, "recipient-told", system, { data: { recipient, effectiveOn } });
}

function recipientOf(source: string): string | null {
  const found = policy().sources[source];
  if (!found || found.kind === "manual" || !("recipient" in found)) return null;
  return typeof found.recipient === "string" ? found.recipient : null;
}
