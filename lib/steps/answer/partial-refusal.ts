/**
 * Art. 12(4): a part of what was asked is refused by the approved plan itself, and told in a letter of its own. It goes out
 * with the approval and waits for nothing else: what is refused is due in month one, however long the rest takes.
 */
import type { Actor } from "../../actor";
import type { Tx } from "../../db";
import { day } from "../../gdpr/day";
import type { RefusedPart } from "../../letters/letter";
import { openDrawer } from "../../seal/request-key";
import type { Loaded } from "../load";
import { noteLateRefusal } from "./late-refusal";
import { labelOf } from "./said";
import { dateOf, sendLetter, type OwnFacts } from "./send-letter";

/** What the person is told of a part that is refused, in their language. */
export type ToldToPerson = { facts: string; alternative: string };

/** Facts and alternative are sentences about this case: fewer characters than this say nothing. */
const least = 20;

/** What is missing of what the person has to be told, or null. */
export function untoldOf(told: ToldToPerson | undefined): "facts-missing" | "alternative-missing" | null {
  if ((told?.facts ?? "").trim().length < least) return "facts-missing";
  return (told?.alternative ?? "").trim().length < least ? "alternative-missing" : null;
}

/** What the letter says about the current plan; null where it refuses nothing. */
export async function partialRefusalFacts(tx: Tx, request: Loaded): Promise<OwnFacts<"partial-refusal"> | null> {
  const parts = await refusedParts(tx, request);
  return parts.length === 0 ? null : { parts, dueOn: dateOf(request.dueOn) };
}

/** The parts that the plan refuses because a reviewer said so, in the order in which they did. */
async function refusedParts(tx: Tx, request: Loaded): Promise<RefusedPart[]> {
  const { id, planNo, keys } = request;
  const where = { request: id, takenBackAt: null, toAction: "keep" };
  const overrides = await tx.override.findMany({ where, orderBy: { at: "asc" } });
  if (overrides.length === 0) return [];
  let lines = await tx.decision.findMany({ where: { request: id, planNo, overridden: true, action: "keep" } });
  const parts: RefusedPart[] = [];
  for (const { source, category, ground, norm, until, drawerId } of overrides) {
    const { told } = await openDrawer<{ told?: ToldToPerson }>(tx, keys, drawerId);
    const own = lines.filter(
      (line) =>
        line.source === source &&
        line.category === category &&
        line.ground === ground &&
        line.until?.getTime() === until?.getTime(),
    );
    // No line of this plan is the one that it was made for; or it was made before the person was told of it like this.
    if (own.length === 0 || !told) continue;
    lines = lines.filter((line) => !own.includes(line));
    parts.push({
      label: labelOf(category, request),
      count: own.reduce((sum, { count }) => sum + (count ?? 0), 0),
      article: ground,
      norm,
      until: until && day(until.toISOString().slice(0, 10)),
      ...told,
    });
  }
  return parts;
}

/** Tells the person what the plan that was just approved refuses. A plan approved once more for the same refusals says nothing twice. */
export async function tellRefusedParts(tx: Tx, request: Loaded, by: Actor): Promise<void> {
  const facts = await partialRefusalFacts(tx, request);
  if (!facts) return;
  const newest = await tx.override.findFirstOrThrow({
    where: { request: request.id, takenBackAt: null },
    orderBy: { at: "desc" },
  });
  const told = await tx.letter.count({
    where: { request: request.id, kind: "partial-refusal", madeAt: { gte: newest.at } },
  });
  if (told > 0) return;
  await sendLetter(tx, request, "partial-refusal", facts, { by });
  await noteLateRefusal(tx, by, request, "part");
}
