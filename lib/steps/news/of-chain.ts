/**
 * Art. 12(1), (2): what a time line tells and no letter says is told by mail. It is read from the chain of events, so that nothing
 * which was recorded stays untold, whoever recorded it: the holder of a link, a recipient, the desk, a system.
 */
import { policy } from "../../company";
import { db, portalNow, type Tx } from "../../db";
import { Prisma } from "../../db/generated/client";
import { dayOfColumn, type Day } from "../../gdpr/day";
import { mayName } from "../../gdpr/disclosure";
import { saidOf, type NewsFact } from "../../gdpr/heard-by";
import { isVeiledMoment } from "../../gdpr/veiled-moment";
import { isHandWork } from "../answer/found";
import { lockRequest } from "../decide/allowed";
import { load, type Loaded } from "../load";
import { reached } from "../milestone";
import { tellNews } from "./tell";

type Moment = { seq: number; at: Date; fact: NewsFact; data: Record<string, unknown> };

/** So far back a worker looks that has just started, and then so far behind its last look, for what was recorded late. */
const [atStart, overlap] = [30 * 86_400_000, 3_600_000];
let from: number | null = null;

/** The condition of the index "event_news", in its words: by another the database would read every event. */
const newsworthy = Prisma.sql`(e."fact" IN ('stopped', 'stop-settled', 'hold-placed', 'hold-released', 'lifted', 'removal-confirmed',
  'recipient-told', 'recipient-not-told', 'follow-up-opened', 'duty-stopped')
  OR (e."fact" = 'identified' AND e."data" ->> 'door' = 'reviewer'))`;

/** Requests of which something is to be told. */
export async function requestsWithNews(): Promise<string[]> {
  const now = (await portalNow()).getTime();
  const since = Math.min(from ?? now - atStart, now - overlap);
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT DISTINCT r."id" FROM "event" e JOIN "request" r ON r."id" = e."request"
    WHERE ${newsworthy} AND e."at" > ${new Date(since)} AND e."seq" > r."news_seq"
    LIMIT 200`;
  if (rows.length === 0) from = now - overlap;
  return rows.map(({ id }) => id);
}

/** Tells what the person was not told yet. Repeating it tells nothing twice. */
export async function tellOfChain(id: string): Promise<void> {
  await db().$transaction((tx) => tellOf(tx, id));
  reached("news:told");
}

async function tellOf(tx: Tx, id: string): Promise<void> {
  await lockRequest(tx, id);
  const { newsSeq, headSeq } = await tx.request.findUniqueOrThrow({ where: { id } });
  await tx.request.update({ where: { id }, data: { newsSeq: headSeq } });
  const request = await load(tx, id);
  if (!request) return;
  const moments = await tx.$queryRaw<Moment[]>`
    SELECT "seq", "at", "fact", "data" FROM "event" e
    WHERE "request" = ${id} AND "seq" > ${newsSeq}::int AND ${newsworthy} ORDER BY "seq"`;
  const named = await namedBy(tx, id);
  const now = { ...(await standingOf(tx, request, named)), wantsLater: request.laterNotice };
  let before: string | null = null;
  for (const { seq, at, fact, data } of moments) {
    if (isVeiledMoment({ fact, data }, named, policy())) continue;
    const answered = request.closedAt !== null && at >= request.closedAt;
    const what = saidOf({ fact, data }, { ...now, answered });
    // A time line tells a run of the same moments once, and so do mails.
    if (what === null || what === before) continue;
    before = what;
    const followUp = what === "taken-up" ? await followUpOf(tx, data) : undefined;
    await tellNews(tx, request, what, { key: followUp ? followUp.reference : `${what} ${seq}`, followUp });
  }
}

type Naming = Awaited<ReturnType<typeof namedBy>>;

/** What is still to come, as far as the person may hear of it. */
async function standingOf(tx: Tx, request: Loaded, { told, removals }: Naming) {
  const { id, right, stoppedAt } = request;
  const mayHear = ({ category }: { category: string | null }) => mayName(category, policy());
  const tasks = await tx.task.findMany({
    where: { request: id, doneAt: null },
    select: { kind: true, category: true },
  });
  const byHand = tasks.filter((task) => isHandWork(task) || (task.kind === "held-back" && mayHear(task)));
  const waiting = removals.filter(({ state, decision }) => state === "waiting" && mayHear(decision));
  return {
    right,
    stopped: stoppedAt !== null,
    holds: await tx.hold.count({ where: { request: id, releasedAt: null } }),
    unconfirmed: waiting.length + byHand.length,
    untold: told.filter(({ state }) => !["confirmed", "not-told"].includes(state)).length,
  };
}

/** What the events of a request name, as far as the person may hear of it. */
async function namedBy(tx: Tx, request: string) {
  const where = { request };
  return {
    told: await tx.recipientNotice.findMany({
      where: { request, veiled: false },
      select: { recipient: true, state: true },
    }),
    removals: await tx.removal.findMany({ where, include: { decision: { select: { category: true } } } }),
    duties: await tx.duty.findMany({ where, select: { id: true, category: true } }),
  };
}

async function followUpOf(tx: Tx, { followUp }: Moment["data"]): Promise<{ reference: string; dueOn: Day }> {
  const id = String(followUp);
  const { dueOn, extendedOn } = await tx.request.findUniqueOrThrow({
    where: { id },
    select: { dueOn: true, extendedOn: true },
  });
  return { reference: id, dueOn: dayOfColumn(extendedOn ?? dueOn) };
}
