/** Art. 20(2): what the letter says of the data that went straight to another company. */
import { policy } from "../../company";
import type { Tx } from "../../db";
import { transferOutcomes } from "../../gdpr/transfer";
import type { SentFacts } from "../../letters/answer-facts";
import { openDrawer } from "../../seal/request-key";
import type { Loaded } from "../load";
import { currentTransfer, type Destination, type Receipt } from "./stored";

export async function sentFacts(tx: Tx, { id, keys }: Loaded): Promise<SentFacts | null> {
  const row = await currentTransfer(tx, id);
  if (!row || row.state === "named") return null;
  const { zone } = policy();
  const over = transferOutcomes.find((outcome) => outcome === row.state);
  if (over && row.receiptId) {
    const { company, host, at, sha256, bytes, status, receipt } = await openDrawer<Receipt>(tx, keys, row.receiptId);
    return { state: over, company, host, at: new Date(at), zone, sha256, bytes, status, receipt };
  }
  const { company, host } = await openDrawer<Destination>(tx, keys, row.toId);
  const at = row.startedAt ?? row.confirmedAt ?? row.namedAt;
  const file = await tx.package.findUnique({ where: { request: id } });
  const sent =
    row.attempts > 0 && file ? { sha256: file.sha256, bytes: Number(file.bytes) } : { sha256: null, bytes: null };
  return { state: "under-way", company, host, at, zone, ...sent, status: null, receipt: null };
}
