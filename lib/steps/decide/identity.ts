/**
 * Art. 12(6), 11: a reviewer's recorded decision about who the person is, with its reason; and, where nobody signed in or
 * somebody asks for another, whose data the request is about (plan-and-list 1).
 */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { namesIdDocument } from "../../gdpr/identity-query";
import { wake } from "../../jobs/wake";
import { done, no, type Result } from "../../result";
import { putInDrawer, sealFor } from "../../seal/request-key";
import { staffSight } from "../../sight";
import type { Person } from "../../sources/source";
import { deciding, forStaff } from "./allowed";
import { feeIsOpen } from "./fee";
import { answerBy, whoReadsMail } from "./identity-query";
import { excludeWritingWhereHeld, widenHolds } from "./hold";
import { load, type Loaded } from "../load";
import { excludeWriting } from "../carry-out/writing-lock";
import { LostRace, move, note } from "../move";
import { setPauses } from "../ask/pause";
import { advertisingUses, registerStop } from "../ask/register-stop";
import { pausesOf } from "../ask/terms";
import { search } from "../plan/search";
import { sendLetter } from "../answer/send-letter";

/** Whose data it is about: as the sign-in said, a customer account, the data of an address, or nobody's in our systems. */
export type Link =
  | { to: "as-signed-in" }
  | { to: "account"; account: string }
  | { to: "address"; email: string }
  /** No source can be asked: a person answers by hand. */
  | { to: "nobody" };

export type Identity = {
  decision: "identified" | "not-identified";
  reason: string;
  /** The least that would help: the letter to somebody who was not identified asks for it. */
  item?: string;
  link?: Link;
};

type Refused =
  | "not-found"
  | "not-allowed"
  | "reason-missing"
  | "item-missing"
  | "id-document"
  | "not-received"
  | "unknown-account"
  | "link-missing"
  | "too-early";

/** Records the decision and goes on with the request. */
export async function decideIdentity(who: Actor, reference: string, given: Identity): Promise<Result<Refused>> {
  const { decision, reason, item = "", link = { to: "as-signed-in" } } = given;
  if (reason.trim().length < 10) return no("reason-missing");
  if (decision === "not-identified" && item.trim().length < 5) return no("item-missing");
  if (decision === "not-identified" && namesIdDocument(item)) return no("id-document");
  // Asked before anything is locked: a source may take its time.
  if (decision === "identified" && link.to === "account" && !(await isAccount(link.account)))
    return no("unknown-account");
  const reader = decision === "not-identified" ? await whoReadsMail(who, reference) : {};
  const decide = async (tx: Tx): Promise<Result<Refused>> => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    if (request.state !== "received") return no("not-received");
    // They were told until when there is time to answer.
    if (decision === "not-identified" && (await hasTime(tx, request))) return no("too-early");
    const { commit } = await putInDrawer(tx, request.keys, "identity", { decision, reason, link });
    if (decision === "not-identified") return sendAway(tx, who, request, { reason, item, commit, reader });
    if (link.to === "as-signed-in" && isNobody(request.subject)) return no("link-missing");
    await linkTo(tx, who, request, link);
    await tx.request.update({
      where: { id: request.id },
      data: {
        door: "reviewer",
        waitsFor: feeIsOpen(request) ? "person" : null,
        tryAt: await portalNow(tx),
        // It became clear without an answer: the question rested nothing.
        identityAskedAt: null,
        identitySentOn: null,
        ...onlyReader(request, link),
      },
    });
    const data = { door: "reviewer", authAgeSeconds: null };
    await move(tx, request.id, "identified", who, { as: "reviewer", data, commit });
    await wake(tx, "advance", request.id);
    return done;
  };
  const decided = () =>
    deciding<Refused, void>(staffSight(who), reference, decide, (tx) => excludeWhatItStops(tx, reference));
  // A hold was placed while this waited for its row: seen from the start it waits for the batch in flight instead.
  return decided().catch((error: unknown) => {
    if (error instanceof LostRace) return decided();
    throw error;
  });
}

