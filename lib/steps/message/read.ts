/** Art. 12(1): what was written about a request: to the person all of it, to those of the desk who looked into its file. */
import type { Actor } from "../../actor";
import { transactionAs, type Tx } from "../../db";
import { openDrawer } from "../../seal/request-key";
import { ownSight, staffSight } from "../../sight";
import { forStaff, forSubject } from "../decide/allowed";
import { hasLooked } from "../decide/look";
import type { Loaded } from "../load";

/** `text` null: the words were destroyed. */
export type Message = { id: string; fromDesk: boolean; sentAt: Date; text: string | null };

/** The messages of the person's own request, the oldest first; null when it is not theirs. */
export async function myMessages(who: Actor, reference: string): Promise<Message[] | null> {
  return transactionAs(ownSight(who), async (tx) => {
    const request = await forSubject(tx, who, reference);
    return request && messagesOf(tx, request);
  });
}

/** The same at the desk, to those who looked within the hour; null to everybody else. */
export async function deskMessages(who: Actor, reference: string): Promise<Message[] | null> {
  return transactionAs(staffSight(who), async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer", "dpo");
    if (!found.ok || !(await hasLooked(tx, who, reference))) return null;
    return messagesOf(tx, found.value);
  });
}

async function messagesOf(tx: Tx, { id, keys }: Loaded): Promise<Message[]> {
  const rows = await tx.message.findMany({ where: { request: id }, orderBy: [{ sentAt: "asc" }, { id: "asc" }] });
  const messages: Message[] = [];
  for (const { id: message, fromDesk, sentAt, drawerId } of rows) {
    const text = drawerId && (await openDrawer<{ text: string }>(tx, keys, drawerId)).text;
    messages.push({ id: message, fromDesk, sentAt, text });
  }
  return messages;
}
