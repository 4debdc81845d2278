/** Art. 5(2): puts the log where the portal cannot reach it: a mail a day to somebody who keeps it, and an alarm. */
import type { Language } from "../../gdpr/language";
import { policy } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { wake } from "../../jobs/wake";
import { logMail } from "../../letters/log-mails";
import { longDay } from "../../letters/words";
import { queueMail } from "../../mail/outbox";
import type { Finding } from "./finding";
import { lastNote } from "./last";

/** Queues the mail of today, once. Gives whether there is anybody to tell and anything to say. */
export async function mailCheckpoint(): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const [note, now] = [await lastNote(tx), await portalNow(tx)];
    if (note === null) return false;
    const day = dayIn(policy().zone, now);
    return mailLegal(tx, `checkpoint ${day}`, "checkpoint", (language, controller) =>
      logMail(language, { kind: "daily", date: longDay(language, day), controller, note }),
    );
  });
}

/** Queues the alarm of a look at everything; one a day, however often it is found. */
export async function alarmLegal(tx: Tx, findings: readonly Finding[], count: number): Promise<boolean> {
  const day = dayIn(policy().zone, await portalNow(tx));
  const codes = [...new Set(findings.map(({ code }) => code))].toSorted().join(", ");
  return mailLegal(tx, `log alarm ${day}`, "alarm", (language, controller) =>
    logMail(language, { kind: "alarm", date: longDay(language, day), controller, count, codes }),
  );
}

/** Queues a mail about copies of evidence that should be destroyed by now and of which nobody was told. Gives how many. */
export async function mailCopies(): Promise<number> {
  return db().$transaction(async (tx) => {
    const late = await tx.$queryRaw<{ id: string }[]>`
      UPDATE "evidence_export" SET "told_at" = portal_now()
      WHERE "destroy_on" <= (portal_now() AT TIME ZONE ${policy().zone})::date AND "destroyed_at" IS NULL AND "told_at" IS NULL
        AND "state" IN ('ready', 'gone')
      RETURNING "id"`;
    const [first] = late;
    if (!first) return 0;
    const url = new URL("/evidence/exports", process.env.APP_URL ?? "http://localhost").href;
    await mailLegal(tx, `copies ${first.id}`, "alarm", (language, controller) =>
      logMail(language, { kind: "copies", count: late.length, controller, url }),
    );
    return late.length;
  });
}

type Worded = (language: Language, controller: string) => ReturnType<typeof logMail>;

async function mailLegal(tx: Tx, key: string, kind: string, worded: Worded): Promise<boolean> {
  const { evidence, controller } = policy();
  if (!evidence) return false;
  const language = controller.country === "DE" ? "de" : "en";
  const to = { name: "", address: evidence.legal };
  const { id } = await queueMail(tx, { request: null, kind, language, key, to, ...worded(language, controller.name) });
  await wake(tx, "mail", id);
  return true;
}
