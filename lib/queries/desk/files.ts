/** Art. 5(1)(e): the portal's own request files by the year in which they were closed, and what became of them. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs } from "../../db";
import { dayIn } from "../../gdpr/day";
import { cutoff, dateOf, erasableFrom } from "../../gdpr/period";
import { ruleOf } from "../../gdpr/retention";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";

export type FileYearLine = {
  year: number;
  files: number;
  /** YYYY-MM-DD: from then on they may go. */
  goesFrom: string;
  isOver: boolean;
  destroyed: number;
  /** `schedule`: they go by themselves on their day; otherwise two people let them go. */
  release: "schedule" | "waits" | "proposed" | "proposed-mine" | "released";
};
export type DeskFiles = {
  norm: string;
  byTwo: boolean;
  years: FileYearLine[];
  /** Over, and still there: a duty, a hold, a pause or an open request needs them. */
  needed: number;
};

/** Oldest first; null for those who may not read the desk, or where the policy gives request files no end. */
export async function deskFiles(who: Actor): Promise<DeskFiles | null> {
  const { zone, review, categories } = policy();
  const rule = ruleOf(categories["request-file"]?.rules ?? []);
  if (!readsDesk(who) || !rule || rule.from === "open-ended") return null;
  const byTwo = review.secondApprover.includes("request-files");
  return transactionAs(staffSight(who), async (tx) => {
    const now = await portalNow(tx);
    const before = new Date(cutoff(rule, now.toISOString(), policy()));
    const rows = await tx.$queryRaw<Row[]>`
      SELECT extract(year FROM r."closed_at" AT TIME ZONE ${zone})::int AS year, count(*)::int AS files,
             count(r."shredded_at")::int AS destroyed,
             count(*) FILTER (WHERE r."shredded_at" IS NULL AND r."closed_at" < ${before})::int AS over,
             max(y."proposed_by"::text) AS "proposedBy", bool_or(y."released_at" IS NOT NULL) AS released
      FROM "request" r
      LEFT JOIN "file_year" y ON y."year" = extract(year FROM r."closed_at" AT TIME ZONE ${zone})::int
      WHERE r."closed_at" IS NOT NULL GROUP BY 1 ORDER BY 1`;
    const today = dayIn(zone, now);
    const years = rows.map(({ year, files, destroyed, proposedBy, released }): FileYearLine => {
      const goesFrom = dateOf(erasableFrom(rule, `${year}-12-31`, policy()) ?? "9999-12-31", zone);
      const mine = proposedBy !== null && proposedBy === who.person;
      const asked = released ? "released" : mine ? "proposed-mine" : proposedBy ? "proposed" : "waits";
      return { year, files, goesFrom, isOver: goesFrom <= today, destroyed, release: byTwo ? asked : "schedule" };
    });
    const needed = rows.filter(({ released }) => !byTwo || released).reduce((sum, { over }) => sum + over, 0);
    return { norm: rule.norm, byTwo, years, needed };
  });
}

type Row = {
  year: number;
  files: number;
  destroyed: number;
  over: number;
  proposedBy: string | null;
  released: boolean;
};
