/** A calendar address of one's own: made, and taken back. What it opens to a calendar program is told in lib/sign-in/calendar-door. */
import { has, type Actor } from "../../actor";
import { portalNow, transactionAs } from "../../db";
import { done, no, yes, type Result } from "../../result";
import { newFeedToken } from "../../sign-in/calendar-door";
import { staffSight } from "../../sight";

/** Addresses that one person may have at a time. */
const most = 10;
/** Days after which an address opens nothing any more. */
const days = 365;

/** Makes an address; gives its token, which nothing keeps. */
export async function makeFeed(
  who: Actor,
  shows: "mine" | "all",
): Promise<Result<"not-found" | "too-many", { token: string }>> {
  const { person } = who;
  if (!has(who, "reviewer", "dpo") || person === null) return no("not-found");
  return transactionAs(staffSight(who), async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`calendar ${person}`}, 0))::text`;
    if ((await tx.calendarFeed.count({ where: { personId: person } })) >= most) return no("too-many");
    const { token, id } = newFeedToken();
    const endsAt = new Date((await portalNow(tx)).getTime() + days * 86_400_000);
    await tx.calendarFeed.create({ data: { id, personId: person, shows, language: who.language, endsAt } });
    return yes({ token });
  });
}

/** Takes an address back: it opens nothing from now on. Somebody else's is not found. */
export async function endFeed(who: Actor, id: string): Promise<Result<"not-found">> {
  if (!has(who, "reviewer", "dpo")) return no("not-found");
  const { count } = await transactionAs(staffSight(who), (tx) => tx.calendarFeed.deleteMany({ where: { id } }));
  return count === 1 ? done : no("not-found");
}
