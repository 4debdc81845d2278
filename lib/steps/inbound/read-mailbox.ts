/**
 * Art. 12(2), (3): the month runs for a mail that lies in a mailbox which nobody can read. What keeps it from being read for a quarter
 * of an hour is an alarm of its own: the desk and the officer are written to, the desk's first page says since when. It ends by
 * itself with the first reading that works, and they hear of that as well.
 */
import { policy } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { mailboxMail } from "../../letters/desk-mails";
import { mailDesk } from "../remind-desk/mail-desk";
import { readNewMail } from "./read-mail";

/** A mail server that is restarted is back before that. */
const patience = 15 * 60_000;

/** Takes down what is new, and keeps an eye on whether it can; passes on what went wrong. */
export async function readMailbox(stop: () => boolean = () => false): Promise<number> {
  try {
    const taken = await readNewMail(stop);
    await isBack();
    return taken;
  } catch (error) {
    await isAway();
    throw error;
  }
}

async function isAway(): Promise<void> {
  const folder = policy().inbound?.folder;
  if (folder === undefined) return;
  await db().$transaction(async (tx) => {
    const now = await portalNow(tx);
    await tx.inboundAway.createMany({ data: [{ folder, since: now }], skipDuplicates: true });
    const long = { folder, alarmedAt: null, since: { lte: new Date(now.getTime() - patience) } };
    const { count } = await tx.inboundAway.updateMany({ where: long, data: { alarmedAt: now } });
    if (count === 0) return;
    const { since } = await tx.inboundAway.findUniqueOrThrow({ where: { folder } });
    await tell(tx, { state: "away", since });
  });
}

async function isBack(): Promise<void> {
  // Asked first: that it can be read is the rule, and asked every half minute.
  if ((await db().inboundAway.count()) === 0) return;
  await db().$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ since: Date; alarmed: boolean }[]>`
      DELETE FROM "inbound_away" RETURNING "since", "alarmed_at" IS NOT NULL AS alarmed`;
    if (row?.alarmed) await tell(tx, { state: "back", since: row.since });
  });
}

type Told = { state: "away" | "back"; since: Date };

const tell = (tx: Tx, told: Told): Promise<void> =>
  mailDesk(tx, `mailbox ${told.state} ${told.since.toISOString()}`, [told], (language, [one = told], frame) =>
    mailboxMail(language, one, policy().zone, frame),
  );
