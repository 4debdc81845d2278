/**
 * Art. 5(1)(e): whose request files are over. The policy's rule for `request-file` says when, by the same calendar function as
 * for every other record; what is still needed keeps its file.
 */
import { policy } from "../../company";
import { Prisma } from "../../db/generated/client";
import { cutoff } from "../../gdpr/period";
import { ruleOf } from "../../gdpr/retention";
import type { Rule } from "../../gdpr/rule";
import { keptByHold } from "../carry-out/kept-by-hold";
import { isInMatter } from "../matter/in-matter";

const { sql } = Prisma;

export const category = "request-file";

/** The policy's rule for request files; null where it has none with a date: then no file ever goes. */
export function fileRule(): Rule | null {
  const rule = ruleOf(policy().categories[category]?.rules ?? []);
  return rule && rule.from !== "open-ended" && rule.end === "erase" ? rule : null;
}

/** The exclusive instant before which a file must have been closed to be over at `now`. */
export const fileCutoff = (rule: Rule, now: Date): Date => new Date(cutoff(rule, now.toISOString(), policy()));

/** Whether two people let the files of a year go, instead of the policy's schedule. */
export const byTwo = (): boolean => policy().review.secondApprover.includes("request-files");

/** The calendar year in which the request `r` was closed. */
export const closingYear = (): Prisma.Sql => sql`extract(year FROM r."closed_at" AT TIME ZONE ${policy().zone})::int`;

/** The files that are over, of requests `r`. */
export const isOver = (before: Date): Prisma.Sql => sql`r."closed_at" < ${before} AND r."shredded_at" IS NULL`;

/** What keeps the file of a request `r` beyond its day: somebody still needs what lies in it. */
export const isNeeded = (before: Date): Prisma.Sql => sql`(
  EXISTS (SELECT FROM "duty" d WHERE d."request" = r."id" AND d."state" <> 'done')
  OR EXISTS (SELECT FROM "removal" m WHERE m."request" = r."id" AND m."settled_at" IS NULL)
  OR EXISTS (SELECT FROM "restriction" s WHERE s."request" = r."id" AND s."lifted_at" IS NULL)
  OR EXISTS (SELECT FROM "hold" h WHERE (h."request" = r."id" OR h."account" = r."account") AND h."released_at" IS NULL)
  OR (${keptByHold} AND EXISTS (SELECT FROM "hold" h WHERE (h."request" = r."id" OR h."account" = r."account") AND h."settled_at" IS NULL))
  OR r."need_look_at" IS NOT NULL
  OR EXISTS (SELECT FROM "hold" h WHERE h."request" = r."id" AND h."released_at" >= ${before})
  OR ${isInMatter(sql`r."id"`)}
  OR EXISTS (SELECT FROM "mail" m WHERE m."request" = r."id" AND m."state" = 'queued')
  OR EXISTS (SELECT FROM "recipient_notice" n WHERE n."request" = r."id" AND n."state" = 'to-send')
  OR EXISTS (SELECT FROM "request" o WHERE o."closed_at" IS NULL
             AND r."id" IN (o."follows_up", o."copy_first", o."repeats")))`;

/** Files of one calendar year wait for two people where the policy wants that. */
export const isReleased = (): Prisma.Sql =>
  byTwo()
    ? sql`EXISTS (SELECT FROM "file_year" y WHERE y."year" = ${closingYear()} AND y."released_at" IS NOT NULL)`
    : sql`true`;
