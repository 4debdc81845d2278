/** The due dates of open requests for a calendar, and the addresses under which somebody of the desk gets them. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import { dayIn, type Day } from "../../gdpr/day";
import type { MatterKind } from "../../gdpr/matter";
import type { State } from "../../gdpr/request";
import type { Right } from "../../gdpr/right";
import { staffSight } from "../../sight";
import { readsDesk } from "../readers";

export type DueDate = { reference: string; right: Right; state: State; dueOn: Day; changedAt: Date };
export type FeedLine = { id: string; shows: "mine" | "all"; madeOn: Day; endsOn: Day; askedAt: Date | null };

/** More would make a calendar that no program shows; on a breach day the soonest ones stand in it. */
export const mostDates = 1_000;

/** Open requests, the one due soonest first; those in one's own hand or all. Null for those who may not read the desk. */
export async function dueDates(who: Actor, shows: "mine" | "all"): Promise<DueDate[] | null> {
  const { person } = who;
  if (!readsDesk(who) || person === null) return null;
  const rows = await transactionAs(staffSight(who), (tx) =>
    tx.request.findMany({
      where: { closedAt: null, ...(shows === "mine" ? { assignee: person } : {}) },
      select: { id: true, right: true, state: true, dueOn: true, headAt: true },
      orderBy: [{ dueOn: "asc" }, { id: "asc" }],
      take: mostDates,
    }),
  );
  return rows.map(({ id, right, state, dueOn, headAt }) => ({
    reference: id,
    right: right as Right,
    state: state as State,
    dueOn: dueOn.toISOString().slice(0, 10) as Day,
    changedAt: headAt,
  }));
}

/** Deadlines of open matters, the soonest first; of those that one opened oneself or of all. Null alike. */
export async function matterDates(
  who: Actor,
  shows: "mine" | "all",
): Promise<{ id: string; kind: MatterKind; deadline: Day; openedAt: Date }[] | null> {
  const { person } = who;
  if (!readsDesk(who) || person === null) return null;
  const rows = await transactionAs(staffSight(who), (tx) =>
    tx.matter.findMany({
      where: { closedAt: null, deadline: { not: null }, ...(shows === "mine" ? { openedBy: person } : {}) },
      select: { id: true, kind: true, deadline: true, openedAt: true },
      orderBy: [{ deadline: "asc" }, { id: "asc" }],
      take: mostDates,
    }),
  );
  return rows.flatMap(({ id, kind, deadline, openedAt }) =>
    deadline ? [{ id, kind: kind as MatterKind, deadline: deadline.toISOString().slice(0, 10) as Day, openedAt }] : [],
  );
}

/** One's own addresses, the newest first; they do not hold what opens them. */
export async function ownFeeds(who: Actor): Promise<FeedLine[] | null> {
  if (!readsDesk(who)) return null;
  const { zone } = policy();
  const rows = await transactionAs(staffSight(who), (tx) => tx.calendarFeed.findMany({ orderBy: { madeAt: "desc" } }));
  return rows.map(({ id, shows, madeAt, endsAt, askedAt }) => ({
    id,
    shows: shows === "mine" ? "mine" : "all",
    madeOn: dayIn(zone, madeAt),
    endsOn: dayIn(zone, endsAt),
    askedAt,
  }));
}
