/**
 * Art. 12(3), 34: the controller declares with facts that more requests come than usual, for a time. Big effort or many customers is
 * no ground for more time; a temporary, extraordinary wave may be one (EDPB Guidelines 01/2022, §§ 162 to 164). So what happened, since
 * when, how many and why it will pass is written down first, by the officer or legal, and ended by them.
 */
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs } from "../../db";
import { addMonths, dayIn, type Day } from "../../gdpr/day";
import { done, no, yes, type Result } from "../../result";
import { sealColumn } from "../../seal/seal";
import { staffSight } from "../../sight";
import { noteSystem } from "../system-chain";

export type Declared = {
  happened: string;
  why: string;
  since: Day;
  expected: number;
  reviewOn: Day;
  /** What the first page says, in both languages: for everybody, so about nobody. */
  en: string;
  de: string;
};
type NotDeclared =
  | "not-allowed"
  | "happened-missing"
  | "why-missing"
  | "since-ahead"
  | "review-over"
  | "review-far"
  | "notice-missing"
  | "declared";

const longest = 3;
const isSentence = (text: string): boolean => text.trim().length >= 20;

/** Declares a surge and gives its id. `declared`: one lasts already. `review-far`: what is temporary is looked at within three months. */
export async function declareSurge(who: Actor, declared: Declared): Promise<Result<NotDeclared, { surge: string }>> {
  if (!has(who, "dpo", "legal") || who.person === null) return no("not-allowed");
  const { happened, why, since, expected, reviewOn, en, de } = declared;
  if (!isSentence(happened)) return no("happened-missing");
  if (!isSentence(why)) return no("why-missing");
  if (!isSentence(en) || !isSentence(de)) return no("notice-missing");
  const { person } = who;
  return transactionAs(staffSight(who), async (tx): Promise<Result<NotDeclared, { surge: string }>> => {
    const today = dayIn(policy().zone, await portalNow(tx));
    if (since > today) return no("since-ahead");
    if (reviewOn <= today) return no("review-over");
    if (reviewOn > addMonths(today, longest)) return no("review-far");
    const sealed = sealColumn("surge facts", JSON.stringify({ happened, why }));
    // Two who press at once: the index lets one in, the other finds it declared.
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      INSERT INTO "surge" ("since", "expected", "review_on", "sealed", "declared_by")
      VALUES (${since}::date, ${expected}, ${reviewOn}::date, ${sealed}, ${person}::uuid)
      ON CONFLICT DO NOTHING RETURNING "id"`;
    if (!row) return no("declared");
    await tx.surgeNotice.create({ data: { surge: row.id, en: en.trim(), de: de.trim() } });
    await noteSystem(tx, "surge-declared", { data: { surge: row.id, since, expected, reviewOn }, by: asDeclarer(who) });
    return yes({ surge: row.id });
  });
}

/** Ends it: the first page says nothing more of it, and what is not done yet of what was ordered is left. */
export async function endSurge(who: Actor, surge: string): Promise<Result<"not-found" | "not-allowed" | "ended">> {
  if (!has(who, "reviewer", "dpo", "legal")) return no("not-found");
  if (!has(who, "dpo", "legal")) return no("not-allowed");
  return transactionAs(staffSight(who), async (tx): Promise<Result<"not-found" | "ended">> => {
    await tx.$queryRaw`SELECT "id" FROM "surge" WHERE "id" = ${surge}::uuid FOR UPDATE`;
    const found = await tx.surge.findUnique({ where: { id: surge }, select: { endedAt: true } });
    if (!found) return no("not-found");
    if (found.endedAt) return no("ended");
    await tx.surge.update({ where: { id: surge }, data: { endedAt: await portalNow(tx), endedBy: who.person } });
    await tx.surgeNotice.update({ where: { surge }, data: { shown: false } });
    await noteSystem(tx, "surge-ended", { data: { surge }, by: asDeclarer(who) });
    return done;
  });
}

/** Somebody with several roles acts here in the one that lets them. */
const asDeclarer = (who: Actor): Actor => ({ ...who, roles: has(who, "dpo") ? ["dpo"] : ["legal"] });
