/**
 * Art. 12(6): where it is doubtful who somebody is, they are asked for the least that settles it; the doubt is written down first and
 * stands in the letter. A question that leaves at once rests the clock until its answer (`gdpr/deadline`); a later one only asks.
 */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { dayIn, type Day } from "../../gdpr/day";
import { namesIdDocument, stillPrompt } from "../../gdpr/identity-query";
import { done, no, type Result } from "../../result";
import { openDrawer, putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { acceptedAt, dateOf, sendLetter, type OwnFacts } from "../answer/send-letter";
import type { Loaded } from "../load";
import { note } from "../move";
import { deciding, forStaff } from "./allowed";

/** Why there is doubt, concretely, and the least that settles it. Both stand in the letter word for word. */
export type IdentityQuery = { doubt: string; item: string };

type Refused =
  | "not-found"
  | "not-allowed"
  | "own-request"
  | "doubt-missing"
  | "item-missing"
  | "id-document"
  | "known"
  | "open"
  | "ends-at-once"
  | "too-late";

/** Asks the person. Only while a reviewer has to decide who they are: of somebody who signed in nothing is asked. */
export async function askIdentity(who: Actor, reference: string, query: IdentityQuery): Promise<Result<Refused>> {
  const wrong = whatIsWrong(query);
  if (wrong) return no(wrong);
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    if (request.personId === who.person) return no("own-request");
    const today = dayIn(policy().zone, await portalNow(tx));
    const not = whyNotAsked(request, today);
    if (not) return no(not);
    const { commit } = await putInDrawer(tx, request.keys, drawerKind, query);
    await tx.request.update({
      where: { id: reference },
      data: { identityAskedAt: await portalNow(tx), identitySentOn: null, waitsFor: "person", tryAt: null },
    });
    await note(tx, reference, "identity-asked", who, { as: "reviewer", data: {}, commit });
    await sendLetter(tx, request, "identity-query", queryFacts(request, { query, today }), { by: who });
    return done;
  });
}

const drawerKind = "identity-query";
type Wrong = Extract<Refused, "doubt-missing" | "item-missing" | "id-document">;

function whatIsWrong({ doubt, item }: IdentityQuery): Wrong | null {
  if (doubt.trim().length < 20) return "doubt-missing";
  if (item.trim().length < 5) return "item-missing";
  return namesIdDocument(item) ? "id-document" : null;
}

type Asked = Pick<Loaded, "state" | "waitsFor" | "identityAskedAt" | "purposes" | "unrolledOn">;

/** Why this request's person is asked nothing; null where they can be asked. */
export function whyNotAsked(
  { state, waitsFor, identityAskedAt, purposes, unrolledOn }: Asked,
  today: Day,
): Extract<Refused, "known" | "open" | "ends-at-once" | "too-late"> | null {
  if (state === "received" && identityAskedAt !== null) return "open";
  if (state !== "received" || waitsFor !== "reviewer") return "known";
  // Art. 7(3), 21(3): as easily as it was given.
  if (purposes.length > 0) return "ends-at-once";
  // Until the end of the month the answer has to come; from its last day on the person is told that they are not known.
  return today < dateOf(unrolledOn) ? null : "too-late";
}

/** What the letter says. */
export function queryFacts(
  { receivedOn, unrolledOn }: Loaded,
  { query: { doubt, item }, today }: { query: IdentityQuery; today: Day },
): OwnFacts<"identity-query"> {
  const rests = stillPrompt({ received: dateOf(receivedOn), land: policy().holidays, today });
  return { facts: doubt, item, dueOn: dateOf(unrolledOn), rests };
}

/** What was asked last, to those who may decide who the person is; null where nothing is open. */
export async function openQuery(who: Actor, reference: string): Promise<IdentityQuery | null> {
  return transactionAs(staffSight(who), async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok || found.value.identityAskedAt === null) return null;
    const row = await tx.drawer.findFirst({
      where: { request: reference, kind: drawerKind },
      orderBy: { madeAt: "desc" },
    });
    return row && openDrawer<IdentityQuery>(tx, found.value.keys, row.id);
  });
}

/** The question counts from the day on which its letter left: the receiving server took it, or somebody posted it. */
export async function settleQuery(tx: Tx, { id, identityAskedAt, identitySentOn }: Loaded): Promise<void> {
  if (identityAskedAt === null || identitySentOn !== null) return;
  const letter = await tx.letter.findFirst({
    where: { request: id, kind: "identity-query" },
    orderBy: { madeAt: "desc" },
    include: { mail: true, tasks: true },
  });
  const sentAt = letter && acceptedAt(letter);
  if (!sentAt) return;
  await tx.request.update({ where: { id }, data: { identitySentOn: new Date(dayIn(policy().zone, sentAt)) } });
}
