/**
 * Art. 12(6), 32: whoever asks in somebody's name must not go unnoticed. The other contacts on file for the account are
 * told that a copy or a deletion was asked for, with a link that stops it until a person has looked. Of a deletion that the
 * portal decides about because of another request they are told as well: that request may have been somebody else's.
 */
import { createHash, createHmac } from "node:crypto";
import { system } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { wake } from "../../jobs/wake";
import type { Day } from "../../gdpr/day";
import { givesCopy } from "../../gdpr/right";
import { announce } from "../../letters/announce";
import { composeLetter } from "../../letters/compose";
import type { Follows } from "../../letters/letter";
import { queueMail } from "../../mail/outbox";
import { putInDrawer } from "../../seal/request-key";
import { masterKey } from "../../seal/seal";
import type { Address, Person } from "../../sources/source";
import type { Loaded } from "../load";
import { note } from "../move";
import { appUrl, everyLetter } from "../answer/send-letter";

/** Tells every other contact of the account that was not told yet. Repeating it tells nobody twice. */
export async function noticeOthers(tx: Tx, request: Loaded, person: Person, fence: bigint): Promise<void> {
  if (!givesCopy(request.right) && request.right !== "erasure") return;
  const now = await portalNow(tx);
  for (const address of otherContacts(person, request.contact.email, now))
    await notice(tx, request, { address }, fence);
}

/**
 * Addresses that the account holds, or held until lately, other than the one the request came from. An address given up
 * long ago may be somebody else's by now.
 */
export function otherContacts({ addresses }: Person, asking: string | null, now: Date): string[] {
  const since = new Date(now.getTime() - policy().release.formerContactDays * 86_400_000).toISOString();
  const lately = ({ held }: Address) => held === null || held.until === null || held.until >= since;
  const boxes = addresses.filter(lately).map(({ email }) => email.trim().toLowerCase());
  return [...new Set(boxes)].filter((email) => email !== asking?.trim().toLowerCase());
}

type Kind = "stop-notice" | "address-change";

/** Tells one address, once for each request, with a link that stops it. `changesOn`: when the change would run. */
export async function notice(
  tx: Tx,
  request: Loaded,
  { kind = "stop-notice", address, changesOn = null }: { kind?: Kind; address: string; changesOn?: Day | null },
  fence?: bigint,
): Promise<void> {
  const { id, language, followsUp } = request;
  const token = stopToken(id, address);
  const made = await tx.$executeRaw`
    INSERT INTO "stop_link" ("id", "request") VALUES (${stopLinkId(token)}, ${id}) ON CONFLICT DO NOTHING`;
  if (made === 0) return;
  const follows = kind === "stop-notice" && followsUp !== null ? await causeOf(tx, followsUp) : null;
  const facts = { ...everyLetter(request), follows };
  const stopUrl = `${appUrl()}/stop?token=${token}`;
  const text = announce(kind, language, { ...facts, appUrl: appUrl(), stopUrl, changesOn });
  const mail = { request: id, kind, language, key: stopLinkId(token) };
  const { id: mailId } = await queueMail(tx, { ...mail, to: { name: "", address }, ...text });
  // The drawer keeps what was said, not to whom, and not the link that works.
  const told = { ...facts, name: null, stopUrl: `${appUrl()}/stop`, changesOn };
  const letter = composeLetter(kind, language, told);
  if (!letter.ok) throw new Error(`a ${kind} cannot be composed: ${letter.reason}`);
  const { commit } = await putInDrawer(tx, request.keys, `letter ${kind}`, letter.value);
  await note(tx, id, "notified", system, { data: { kind }, commit, fence });
  await wake(tx, "mail", mailId);
}

/** What the request follows: the portal opened it, so nobody is told that somebody had asked for it. */
async function causeOf(tx: Tx, before: string): Promise<Follows> {
  const { right } = await tx.request.findUniqueOrThrow({ where: { id: before }, select: { right: true } });
  return right === "erasure" ? "left" : "ended";
}

/** 256 bits that follow from request and address under the master key, so that a repeated step sends the same link. */
const stopToken = (request: string, address: string): string =>
  createHmac("sha256", masterKey("stop link"))
    .update(JSON.stringify([request, address]))
    .digest("base64url");

/** What the database keeps of a token. */
export const stopLinkId = (token: string): string => createHash("sha256").update(token).digest("hex");
