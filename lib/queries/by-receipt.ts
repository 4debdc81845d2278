/** What reference and receipt code open: where that one request stands, what has happened to it, and its letters. */
import { policy } from "../company";
import { portalNow, transactionAs, type Tx } from "../db";
import { dayIn, dayOfColumn, type Day } from "../gdpr/day";
import { mayName } from "../gdpr/disclosure";
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
  /** Data that stays until a day, and since when what had one is gone. */
  kept: { label: string; until: Day; goneOn: Day | null }[];
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
  const duties = await tx.duty.findMany({ where: { request: reference }, orderBy: [{ dueOn: "asc" }, { idx: "asc" }] });
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
    kept: keptOf(duties, own, reads),
    letters,
  };
}

type Duty = { category: string; dueOn: Date; finishedAt: Date | null };

/** A line for each kind and day; what a reviewer must see first is left out. */
function keptOf(duties: readonly Duty[], own: Policy, language: Language): ByReceipt["kept"] {
  const lines = new Map<string, ByReceipt["kept"][number]>();
  for (const { category, dueOn, finishedAt } of duties) {
    if (!mayName(category, own)) continue;
    const until = dayOfColumn(dueOn);
    const key = `${category} ${until}`;
    const known = lines.get(key);
    const isOpen = finishedAt === null || known?.goneOn === null;
    const label = own.categories[category]?.label[language] ?? category;
    lines.set(key, { label, until, goneOn: isOpen ? null : dayIn(own.zone, finishedAt) });
  }
  return [...lines.values()];
}
