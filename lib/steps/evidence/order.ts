/**
 * Art. 5(2), 24: evidence of a person's requests, or of all that came in on some days, is ordered here and made by the worker: it
 * may take long, and the key that signs it lies with the worker alone.
 */
import { has, type Actor, type Role } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { addDays, dayIn, type Day } from "../../gdpr/day";
import { no, yes, type Result } from "../../result";
import { staffSight } from "../../sight";

export type Ordered = { of: { request: string } | { from: Day; to: Day }; personal: boolean };
type Refused = "not-found" | "not-allowed" | "turned" | "no-request";

const exporters: readonly Role[] = ["legal", "dpo", "reviewer"];
/** In which capacity somebody takes evidence out; null for those who may not. */
export const exporterRole = (who: Actor): Role | null => exporters.find((role) => has(who, role)) ?? null;

/** Orders a collection and gives its id. `turned`: the days end before they begin. */
export async function orderCollection(who: Actor, { of, personal }: Ordered): Promise<Result<Refused, { id: string }>> {
  const role = exporterRole(who);
  if (!role || who.person === null) return no("not-allowed");
  if ("from" in of && of.to < of.from) return no("turned");
  return transactionAs(staffSight(who), async (tx): Promise<Result<Refused, { id: string }>> => {
    if ("request" in of && (await tx.request.count({ where: { id: of.request } })) === 0) return no("no-request");
    const about =
      "request" in of
        ? { form: "person", request: of.request }
        : { form: "days", fromOn: new Date(of.from), toOn: new Date(of.to) };
    const row = await tx.evidenceExport.create({
      data: { ...about, personal, holder: who.person, role, destroyOn: personal ? await destroyOn(tx) : null },
      select: { id: true },
    });
    return yes({ id: row.id });
  });
}

/** On which day a copy with personal data must have been destroyed by whoever holds it. */
export async function destroyOn(tx: Tx): Promise<Date> {
  const { zone, evidence } = policy();
  return new Date(addDays(dayIn(zone, await portalNow(tx)), evidence?.exportDays ?? 90));
}
