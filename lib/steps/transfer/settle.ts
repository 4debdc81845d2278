/** Art. 20(2), 5(2): nobody answered, and a person of the desk has asked the company whether the data arrived. */
import { has, type Actor } from "../../actor";
import { portalNow, type Tx } from "../../db";
import { wake } from "../../jobs/wake";
import { done, no, type Result } from "../../result";
import { openDrawer, putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { deciding, forStaff } from "../decide/allowed";
import { hasLooked } from "../decide/look";
import { note } from "../move";
import { currentTransfer, type Destination, type Receipt } from "./stored";

type Refused = "not-found" | "not-allowed" | "own" | "nothing-open" | "words-missing";
type Found = { arrived: boolean; words: string };

const least = 10;

/** Writes down what the company said. The answer to the person, which waited for it, goes then. */
export async function settleTransfer(
  who: Actor,
  reference: string,
  { arrived, words }: Found,
): Promise<Result<Refused>> {
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer", "dpo");
    if (!found.ok) return found;
    const request = found.value;
    if (request.personId === who.person) return no("own");
    const row = await currentTransfer(tx, reference);
    if (row?.state !== "unknown" || row.receiptId === null) return no("nothing-open");
    if (words.trim().length < least) return no("words-missing");
    const now = await portalNow(tx);
    const before = await openDrawer<Receipt>(tx, request.keys, row.receiptId);
    const receipt: Receipt = { ...before, at: now.toISOString(), excerpt: words.trim() };
    const drawer = await putInDrawer(tx, request.keys, "transfer receipt", receipt);
    const state = arrived ? "accepted" : "refused";
    await tx.transfer.update({ where: { id: row.id }, data: { state, receiptId: drawer.id } });
    await tx.task.updateMany({
      where: { request: reference, kind: "transfer-unknown", doneAt: null },
      data: { doneAt: now, doneBy: who.person },
    });
    const as = has(who, "reviewer") ? "reviewer" : "dpo";
    const data = { transfer: row.id, arrived: arrived ? "yes" : "no" };
    await note(tx, reference, "transfer-settled", who, { as, data, commit: drawer.commit });
    if (request.closedAt === null) await tx.request.update({ where: { id: reference }, data: { tryAt: now } });
    await wake(tx, "advance", reference);
    return done;
  });
}

export type Unsettled = {
  /** Null to those who have not looked within the hour: the address may say who the person is. */
  where:
    (Destination & { id: string; at: string; status: number | null; excerpt: string; sha256: string | null }) | null;
};

/** What the desk has to ask about; null when nothing is open. */
export async function unsettledTransfer(who: Actor, reference: string): Promise<Unsettled | null> {
  const found = await deciding<Refused, Unsettled>(staffSight(who), reference, async (tx) => {
    const staff = await forStaff(tx, who, reference, "reviewer", "dpo");
    if (!staff.ok) return staff;
    const row = await currentTransfer(tx, reference);
    if (row?.state !== "unknown" || row.receiptId === null) return no("nothing-open");
    if (!(await hasLooked(tx, who, reference))) return { ok: true, value: { where: null } };
    return { ok: true, value: { where: await opened(tx, staff.value.keys, { id: row.id, toId: row.toId, receiptId: row.receiptId }) } }; // prettier-ignore
  });
  return found.ok ? found.value : null;
}

async function opened(
  tx: Tx,
  keys: Parameters<typeof openDrawer>[1],
  ids: { id: string; toId: string; receiptId: string },
) {
  const to = await openDrawer<Destination>(tx, keys, ids.toId);
  const { at, status, excerpt, sha256 } = await openDrawer<Receipt>(tx, keys, ids.receiptId);
  return { ...to, id: ids.id, at, status, excerpt, sha256 };
}
