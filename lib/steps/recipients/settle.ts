/** Art. 19: what the worker looks after: answers of systems, recipients who do not answer, words nobody needs any more. */
import { policy } from "../../company";
import { db, portalNow } from "../../db";
import { dayIn } from "../../gdpr/day";
import { confirmedBySource, sourcesOf } from "./by-source";
import { openTellTask } from "./tell-task";
import type { Change } from "./told";

/** One look. Repeating it does nothing more. */
export async function settleNotices(): Promise<void> {
  await confirmFromSources();
  await askTheSilent();
  await closeSettledTasks();
  await forgetWords();
}

/** A system has settled the last of what it had taken on: confirmed, or held back, and then a person tells it. */
async function confirmFromSources(): Promise<void> {
  const open = await db().recipientNotice.findMany({
    where: { way: "source", state: "sent" },
    include: { requestRow: { select: { planNo: true } } },
    orderBy: { sentAt: "asc" },
    take: 200,
  });
  for (const { requestRow, ...notice } of open)
    await db().$transaction(async (tx) => {
      const plan = { id: notice.request, planNo: requestRow.planNo };
      const by = (await sourcesOf(tx, plan, notice.change as Change)).get(notice.recipient);
      if (by?.underWay !== 0) return;
      if (by.held === 0) await confirmedBySource(tx, notice, by);
      else await openTellTask(tx, notice.request, notice);
    });
}

/** Told, and no word since: somebody asks again, once. */
async function askTheSilent(): Promise<void> {
  const { recipientDays, zone } = policy();
  const now = await portalNow();
  const before = new Date(now.getTime() - recipientDays * 86_400_000);
  const dueOn = dayIn(zone, now);
  await db().$executeRaw`
    INSERT INTO "task" ("request", "kind", "recipient", "due_on")
    SELECT n."request", CASE n."change" WHEN 'lifted' THEN 'lifted-silent' ELSE 'recipient-silent' END, n."recipient", ${dueOn}::date
    FROM "recipient_notice" n
    WHERE n."state" = 'sent' AND n."way" <> 'source' AND n."sent_at" < ${before}
      AND NOT EXISTS (
        SELECT FROM "task" t WHERE t."request" = n."request" AND t."recipient" = n."recipient"
          AND (t."kind" LIKE '%-silent' OR t."done_at" IS NULL) AND (t."kind" LIKE '%lifted%') = (n."change" = 'lifted'))
    LIMIT 500
    ON CONFLICT DO NOTHING`;
}

/** The recipient has confirmed by the link meanwhile, so nobody has to ask. */
async function closeSettledTasks(): Promise<void> {
  await db().$executeRaw`
    UPDATE "task" t SET "done_at" = portal_now(), "effective_on" = n."effective_on"
    FROM "recipient_notice" n
    WHERE t."done_at" IS NULL AND t."recipient" = n."recipient" AND t."request" = n."request"
      AND n."state" IN ('confirmed', 'not-told') AND (t."kind" LIKE '%lifted%') = (n."change" = 'lifted')`;
}

async function forgetWords(): Promise<void> {
  await db().$executeRaw`
    UPDATE "recipient_link" l SET "sealed" = NULL
    FROM "recipient_notice" n
    WHERE l."sealed" IS NOT NULL AND n."id" = l."notice"
      AND (l."until" <= portal_now() OR n."state" IN ('confirmed', 'not-told'))`;
}
