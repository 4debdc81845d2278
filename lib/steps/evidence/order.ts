/**
 * Art. 5(2), 24: evidence of a request, of all of its person, or of all that came in on some days, is ordered here and made by the
 * worker: it may take long, and the key that signs it lies with the worker alone.
 */
import { has, type Actor, type Role } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { addDays, dayIn, type Day } from "../../gdpr/day";
import { wake } from "../../jobs/wake";
import { no, yes, type Result } from "../../result";
import { staffSight } from "../../sight";
import { oneAtATime } from "../ask/submission";

export type Ordered = {
  /** One request as its bundle; all requests of the person of one, or of some days, as a collection. */
  of: { bundle: string } | { request: string } | { from: Day; to: Day };
  personal: boolean;
};
type Refused = "not-found" | "not-allowed" | "turned" | "no-request";

const exporters: readonly Role[] = ["legal", "dpo", "reviewer"];
/** In which capacity somebody takes evidence out; null for those who may not. */
export const exporterRole = (who: Actor): Role | null => exporters.find((role) => has(who, role)) ?? null;

/** Orders an export and gives its id; while the same one waits, that one's. `turned`: the days end before they begin. */
export async function orderExport(who: Actor, { of, personal }: Ordered): Promise<Result<Refused, { id: string }>> {
  const role = exporterRole(who);
  if (!role || who.person === null) return no("not-allowed");
  if ("from" in of && of.to < of.from) return no("turned");
  return transactionAs(staffSight(who), async (tx): Promise<Result<Refused, { id: string }>> => {
    const about = aboutOf(of);
    if (about.request !== undefined && (await tx.request.count({ where: { id: about.request } })) === 0)
      return no("no-request");
    await oneAtATime(tx, who);
    const same = { ...about, personal, holder: who.person };
    const waiting = await tx.evidenceExport.findFirst({ where: { ...same, state: "waiting" }, select: { id: true } });
    if (waiting) return yes(waiting);
    const data = { ...same, role, destroyOn: personal ? await destroyOn(tx) : null };
    const row = await tx.evidenceExport.create({ data, select: { id: true } });
    await wake(tx, "evidence", row.id);
    return yes(row);
  });
}

type About = { form: "bundle" | "person" | "days"; request?: string; fromOn?: Date; toOn?: Date };

function aboutOf(of: Ordered["of"]): About {
  if ("bundle" in of) return { form: "bundle", request: of.bundle };
  if ("request" in of) return { form: "person", request: of.request };
  return { form: "days", fromOn: new Date(of.from), toOn: new Date(of.to) };
}

/** On which day a copy with personal data must have been destroyed by whoever holds it. */
async function destroyOn(tx: Tx): Promise<Date> {
  const { zone, evidence } = policy();
  return new Date(addDays(dayIn(zone, await portalNow(tx)), evidence?.exportDays ?? 90));
}
