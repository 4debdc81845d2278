/** What a person can still take back: the request itself, or the wish to have a copy first. */
import type { Tx } from "../../db";
import { isClosed, type State } from "../../gdpr/request";
import { waitsForCopy, type Phase, type Waiting } from "./phase";

/** The copy that an approved erasure waits for: the one asked for with it, else another open one of the same person. */
export async function firstCopy(
  tx: Tx,
  { copyFirst, personId }: { copyFirst: string | null; personId: string | null },
): Promise<{ id: string; state: string } | null> {
  const open = { notIn: ["refused", "cancelled", "not-identified"] };
  return await tx.request.findFirst({
    where: copyFirst
      ? { id: copyFirst }
      : {
          personId,
          right: { in: ["access", "portability"] },
          state: open,
          OR: [{ package: null }, { package: { downloads: 0, destroyedAt: null } }],
        },
    orderBy: { receivedAt: "desc" },
    select: { id: true, state: true },
  });
}

export function mayCancel(state: State, phase: Phase): boolean {
  return ["received", "identified", "planned"].includes(state) || ["undo", "copy-first", "checking"].includes(phase);
}

/** Only while something waits for a copy: one that the person has by now, or that nobody makes, is waited for no longer. */
export function mayWaive(row: Waiting & { state: string; waitsFor: string | null }, now: Date): boolean {
  const { copyWaivedAt, state, waitsFor } = row;
  if (copyWaivedAt !== null || isClosed(state as State) || state === "fulfilled") return false;
  return waitsForCopy(row, now) || (state === "approved" && waitsFor === "person");
}
