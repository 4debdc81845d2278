/** Where a request stands for the person: finer than its state, because what it waits for changes what one can do. */
import { isClosed, type State } from "../../gdpr/request";

export type Phase =
  /** Received; who is asking is being settled. */
  | "received"
  /** A reviewer decides who is asking. */
  | "identity"
  /** The person was asked something that helps to know them. */
  | "question"
  /** A fee was announced; the person decides. */
  | "fee"
  /** Systems are being searched. */
  | "searching"
  /** A system did not answer; it is asked again by itself. */
  | "source"
  /** Another contact on file stopped it; a person decides. */
  | "stopped"
  /** A person checks what was found. */
  | "checking"
  /** Approved; the undo time runs. */
  | "undo"
  /** Approved; waits until the copy was fetched, lay ready long enough, or was waived. */
  | "copy-first"
  /** Being carried out. */
  | "running"
  /** The copy lies ready. */
  | "ready"
  | "answered"
  | "refused"
  | "cancelled"
  | "not-identified";

type Copy = { availableAt: Date | null; expiresAt: Date | null; downloads: number; destroyedAt: Date | null } | null;

type Row = {
  right: string;
  stoppedAt: Date | null;
  feeState?: string | null;
  state: string;
  waitsFor: string | null;
  undoUntil: Date | null;
  copyWaivedAt: Date | null;
  package: Copy;
  copyFirstRequest: { state: string; package: Copy } | null;
};

export function phaseOf(row: Row, now: Date): Phase {
  if (row.stoppedAt && (!isClosed(row.state as State) || isReady(row.package, now))) return "stopped";
  if (row.feeState === "announced" && !isClosed(row.state as State)) return "fee";
  switch (row.state) {
    case "received":
      if (row.waitsFor === "person") return "question";
      return row.waitsFor === "reviewer" ? "identity" : "received";
    case "identified":
      if (row.waitsFor === "reviewer") return "checking";
      return row.waitsFor === "source" ? "source" : "searching";
    case "planned":
      return row.waitsFor === "source" ? "source" : "checking";
    case "approved":
      return approvedPhase(row, now);
    case "fulfilled":
    case "delivered":
      return isReady(row.package, now) ? "ready" : row.state === "delivered" ? "answered" : "running";
    case "refused":
    case "cancelled":
    case "not-identified":
      return row.state;
    default:
      throw new Error(`no phase for the state ${row.state}`);
  }
}

function approvedPhase(row: Row, now: Date): Phase {
  // Somebody looks once more: the undo time counts for nothing until they have decided.
  if (row.waitsFor === "reviewer") return "checking";
  if (waitsForCopy(row, now) || row.waitsFor === "person") return "copy-first";
  return row.undoUntil && row.undoUntil > now ? "undo" : "running";
}

export type Waiting = Pick<Row, "copyFirstRequest" | "copyWaivedAt">;

/** Whether the erasure waits for the copy that was asked for with it (plan-and-list 2). */
export function waitsForCopy({ copyFirstRequest: first, copyWaivedAt }: Waiting, now: Date): boolean {
  if (!first || copyWaivedAt) return false;
  if (["refused", "cancelled", "not-identified"].includes(first.state)) return false;
  const copy = first.package;
  if (!copy || first.state !== "delivered") return true;
  return copy.downloads === 0 && !copy.destroyedAt && (copy.expiresAt === null || copy.expiresAt > now);
}

function isReady(copy: Copy, now: Date): boolean {
  return Boolean(copy?.availableAt && copy.expiresAt && copy.expiresAt > now && !copy.destroyedAt);
}
