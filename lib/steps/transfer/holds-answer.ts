/** Art. 12(3), 20(2): whether the answer still waits for what becomes of a transfer. One that nobody confirmed ends here. */
import { system } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { day, dayIn } from "../../gdpr/day";
import { holdsAnswer, type TransferState } from "../../gdpr/transfer";
import type { Loaded } from "../load";
import { note } from "../move";
import { currentTransfer, ended } from "./stored";

export async function waitsForTransfer(tx: Tx, { id, right, extendedOn, dueOn }: Loaded): Promise<boolean> {
  if (right !== "portability") return false;
  const row = await currentTransfer(tx, id);
  if (!row) return false;
  const now = await portalNow(tx);
  const due = day((extendedOn ?? dueOn).toISOString().slice(0, 10));
  const today = dayIn(policy().zone, now);
  if (holdsAnswer({ state: row.state as TransferState, namedAt: row.namedAt, now, today, dueOn: due })) return true;
  if (row.state === "named" || (row.state === "confirmed" && !row.inDoubt)) {
    await tx.transfer.update({ where: { id: row.id }, data: ended("lapsed", now) });
    await note(tx, id, "transfer-lapsed", system, { data: { transfer: row.id } });
  }
  return false;
}
