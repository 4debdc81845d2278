/** Art. 12(4), (5): what a colleague proposed to refuse, and what legal said to it, for the reviewer who comes second. */
import type { Actor } from "../../actor";
import { transactionAs, type Tx } from "../../db";
import { openDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import type { Loaded } from "../load";
import { forStaff } from "./allowed";
import { proposedRefusal, type Refusal } from "./refuse";

export type Proposed = { refusal: Refusal | null; legal: { view: "agrees" | "objects"; reason: string } | null };

/** Null for those who cannot refuse. */
export async function proposedTo(who: Actor, reference: string): Promise<Proposed | null> {
  return transactionAs(staffSight(who), async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return null;
    return { refusal: await proposedRefusal(tx, found.value), legal: await legalView(tx, found.value) };
  });
}

async function legalView(tx: Tx, { id, keys }: Loaded): Promise<Proposed["legal"]> {
  const row = await tx.drawer.findFirst({ where: { request: id, kind: "legal view" }, orderBy: { madeAt: "desc" } });
  return row ? openDrawer<NonNullable<Proposed["legal"]>>(tx, keys, row.id) : null;
}