/** What was asked to be paused is paused, and what is held already is held for the person who is found. */
async function excludeWhatItStops(tx: Tx, reference: string): Promise<void> {
  const request = await load(tx, reference);
  if (request && pausesOf(request).length > 0) await excludeWriting(tx);
  else await excludeWritingWhereHeld(tx, reference);
}

async function hasTime(tx: Tx, { identitySentOn, unrolledOn }: Loaded): Promise<boolean> {
  return identitySentOn !== null && dayIn(policy().zone, await portalNow(tx)) <= answerBy(unrolledOn);
}

/**
 * Whoever only read the mails of a request that the desk took in does not get what is found under an account: its page goes to that
 * account's own sign-in (`ask/give-to-account`). Data that lie under the very address are theirs.
 */
function onlyReader({ personId, enteredBy, contact }: Loaded, link: Link): { personId?: null } {
  if (personId === null || enteredBy === null || link.to === "nobody") return {};
  const own = link.to === "address" && link.email.trim().toLowerCase() === contact.email?.trim().toLowerCase();
  return own ? {} : { personId: null };
}

type Away = { reason: string; item: string; commit: string; reader: { personId?: string } };

async function sendAway(
  tx: Tx,
  who: Actor,
  request: Loaded,
  { reason, item, commit, reader }: Away,
): Promise<Result<Refused>> {
  await tx.request.update({ where: { id: request.id }, data: { waitsFor: "person", tryAt: null, ...reader } });
  await move(tx, request.id, "not-identified", who, { as: "reviewer", data: {}, commit });
  await sendLetter(tx, request, "not-identified", { facts: reason, item });
  return done;
}

const isNobody = ({ account, addresses }: Person): boolean => account === null && addresses.length === 0;

/**
 * Whether a system knows the account: what is typed wrongly must not pass for somebody without data. A system that cannot
 * be searched assumes something of every number.
 */
async function isAccount(account: string): Promise<boolean> {
  const { groups } = await search({ account, addresses: [], names: [], postcodes: [] }, await portalNow());
  return groups.some(({ count, assumed }) => (count ?? 0) > 0 && !assumed);
}

/** Puts the person into the request's row; what was to be paused is paused from now on, what was to end has ended. */
async function linkTo(tx: Tx, who: Actor, request: Loaded, link: Link): Promise<void> {
  if (link.to === "as-signed-in") return;
  const { id, keys, contact } = request;
  const account = link.to === "account" ? link.account.trim() : null;
  const email = link.to === "address" ? link.email.trim() : null;
  const subject: Person = {
    account,
    // The reviewer's decision stands where a link would have proved it.
    addresses: email === null ? [] : [{ email, proved: true, held: null }],
    names: contact.name === null || request.requester !== "self" ? [] : [contact.name],
    postcodes: [],
  };
  const sealed = sealFor(keys, "subject", subject);
  await note(tx, id, "linked", who, { as: "reviewer", data: { to: link.to } });
  if (link.to === "nobody") {
    // Nothing ends or rests by itself for somebody whom no system knows: what is done, the reviewer does and tells.
    await tx.request.update({ where: { id }, data: { account, byHand: true, purposes: [], subject: sealed } });
    return;
  }
  await tx.request.update({ where: { id }, data: { account, subject: sealed } });
  await widenHolds(tx, id, subject);
  await setPauses(tx, { id, account, subject }, pausesOf(request), { who, as: "reviewer" });
  await stopFor(tx, request, subject);
}

/** Art. 7(3), 21(3): it holds since the person said so, which is when it arrived. A later consent is not undone by it. */
async function stopFor(tx: Tx, { right, purposes, receivedAt }: Loaded, subject: Person): Promise<void> {
  const uses = right === "objection" ? advertisingUses(policy().stops) : purposes;
  if (purposes.length > 0) await registerStop(tx, subject, uses, receivedAt);
}
