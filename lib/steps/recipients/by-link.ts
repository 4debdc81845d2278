/**
 * Art. 19: the recipient of a notice reads it behind its link and says from when it holds. Nobody signs in: who holds
 * the link holds the mailbox it was sent to. Looking at the page changes nothing; the notice is opened by a button, and
 * its words are shown for a day from then, so that an old mail in somebody's archive tells nothing.
 */
import { system } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { dayIn, type Day } from "../../gdpr/day";
import { no, done, type Result } from "../../result";
import { openFor, requestKey } from "../../seal/request-key";
import { lockRequest } from "../decide/allowed";
import { note } from "../move";
import { recipientLinkId } from "./by-mail";

/** Milliseconds for which the words stand on the page once the notice was opened. */
const readable = 86_400_000;

export type LinkedNotice = {
  reference: string;
  recipient: string;
  /** waits: not opened yet; open: its words can be read; read: they could; confirmed: nothing is left to do. */
  state: "waits" | "open" | "read" | "confirmed";
  words: string | null;
  madeOn: Day;
  today: Day;
};

/** What the holder of a link may see; null for an unknown link and one that has run out. */
export async function noticeByLink(token: string): Promise<LinkedNotice | null> {
  return byLink(token, async (tx, { notice, openedAt, sealed, request }) => {
    const { zone } = policy();
    const now = await portalNow(tx);
    const confirmed = ["confirmed", "not-told"].includes(notice.state);
    const opened = openedAt !== null && now.getTime() < openedAt.getTime() + readable;
    const state = confirmed ? "confirmed" : openedAt === null ? "waits" : opened && sealed ? "open" : "read";
    const words =
      state === "open" && sealed ? openFor<string>(await requestKey(tx, request), "recipient link", sealed) : null;
    const recipient = policy().recipients[notice.recipient]?.name ?? notice.recipient;
    return {
      reference: notice.id,
      recipient,
      state,
      words,
      madeOn: dayIn(zone, notice.madeAt),
      today: dayIn(zone, now),
    };
  });
}

/** Opens the notice; pressing twice is one opening. */
export async function openNotice(token: string): Promise<Result<"unknown-link">> {
  const opened = await byLink(token, async (tx, { id, request, openedAt, notice }) => {
    if (openedAt !== null) return true;
    await tx.recipientLink.update({ where: { id }, data: { openedAt: await portalNow(tx) } });
    await note(tx, request, "notice-opened", system, { data: { recipient: notice.recipient } });
    return true;
  });
  return opened ? done : no("unknown-link");
}

/** The recipient confirms. `effectiveOn`: from when it holds there; null when they hold nothing about the person. */
export async function confirmNotice(
  token: string,
  effectiveOn: Day | null,
): Promise<Result<"unknown-link" | "not-opened" | "not-yet">> {
  const outcome = await byLink(token, async (tx, { id, request, openedAt, notice }) => {
    if (openedAt === null) return "not-opened" as const;
    if (["confirmed", "not-told"].includes(notice.state)) return "done" as const;
    const now = await portalNow(tx);
    const today = dayIn(policy().zone, now);
    const holds = effectiveOn ?? today;
    if (holds > today) return "not-yet" as const;
    const confirmed = { state: "confirmed", sentAt: notice.sentAt ?? now, confirmedAt: now };
    await tx.recipientNotice.update({ where: { id: notice.id }, data: { ...confirmed, effectiveOn: new Date(holds) } });
    await tx.recipientLink.update({ where: { id }, data: { sealed: null } });
    await note(tx, request, "recipient-told", system, { data: { recipient: notice.recipient, effectiveOn: holds } });
    return "done" as const;
  });
  if (outcome === null) return no("unknown-link");
  return outcome === "done" ? done : no(outcome);
}

type Link = {
  id: string;
  request: string;
  openedAt: Date | null;
  sealed: Uint8Array | null;
  notice: { id: string; recipient: string; state: string; madeAt: Date; sentAt: Date | null };
};

async function byLink<Value>(token: string, work: (tx: Tx, link: Link) => Promise<Value>): Promise<Value | null> {
  const key = recipientLinkId(token);
  return transactionAs({ role: "recipient", key }, async (tx) => {
    const found = await tx.recipientLink.findUnique({ where: { id: key } });
    if (!found || found.until <= (await portalNow(tx))) return null;
    await lockRequest(tx, found.request);
    const { noticeRow, ...link } = await tx.recipientLink.findUniqueOrThrow({
      where: { id: key },
      include: { noticeRow: true },
    });
    return work(tx, { ...link, notice: noticeRow });
  });
}
