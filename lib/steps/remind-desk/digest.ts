/** Art. 12(3), 5(2): once on each working day the desk hears what is open, what is late and what waits for it. */
import { policy } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { dayIn, type Day } from "../../gdpr/day";
import { isWorkingDay } from "../../gdpr/holidays";
import { dayMail, type OpenCounts } from "../../letters/desk-mails";
import { mailDesk } from "./mail-desk";

/** Queues the mail of today, from the hour that the policy names. Gives whether today is told; never twice. */
export async function mailOfTheDay(): Promise<boolean> {
  const { alarms, zone, holidays } = policy();
  if (!alarms) return false;
  return db().$transaction(async (tx) => {
    const now = await portalNow(tx);
    const day = dayIn(zone, now);
    if (!isWorkingDay(holidays, day) || hourIn(zone, now) < alarms.hour) return false;
    const counts = await countOpen(tx, day);
    if (Object.values(counts).every((count) => count === 0)) return false;
    await mailDesk(tx, `day ${day}`, [counts], (language, [open], frame) =>
      dayMail(language, day, open ?? counts, frame),
    );
    return true;
  });
}

const hourIn = (zone: string, at: Date): number =>
  Number(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: zone }).format(at));

async function countOpen(tx: Tx, day: Day): Promise<OpenCounts> {
  const [counts] = await tx.$queryRaw<OpenCounts[]>`
    SELECT r.*, t.*, d.*, h.*, m.*, i.* FROM
      (SELECT count(*)::int AS open,
              (count(*) FILTER (WHERE "due_on" < ${day}::date))::int AS overdue,
              (count(*) FILTER (WHERE "due_on" BETWEEN ${day}::date AND ${day}::date + 7))::int AS soon,
              (count(*) FILTER (WHERE "waits_for" = 'reviewer'))::int AS reviewer,
              (count(*) FILTER (WHERE "waits_for" = 'source'))::int AS source
       FROM "request" WHERE "closed_at" IS NULL) r,
      (SELECT count(*)::int AS tasks FROM "task" WHERE "done_at" IS NULL AND "due_on" < ${day}::date) t,
      (SELECT count(*)::int AS duties FROM "duty" WHERE "finished_at" IS NULL AND "due_on" < ${day}::date) d,
      (SELECT count(*)::int AS holds FROM "hold" WHERE "released_at" IS NULL AND "review_on" <= ${day}::date) h,
      (SELECT count(*)::int AS matters FROM "matter" WHERE "closed_at" IS NULL AND "deadline" <= ${day}::date + 7) m,
      (SELECT count(*)::int AS mails FROM "inbound_mail"
       WHERE "state" = 'open' AND "received_at" < portal_now() - make_interval(days => ${policy().inbound?.daysToDecide ?? 0})) i`;
  if (!counts) throw new Error("nothing was counted");
  return counts;
}
