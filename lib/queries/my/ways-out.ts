/** What a person can still take back: the request itself, or the wish to have a copy first. */
import type { Tx } from "../../db";
import { isClosed, type State } from "../../gdpr/request";
import type { Phase } from "./phase";

type Row = {
  copyFirst: string | null;
  personId: string | null;
  copyWaivedAt: Date | null;
  state: string;
  waitsFor: string | null;
};

/** The copy that an approved erasure waits for: the one asked for with it, else another open one of the same person. */
export async function firstCopy(tx: Tx, { copyFirst, personId }: Row): Promise<{ id: string; state: string } | null> {
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
  return ["received", "identified", "planned"].includes(state) || phase === "undo" || phase === "copy-first";
}

export function mayWaive({ copyFirst, copyWaivedAt, state, waitsFor }: Row): boolean {
  if (copyWaivedAt !== null || isClosed(state as State) || state === "fulfilled") return false;
  return copyFirst !== null || (state === "approved" && waitsFor === "person");
}
