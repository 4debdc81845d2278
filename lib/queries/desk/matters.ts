/** Art. 17(3)(e), 58: letters of authorities, courts, lawyers and claimants: by when each wants an answer, and what it holds. */
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { dayIn, dayOfColumn, type Day } from "../../gdpr/day";
import type { MatterKind } from "../../gdpr/matter";
import type { State } from "../../gdpr/request";
import type { Right } from "../../gdpr/right";
import { endOf, wordsOf, type MatterWords } from "../../seal/matter";
import { staffSight } from "../../sight";
import { readsEvidence } from "../readers";
import { peopleBehind, type Colleague } from "./colleagues";

export type MatterLine = Omit<MatterWords, "summary"> & {
  id: string;
  kind: MatterKind;
  deadline: Day | null;
  /** The deadline is past, and the matter open. */
  late: boolean;
  requests: number;
  openedOn: Day;
  closedOn: Day | null;
};

export type LinkLine = {
  reference: string;
  right: Right;
  state: State;
  /** Made because of the matter: its file is held, not the data that it is to end. */
  ordered: boolean;
  linkedOn: Day;
  unlinkedOn: Day | null;
};

export type Matter = MatterLine & {
  summary: string;
  reviewOn: Day;
  reviewLate: boolean;
  openedBy: string;
  people: Colleague[];
  ended: string | null;
  links: LinkLine[];
  /** The reader may link, unlink and close. */
  acts: boolean;
  /** References of which the policy wants somebody else to say that they no longer belong here. */
  mine: string[];
  /** The policy wants somebody else to close it. */
  closedByOther: boolean;
};

const onPage = 200;

/** Open ones by their deadline, or closed ones, the last first; null for those who may not read them. */
export async function matterLines(who: Actor, closed: boolean): Promise<MatterLine[] | null> {
  if (!readsEvidence(who)) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const rows = await tx.matter.findMany({
      where: { closedAt: closed ? { not: null } : null },
      orderBy: closed
        ? [{ closedAt: "desc" }, { id: "asc" }]
        : [{ deadline: { sort: "asc", nulls: "last" } }, { id: "asc" }],
      include: { _count: { select: { requests: { where: { unlinkedAt: null } } } } },
      take: onPage,
    });
    const today = await todayIn(tx);
    return rows.map((row) => lineOf(row, row._count.requests, today));
  });
}

const todayIn = async (tx: Tx): Promise<Day> => dayIn(policy().zone, await portalNow(tx));

/** Today, for the form of a new one; null for those who may not open any. */
export const dayToOpen = async (who: Actor): Promise<Day | null> =>
  has(who, "legal", "dpo") ? dayIn(policy().zone, await portalNow()) : null;

type Row = NonNullable<Awaited<ReturnType<Tx["matter"]["findUnique"]>>>;

function lineOf(row: Row, requests: number, today: Day): MatterLine {
  const { id, kind, openedAt, closedAt } = row;
  const { sender, fileNumber } = wordsOf(row);
  const deadline = row.deadline && dayOfColumn(row.deadline);
  const { zone } = policy();
  return {
    id,
    kind: kind as MatterKind,
    sender,
    fileNumber,
    deadline,
    late: closedAt === null && deadline !== null && deadline < today,
    requests,
    openedOn: dayIn(zone, openedAt),
    closedOn: closedAt && dayIn(zone, closedAt),
  };
}

/** One matter with its requests; null for an unknown one and for those who may not read it. */
export async function oneMatter(who: Actor, id: string): Promise<Matter | null> {
  if (!readsEvidence(who)) return null;
  return transactionAs(staffSight(who), async (tx) => {
    const row = await tx.matter.findUnique({ where: { id } });
    if (!row) return null;
    const links = await tx.matterRequest.findMany({
      where: { matter: id },
      include: { requestRow: { select: { right: true, state: true } } },
      orderBy: [{ linkedAt: "asc" }, { id: "asc" }],
    });
    const open = links.filter(({ unlinkedAt }) => unlinkedAt === null);
    const [today, reviewOn] = [await todayIn(tx), dayOfColumn(row.reviewOn)];
    const byOther = policy().review.secondApprover.includes("release-of-hold");
    const mine = byOther ? open.filter(({ linkedBy }) => linkedBy === who.person).map(({ request }) => request) : [];
    return {
      ...lineOf(row, open.length, today),
      summary: wordsOf(row).summary,
      reviewOn,
      reviewLate: row.closedAt === null && reviewOn < today,
      openedBy: row.openedBy,
      people: await peopleBehind(tx, [row.openedBy]),
      ended: endOf(row),
      links: links.map(linkOf),
      acts: has(who, "legal", "dpo") && row.closedAt === null,
      mine,
      closedByOther: byOther && (row.openedBy === who.person || mine.length > 0),
    };
  });
}

type Link = Awaited<ReturnType<Tx["matterRequest"]["findMany"]>>[number] & {
  requestRow: { right: string; state: string };
};

function linkOf({ request, ordered, linkedAt, unlinkedAt, requestRow: { right, state } }: Link): LinkLine {
  const { zone } = policy();
  return {
    reference: request,
    right: right as Right,
    state: state as State,
    ordered,
    linkedOn: dayIn(zone, linkedAt),
    unlinkedOn: unlinkedAt && dayIn(zone, unlinkedAt),
  };
}

/** Open matters that a request belongs to, the oldest first. */
export async function mattersOf(who: Actor, reference: string): Promise<{ id: string; kind: MatterKind }[]> {
  if (!readsEvidence(who)) return [];
  const rows = await transactionAs(staffSight(who), (tx) =>
    tx.matter.findMany({
      where: { closedAt: null, requests: { some: { request: reference, unlinkedAt: null } } },
      select: { id: true, kind: true },
      orderBy: [{ openedAt: "asc" }, { id: "asc" }],
    }),
  );
  return rows.map(({ id, kind }) => ({ id, kind: kind as MatterKind }));
}
