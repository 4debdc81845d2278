/** Holds in force, with the reasons they were placed for. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import type { State } from "../../gdpr/request";
import type { Right } from "../../gdpr/right";
import { readsDesk } from "../readers";
import { peopleBehind, type Colleague } from "./colleagues";
import { sourceWords, type Words } from "./words";
import { recordOf } from "../../seal/held-record";
import { cannotTell } from "../../policy/cannot-tell";
import { openColumn } from "../../seal/seal";
import { staffSight } from "../../sight";

export type HoldLine = {
  id: string;
  reference: string | null;
  kind: string;
  category: string | null;
  /** The one record that it is about, as it was named; null for all of its kind. */
  number: string | null;
  /** Systems that cannot say what of theirs hangs on that one record, and keep what may; labels, for a hold on one record. */
  cannotTell: Words[];
  taxYear: number | null;
  reason: string;
  placedOn: string;
  reviewOn: string;
  /** Its review is overdue. */
  late: boolean;
  mine: boolean;
  /** Who placed it, and those of all the owners who work here. */
  owner: string;
  people: Colleague[];
  /** The matter with whose end it goes. */
  matter: string | null;
  released: boolean;
};

const onPage = 200;

/** All holds in force, those to be reviewed first at the top. */
export async function deskHolds(who: Actor): Promise<HoldLine[] | null> {
  if (!readsDesk(who)) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const rows = await tx.hold.findMany({
      where: { releasedAt: null },
      orderBy: [{ reviewOn: "asc" }, { id: "asc" }],
      take: onPage,
    });
    return rows.length === 0 ? [] : lines(tx, who, rows);
  });
}

/** One hold, released or not; null for an unknown one. */
export async function deskHold(who: Actor, id: string): Promise<HoldLine | null> {
  if (!readsDesk(who)) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const row = await tx.hold.findUnique({ where: { id } });
    return row ? ((await lines(tx, who, [row]))[0] ?? null) : null;
  });
}

type Row = NonNullable<Awaited<ReturnType<Tx["hold"]["findFirst"]>>>;

async function lines(tx: Tx, who: Actor, rows: Row[]): Promise<HoldLine[]> {
  const { zone } = policy();
  const today = dayIn(zone, await portalNow(tx));
  const people = await peopleBehind(
    tx,
    rows.map(({ placedBy }) => placedBy),
  );
  return rows.map((row) => {
    const reviewOn = row.reviewOn.toISOString().slice(0, 10);
    const record = recordOf(row.record);
    return {
      id: row.id,
      reference: row.request,
      kind: row.kind,
      category: row.category,
      number: record?.number ?? null,
      cannotTell: record ? cannotTell(policy(), record.source).map(sourceWords) : [],
      taxYear: row.taxYear,
      reason: openColumn("hold reason", row.reason),
      placedOn: dayIn(zone, row.placedAt),
      reviewOn,
      late: reviewOn < today,
      mine: row.placedBy === who.person,
      owner: row.placedBy,
      people,
      matter: row.matter,
      released: row.releasedAt !== null,
    };
  });
}

/** What a hold is placed on: the request and the categories its plan names; null for an unknown one. */
export async function requestToHold(who: Actor, reference: string) {
  if (!readsDesk(who)) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const request = await tx.request.findUnique({
      where: { id: reference },
      select: { right: true, state: true, planNo: true },
    });
    if (!request) return null;
    const decided = await tx.decision.findMany({
      where: { request: reference, planNo: request.planNo },
      distinct: ["category"],
      orderBy: { category: "asc" },
      select: { category: true },
    });
    const today = dayIn(policy().zone, await portalNow(tx));
    return {
      reference,
      right: request.right as Right,
      state: request.state as State,
      categories: decided.map(({ category }) => category),
      today,
    };
  });
}
