/**
 * Art. 12(3): more time for many requests at once, while a surge lasts. Ordered here with one concrete reason, in both languages
 * because each notice is in the person's; the worker then takes one request after the other by the step that extends a single one.
 */
import { has, type Actor } from "../../actor";
import { transactionAs } from "../../db";
import { wake } from "../../jobs/wake";
import { no, yes, type Result } from "../../result";
import { sealColumn } from "../../seal/seal";
import { staffSight } from "../../sight";
import { isConcrete } from "../decide/extend";
import { oneAtATime } from "../ask/submission";
import { surgeNow } from "./standing";

export type Ordered = {
  /** Drawn by the page that asked: pressed twice, it is the same order. */
  id: string;
  facts: { en: string; de: string };
  requests: readonly string[];
};
type NotOrdered = "not-allowed" | "facts-missing" | "no-surge" | "none" | "known";

/** Orders the notices; the requests are decided about one by one. `known`: this order was given before, by whoever asks or another. */
export async function extendAll(
  who: Actor,
  { id, facts, requests }: Ordered,
): Promise<Result<NotOrdered, { extension: string }>> {
  if (!has(who, "reviewer") || who.person === null) return no("not-allowed");
  if (!isConcrete(facts.en) || !isConcrete(facts.de)) return no("facts-missing");
  const { person } = who;
  return transactionAs(staffSight(who), async (tx): Promise<Result<NotOrdered, { extension: string }>> => {
    await oneAtATime(tx, who);
    const before = await tx.surgeExtension.findUnique({ where: { id }, select: { orderedBy: true } });
    if (before) return before.orderedBy === person ? yes({ extension: id }) : no("known");
    const surge = await surgeNow(tx);
    if (!surge) return no("no-surge");
    const sealed = sealColumn("surge extension", JSON.stringify(facts));
    await tx.surgeExtension.create({ data: { id, surge, sealed, orderedBy: person } });
    // Who waits for the same request in another order gets the answer that the step gives then: it was extended already.
    const added = await tx.$executeRaw`
      INSERT INTO "surge_extension_item" ("extension", "request")
      SELECT ${id}::uuid, r."id" FROM "request" r
      WHERE r."id" = ANY(${[...requests]}::text[]) AND r."closed_at" IS NULL`;
    if (added === 0) throw new Nothing();
    await wake(tx, "surge", id);
    return yes({ extension: id });
  }).catch((error: unknown) => {
    if (error instanceof Nothing) return no("none");
    throw error;
  });
}

/** Takes back an order of no request. */
class Nothing extends Error {}
