/**
 * § 147(3) sentence 5 AO: the period of a paper does not end while a tax is open that it matters for. Finance says of a
 * calendar year that none is. Until then what is due of that year waits, and finance is told once.
 */
import { policy } from "../../company";
import type { Tx } from "../../db";
import { Prisma } from "../../db/generated/client";
import { dayOf, yearOf } from "../../gdpr/day";
import type { Group } from "../../gdpr/plan-value";
import type { Rule } from "../../gdpr/rule";
import { queueMail } from "../../mail/outbox";
import { wake } from "../../jobs/wake";
import { taxYearMail } from "../../letters/tax-year";
import { appUrl } from "../answer/send-letter";

/** Whether finance has to release the year of a record under this rule. */
export const waitsForFinance = (rule: Pick<Rule, "holds">): boolean =>
  policy().taxYears !== undefined && rule.holds.includes("tax");

/** The calendar years of a decision's records, where finance has to release them. */
export async function taxYearsOf(
  tx: Tx,
  at: { request: string; planNo: number; idx: number },
  rule: Pick<Rule, "holds"> | undefined,
): Promise<number[]> {
  if (!rule || !waitsForFinance(rule)) return [];
  const { groups } = await tx.decision.findUniqueOrThrow({
    where: { request_planNo_idx: at },
    select: { groups: true },
  });
  const triggers = (groups as unknown as Group[]).flatMap(({ trigger }) => trigger ?? []);
  return [...new Set(triggers.map((trigger) => yearOf(dayOf(policy().zone, trigger))))].toSorted((a, b) => a - b);
}

/** The years that were released and on which no tax hold lies, as a query of "year". */
export const yearsReleased = Prisma.sql`
  SELECT y."year" FROM "tax_year" y
  WHERE y."released_at" IS NOT NULL
    AND NOT EXISTS (SELECT FROM "hold" h WHERE h."released_at" IS NULL AND h."tax_year" = y."year")`;

export async function releasedYears(tx: Tx): Promise<Set<number>> {
  const rows = await tx.$queryRaw<{ year: number }[]>`${yearsReleased}`;
  return new Set(rows.map(({ year }) => year));
}

/** Tells finance of each year once; it stands at the desk until it is released. */
export async function alarmFinance(tx: Tx, years: readonly number[]): Promise<void> {
  const { taxYears, controller } = policy();
  if (!taxYears) return;
  for (const year of years) {
    const first = await tx.$executeRaw`
      INSERT INTO "tax_year" ("year", "alarmed_at") VALUES (${year}, portal_now())
      ON CONFLICT ("year") DO UPDATE SET "alarmed_at" = portal_now() WHERE "tax_year"."alarmed_at" IS NULL`;
    if (first === 0) continue;
    const language = controller.country === "DE" ? "de" : "en";
    const text = taxYearMail(language, { year, deskUrl: `${appUrl()}/desk/tax-years`, controller: controller.name });
    const to = { name: "", address: taxYears.finance };
    const { id } = await queueMail(tx, {
      request: null,
      kind: "alarm",
      language,
      key: `tax-year ${year}`,
      to,
      ...text,
    });
    await wake(tx, "mail", id);
  }
}
