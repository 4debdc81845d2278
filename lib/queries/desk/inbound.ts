/** Mails that wait for somebody to say what they are: dates and counts, nobody's name and no word of them. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";

export type WaitingMail = {
  id: string;
  receivedAt: string;
  /** Days since the mail server had it. */
  days: number;
  late: boolean;
  files: number;
  /** Somebody says that it is no request, and whether that is who looks. */
  first: "mine" | "other" | null;
};

export type Inbound = {
  mails: WaitingMail[];
  /** Those beyond the ones that are shown. */
  more: number;
  /** When the mailbox was last read; null when it never was. */
  readAt: string | null;
};

const most = 100;

/** The oldest first, in one statement; null for those who do not read the desk and where no mailbox is read. */
export async function waitingMails(who: Actor): Promise<Inbound | null> {
  const { inbound, zone } = policy();
  if (!readsDesk(who) || who.person === null || !inbound) return null;
  const { daysToDecide, folder } = inbound;
  const [found] = await transactionAs(
    staffSight(who),
    (tx) => tx.$queryRaw<{ mails: WaitingMail[]; count: number; readAt: Date | null }[]>`
      WITH waiting AS (
        SELECT m."id", m."received_at" AS "receivedAt", m."received_at" < portal_now() - make_interval(days => ${daysToDecide}) AS late,
               (portal_now() AT TIME ZONE ${zone})::date - (m."received_at" AT TIME ZONE ${zone})::date AS days,
               (SELECT count(*)::int FROM "inbound_file" f WHERE f."mail" = m."id") AS files,
               CASE WHEN m."first_by" = ${who.person}::uuid THEN 'mine' WHEN m."first_at" IS NOT NULL THEN 'other' END AS first
        FROM "inbound_mail" m WHERE m."state" = 'open' ORDER BY m."received_at", m."id" LIMIT ${most})
      SELECT (SELECT coalesce(jsonb_agg(to_jsonb(w) ORDER BY w."receivedAt", w."id"), '[]') FROM waiting w) AS mails,
             (SELECT count(*)::int FROM "inbound_mail" WHERE "state" = 'open') AS count,
             (SELECT "read_at" FROM "inbound_place" WHERE "folder" = ${folder}) AS "readAt"`,
  );
  if (!found) throw new Error("no answer");
  const { mails, count, readAt } = found;
  return { mails, more: count - mails.length, readAt: readAt?.toISOString() ?? null };
}
