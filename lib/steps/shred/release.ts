/**
 * Art. 5(1)(e), 5(2): destroying keys is an erasure too. Where the policy asks for two, the files of one closing year go only
 * after the first has proposed and another person has released it.
 */
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs } from "../../db";
import { newYear, startOfDay } from "../../gdpr/day";
import { no, type Result } from "../../result";
import { staffSight } from "../../sight";
import { noteSystem } from "../system-chain";
import { byTwo, fileCutoff, fileRule } from "./over";

type Refused = "not-found" | "not-over" | "released" | "same-person";
export type FilesReleased = { state: "released" | "needs-second" };

/** Proposes that the files closed in this calendar year are destroyed, or releases them as the second person. */
export async function releaseFiles(who: Actor, year: number): Promise<Result<Refused, FilesReleased>> {
  const rule = fileRule();
  if (!has(who, "reviewer", "dpo") || !rule || !byTwo()) return no("not-found");
  return transactionAs(staffSight(who), async (tx): Promise<Result<Refused, FilesReleased>> => {
    const now = await portalNow(tx);
    const { zone } = policy();
    // The whole year must be over, also what was closed in its last minute.
    const end = year >= 1900 && year <= 9000 ? startOfDay(zone, newYear(year + 1)) : null;
    if (end === null || new Date(end) > fileCutoff(rule, now)) return no("not-over");
    await tx.$executeRaw`INSERT INTO "file_year" ("year") VALUES (${year}) ON CONFLICT DO NOTHING`;
    await tx.$queryRaw`SELECT "year" FROM "file_year" WHERE "year" = ${year} FOR UPDATE`;
    const row = await tx.fileYear.findUniqueOrThrow({ where: { year } });
    if (row.releasedAt) return no("released");
    if (row.proposedBy === who.person) return no("same-person");
    if (row.proposedBy === null) {
      await tx.fileYear.update({ where: { year }, data: { proposedBy: who.person, proposedAt: now } });
      await noteSystem(tx, "file-year-proposed", { data: { year }, by: who });
      return { ok: true, value: { state: "needs-second" } };
    }
    await tx.fileYear.update({ where: { year }, data: { releasedBy: who.person, releasedAt: now } });
    await noteSystem(tx, "file-year-released", { data: { year }, by: who });
    return { ok: true, value: { state: "released" } };
  });
}
