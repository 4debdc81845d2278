/** Art. 12(3): nobody at the desk misses a due date: some days before, on the day and once it is past, the desk hears of it. */
import { policy } from "../../company";
import { db, type Tx } from "../../db";
import type { Day } from "../../gdpr/day";
import type { State } from "../../gdpr/request";
import { dueMail } from "../../letters/desk-mails";
import { mailDesk } from "./mail-desk";

type Row = { reference: string; dueOn: Day; daysBefore: number; state: State };

/** Nothing is decided yet: only people bring these on. */
const undecided: readonly State[] = ["received", "identified", "planned"];

/**
 * Raises what is to be raised, once for each due date and distance, and queues one mail to each who hears of it. Of several
 * distances that passed while nothing ran, the last one is told. Gives the number of requests.
 */
export async function raiseAlarms(): Promise<number> {
  const { alarms } = policy();
  if (!alarms) return 0;
  return db().$transaction(async (tx) => {
    const rows = await raised(tx, [...alarms.days, 0, -1]);
    const key = rows.map(({ reference, dueOn, daysBefore }) => `${reference} ${dueOn} ${daysBefore}`).join();
    await mailDesk(tx, `due ${key}`, rows, (language, due, frame) => dueMail(language, due, false, frame));
    const late = rows.filter(
      ({ state, daysBefore }) => daysBefore < 0 || (daysBefore <= alarms.secondDays && undecided.includes(state)),
    );
    const { second } = alarms;
    if (second !== undefined)
      await mailDesk(tx, `due ${key}`, late, (language, due, frame) => dueMail(language, due, true, frame), [second]);
    return rows.length;
  });
}

async function raised(tx: Tx, distances: readonly number[]): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    WITH today AS (SELECT (portal_now() AT TIME ZONE ${policy().zone})::date AS day),
    raised AS (
      INSERT INTO "alarm" ("request", "due_on", "days_before")
      SELECT r."id", r."due_on", d.days
      FROM today, "request" r, unnest(${[...distances]}::int[]) d(days)
      WHERE r."closed_at" IS NULL AND r."due_on" <= today.day + ${Math.max(...distances)}::int
        AND r."due_on" - today.day <= d.days
      ON CONFLICT DO NOTHING
      RETURNING "request", "due_on", "days_before"
    )
    SELECT r."id" AS reference, a."due_on"::text AS "dueOn", min(a."days_before") AS "daysBefore", r."state"
    FROM raised a JOIN "request" r ON r."id" = a."request"
    GROUP BY r."id", a."due_on" ORDER BY a."due_on", r."id"`;
}
