/** Who may act on a request, held in the steps and not in pages: unknown and foreign are the same answer. */
import { has, type Actor, type Role } from "../../actor";
import { transactionAs, type Tx } from "../../db";
import { no, type Result } from "../../result";
import type { Sight } from "../../sight";
import { load, type Loaded } from "../load";

/** The request for one of the staff roles. Nobody decides about their own request. */
export async function forStaff(
  tx: Tx,
  who: Actor,
  reference: string,
  ...roles: Role[]
): Promise<{ ok: true; value: Loaded } | { ok: false; reason: "not-found" | "not-allowed" }> {
  if (!has(who, "reviewer", "dpo", "legal", "operator")) return no("not-found");
  if (!has(who, ...roles)) return no("not-allowed");
  const request = await load(tx, reference);
  return request ? { ok: true, value: request } : no("not-found");
}

/** The request for the person who made it. */
export async function forSubject(tx: Tx, who: Actor, reference: string): Promise<Loaded | null> {
  const request = await load(tx, reference);
  return request && who.person !== null && request.personId === who.person ? request : null;
}

/** Locks the request's row for the rest of the transaction, so that what was read stays true. */
export async function lockRequest(tx: Tx, reference: string): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "request" WHERE "id" = ${reference} FOR UPDATE`;
}

/**
 * Runs a decision in one transaction on the locked request, if `sight` shows it; a value that says no rolls nothing forward. `first`:
 * what is locked before the row, where the decision stops what is being written (`carry-out/writing-lock`).
 */
export async function deciding<Reason extends string, Value>(
  sight: Sight,
  reference: string,
  decide: (tx: Tx) => Promise<Result<Reason, Value>>,
  first?: (tx: Tx) => Promise<void>,
): Promise<Result<Reason, Value>> {
  return transactionAs(sight, async (tx) => {
    await first?.(tx);
    await lockRequest(tx, reference);
    return decide(tx);
  });
}
