/**
 * § 147(3) sentence 5 AO: somebody at the desk records that finance released a calendar year. Where the policy asks for two,
 * the first proposes and another person releases. What waited for it goes on.
 */
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs } from "../../db";
import { dayIn, yearOf } from "../../gdpr/day";
import { no, type Result } from "../../result";
import { staffSight } from "../../sight";
import { noteSystem } from "../system-chain";

type Refused = "not-found" | "not-over" | "released" | "same-person";
export type Released = { state: "released" | "needs-second" };

export async function releaseTaxYear(who: Actor, year: number): Promise<Result<Refused, Released>> {
  if (!has(who, "reviewer", "dpo") || !policy().taxYears) return no("not-found");
  return transactionAs(staffSight(who), async (tx): Promise<Result<Refused, Released>> => {
    const now = await portalNow(tx);
    if (year < 1900 || year >= yearOf(dayIn(policy().zone, now))) return no("not-over");
    await tx.$executeRaw`INSERT INTO "tax_year" ("year") VALUES (${year}) ON CONFLICT DO NOTHING`;
    await tx.$queryRaw`SELECT "year" FROM "tax_year" WHERE "year" = ${year} FOR UPDATE`;
    const row = await tx.taxYear.findUniqueOrThrow({ where: { year } });
    if (row.releasedAt) return no("released");
    const byTwo = policy().review.secondApprover.includes("tax-year");
    if (byTwo && row.proposedBy === who.person) return no("same-person");
    const first = { proposedBy: row.proposedBy ?? who.person, proposedAt: row.proposedAt ?? now };
    if (byTwo && row.proposedBy === null) {
      await tx.taxYear.update({ where: { year }, data: first });
      await noteSystem(tx, "tax-year-proposed", { data: { year }, by: who });
      return { ok: true, value: { state: "needs-second" } };
    }
    await tx.taxYear.update({ where: { year }, data: { ...first, releasedBy: who.person, releasedAt: now } });
    await noteSystem(tx, "tax-year-released", { data: { year }, by: who });
    await tx.duty.updateMany({ where: { state: "stopped", stoppedBy: "tax-year" }, data: { tryAt: null } });
    return { ok: true, value: { state: "released" } };
  });
}
