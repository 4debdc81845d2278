/** What reference and receipt code open: where that one request stands, what has happened to it, and its letters. */
import { policy } from "../company";
import { portalNow, transactionAs, type Tx } from "../db";
import { dayIn, dayOfColumn, type Day } from "../gdpr/day";
import { mayName } from "../gdpr/disclosure";
import { keptBecause } from "../gdpr/plan";
import { isVeiledMoment } from "../gdpr/veiled-moment";
import { isClosed, type State } from "../gdpr/request";
import type { Right } from "../gdpr/right";
import type { Language, Letter } from "../letters/letter";
import type { Policy } from "../policy/schema";
import { openDrawer, requestKey, type RequestKey } from "../seal/request-key";
import type { ReceiptPass } from "../sign-in/receipt";
import { mannerOf, type Manner } from "./my/manner";
import { phaseOf, type Phase } from "./my/phase";
import { timeline, type Moment } from "./my/timeline";

export type ByReceipt = {
  reference: string;
  right: Right;
  phase: Phase;
  closed: boolean;
  /** While an approved deletion can still be stopped: until when. */
  undoUntil: Date | null;
  /** A copy was asked for with it, and comes first. */
  copyFirst: boolean;
  today: Day;
  zone: string;
  receivedOn: Day;
  dueOn: Day;
  manner: Manner;
  /** What has happened, in order: a letter says what was so on its day. */
  moments: Moment[];
  /** Kinds of which something stays, until when where there is a day, and since when what had one is gone. */
  kept: { label: string; until: Day | null; goneOn: Day | null }[];
  letters: (Pick<Letter, "title" | "blocks" | "language" | "head"> & { id: string; on: Day })[];
};

/** The request of a pass, with its letters in order, in the language of who reads; null when it was shredded meanwhile. */
export async function requestByReceipt({ reference }: ReceiptPass, language: Language): Promise<ByReceipt | null> {
  return transactionAs({ role: "receipt", key: reference }, (tx) => read(tx, reference, language));
}

async function read(tx: Tx, reference: string, reads: Language): Promise<ByReceipt | null> {
  const row = await tx.request.findUnique({
    where: { id: reference },
    include: {
      letters: { orderBy: { madeAt: "asc" } },
      requestKey: { select: { request: true } },
      events: { orderBy: { seq: "asc" }, select: { fact: true, data: true, at: true } },
      notices: { where: { veiled: false }, select: { recipient: true } },
      removals: { include: { decision: { select: { category: true } } } },
    },
  });
  if (!row) return null;
  const own = policy();
  const { zone } = own;
  const duties = await tx.duty.findMany({ where: { request: reference }, select: { id: true, category: true } });
  const stays = await tx.decision.findMany(staying(reference, row.planNo));
  const named = { told: row.notices, removals: row.removals, duties };
  const now = await portalNow(tx);
  // Copies open after signing in alone: here nothing is known of them but that one was asked for.
  const phase = phaseOf({ ...row, package: null, copyFirstRequest: null }, now);
  const keys = row.requestKey ? await requestKey(tx, reference) : null;
  const letters: ByReceipt["letters"] = [];
  for (const { id, madeAt, drawerId } of keys ? row.letters : []) {
    const { title, blocks, language, head } = await openDrawer<Letter>(tx, keys as RequestKey, drawerId);
    letters.push({ id, title, blocks, language, head, on: dayIn(zone, madeAt) });
  }
  return {
    reference,
    right: row.right as Right,
    phase,
    closed: isClosed(row.state as State),
    undoUntil: phase === "undo" ? row.undoUntil : null,
    copyFirst: row.copyFirst !== null && row.copyWaivedAt === null,
    today: dayIn(zone, now),
    zone,
    receivedOn: dayOfColumn(row.receivedOn),
    dueOn: dayOfColumn(row.extendedOn ?? row.dueOn),
    manner: mannerOf(row),
    moments: timeline(
      row.events.filter((event) => !isVeiledMoment(event, named, own)),
      zone,
    ),
    kept: row.right === "erasure" && row.state === "delivered" ? keptOf(stays, own, reads) : [],
    letters,
  };
}

type Stays = { category: string; until: Date | null; duty: { dueOn: Date; finishedAt: Date | null } | null };

/** Lines of an answered erasure of which something stays, as the answer that the person looks up left them. */
const staying = (request: string, planNo: number) => ({
  where: {
    request,
    planNo,
    action: { in: ["keep", "restrict"] },
    doubt: null,
    takenUpBy: null,
    OR: [{ norm: null }, { norm: { not: keptBecause.notAsked } }],
    NOT: { count: 0 },
  },
  include: { duty: true },
  orderBy: { idx: "asc" as const },
});

/** A line for each kind, with the last of its days; what a reviewer must see first is left out. */
function keptOf(rows: readonly Stays[], own: Policy, language: Language): ByReceipt["kept"] {
  const lines = new Map<string, ByReceipt["kept"][number]>();
  for (const { category, until, duty } of rows) {
    if (!mayName(category, own)) continue;
    const day = duty?.dueOn ?? until;
    const goneOn = duty?.finishedAt ? dayIn(own.zone, duty.finishedAt) : null;
    const one = {
      label: own.categories[category]?.label[language] ?? category,
      until: day && dayOfColumn(day),
      goneOn,
    };
    const known = lines.get(category);
    lines.set(category, known ? later(known, one) : one);
  }
  return [...lines.values()];
}

type Kept = ByReceipt["kept"][number];

/** Of two parts of a kind: gone when both are, without a day when one of them is. */
function later(one: Kept, other: Kept): Kept {
  const [last] = [one.until, other.until].toSorted().toReversed();
  const [goneLast] = [one.goneOn, other.goneOn].toSorted().toReversed();
  return {
    label: one.label,
    until: one.until === null || other.until === null ? null : (last ?? null),
    goneOn: one.goneOn === null || other.goneOn === null ? null : (goneLast ?? null),
  };
}
