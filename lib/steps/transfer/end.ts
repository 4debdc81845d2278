/** Art. 20(2), 5(2): the end of a transfer: its receipt in the drawer, its code gone, and a task where nobody knows whether it arrived. */
import { system } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { addWorkingDays } from "../../gdpr/holidays";
import type { TransferOutcome } from "../../gdpr/transfer";
import { openDrawer, putInDrawer } from "../../seal/request-key";
import type { Loaded } from "../load";
import { note } from "../move";
import { ended, type Destination, type Receipt, type Row } from "./stored";

export type Ending = Omit<Receipt, "company" | "host" | "at"> & { outcome: TransferOutcome };

/** Working days in which a person has asked the company. */
const daysToAsk = 3;

export async function endTransfer(tx: Tx, request: Loaded, row: Row, { outcome, ...what }: Ending): Promise<void> {
  const now = await portalNow(tx);
  const { company, host } = await openDrawer<Destination>(tx, request.keys, row.toId);
  const receipt: Receipt = { company, host, at: now.toISOString(), ...what };
  const drawer = await putInDrawer(tx, request.keys, "transfer receipt", receipt);
  await tx.transfer.update({ where: { id: row.id }, data: { ...ended(outcome, now), receiptId: drawer.id } });
  const data = { transfer: row.id, outcome, status: what.status };
  await note(tx, request.id, "transfer-ended", system, { data, commit: drawer.commit });
  if (outcome === "unknown") await askACompany(tx, request, now);
}

async function askACompany(tx: Tx, { id, extendedOn, dueOn: normal }: Loaded, now: Date): Promise<void> {
  const { zone, holidays } = policy();
  const soon = new Date(addWorkingDays(holidays, dayIn(zone, now), daysToAsk));
  const due = extendedOn ?? normal;
  await tx.task.createMany({
    data: [{ request: id, kind: "transfer-unknown", dueOn: soon < due ? soon : due }],
    skipDuplicates: true,
  });
}
