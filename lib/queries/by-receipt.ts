/** What reference and receipt code open: where that one request stands and its letters, nothing else. */
import { policy } from "../company";
import { portalNow, transactionAs, type Tx } from "../db";
import { dayIn, dayOfColumn, type Day } from "../gdpr/day";
import { isClosed, type State } from "../gdpr/request";
import type { Right } from "../gdpr/right";
import type { Letter } from "../letters/letter";
import { openDrawer, requestKey, type RequestKey } from "../seal/request-key";
import type { ReceiptPass } from "../sign-in/receipt";
import { phaseOf, type Phase } from "./my/phase";

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
  letters: (Pick<Letter, "title" | "blocks" | "language" | "head"> & { id: string; on: Day })[];
};

/** The request of a pass, with its letters in order; null when it was shredded meanwhile. */
export async function requestByReceipt({ reference }: ReceiptPass): Promise<ByReceipt | null> {
  return transactionAs({ role: "receipt", key: reference }, (tx) => read(tx, reference));
}

async function read(tx: Tx, reference: string): Promise<ByReceipt | null> {
  const row = await tx.request.findUnique({
    where: { id: reference },
    include: { letters: { orderBy: { madeAt: "asc" } }, requestKey: { select: { request: true } } },
  });
  if (!row) return null;
  const { zone } = policy();
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
    letters,
  };
}
