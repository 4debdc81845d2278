/** Calendar years whose tax papers wait for finance, and those that were released. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import { dayIn } from "../../gdpr/day";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";

export type TaxYearLine = {
  year: number;
  state: "waits" | "proposed" | "released";
  /** Finance was told, somebody proposed, somebody released: the last of these. */
  on: string | null;
  /** The one who looks made the first of two decisions. */
  mine: boolean;
  /** Records of duties that wait for it. */
  records: number;
};

/** Newest last; null for those who may not read the desk, or where the policy asks no finance. */
export async function deskTaxYears(who: Actor): Promise<TaxYearLine[] | null> {
  const { taxYears, zone } = policy();
  if (!readsDesk(who) || !taxYears) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const rows = await tx.taxYear.findMany({ orderBy: { year: "asc" } });
    const waiting = await tx.$queryRaw<{ year: number; records: bigint }[]>`
      SELECT unnest("tax_years") AS year, sum("count") AS records FROM "duty"
      WHERE "state" = 'stopped' AND "stopped_by" = 'tax-year' GROUP BY 1`;
    const records = new Map(waiting.map((row) => [row.year, Number(row.records)]));
    return rows.map(({ year, alarmedAt, proposedAt, proposedBy, releasedAt }): TaxYearLine => {
      const at = releasedAt ?? proposedAt ?? alarmedAt;
      const state = releasedAt ? "released" : proposedAt ? "proposed" : "waits";
      const mine = state === "proposed" && proposedBy === who.person;
      return { year, state, mine, on: at ? dayIn(zone, at) : null, records: records.get(year) ?? 0 };
    });
  });
}
