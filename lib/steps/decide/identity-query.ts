/**
 * Art. 12(6): where it is doubtful who somebody is, they are asked for the least that settles it; the doubt is written down first and
 * stands in the letter. A question that leaves at once rests the clock until its answer (`gdpr/deadline`); a later one only asks.
 */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { addDays, dayIn, type Day } from "../../gdpr/day";
import { addWorkingDays } from "../../gdpr/holidays";
import { namesIdDocument, stillPrompt } from "../../gdpr/identity-query";
import { done, no, type Result } from "../../result";
import { personAt } from "../../sign-in/admit";
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
  const reader = await whoReadsMail(who, reference);
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    if (request.personId === who.person) return no("own-request");
    const now = await portalNow(tx);
    const today = dayIn(policy().zone, now);
    const not = await whyNotAsked(tx, request, today);
    if (not) return no(not);
    const { commit } = await putInDrawer(tx, request.keys, drawerKind, query);
    await tx.request.update({
      where: { id: reference },
      data: {
        identityAskedAt: now,
        identitySentOn: null,
        waitsFor: "person",
        // The worker sees to the day after the last one to answer, also where the letter never leaves.
        tryAt: now,
        ...(request.personId === null ? reader : {}),
      },
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

/** Days that somebody has to answer at least: a shorter question is none. */
const leastDays = 3;

/** Why this request's person is asked nothing; null where they can be asked. A question whose mail came back can be asked again. */
export async function whyNotAsked(
  tx: Tx,
  { id, state, waitsFor, identityAskedAt, purposes, unrolledOn }: Loaded,
  today: Day,
): Promise<Extract<Refused, "known" | "open" | "ends-at-once" | "too-late"> | null> {
  const asked = state === "received" && identityAskedAt !== null;
  if (asked && (await lastQuery(tx, id))?.mail?.state !== "bounced") return "open";
  if (state !== "received" || (waitsFor !== "reviewer" && !asked)) return "known";
  // Art. 7(3), 21(3): as easily as it was given.
  if (purposes.length > 0) return "ends-at-once";
  return addDays(today, leastDays) <= answerBy(unrolledOn) ? null : "too-late";
}

const lastQuery = (tx: Tx, request: string) =>
  tx.letter.findFirst({
    where: { request, kind: "identity-query" },
    orderBy: { madeAt: "desc" },
    include: { mail: true, tasks: true },
  });

/** The last day to answer. From the next one on, the end of the month, the person is told that they are not known. */
export const answerBy = (unrolledOn: Date): Day => addDays(dateOf(unrolledOn), -1);

/** What the letter says. Paper leaves on the next working day, and whoever wrote on paper has no page to answer on. */
export function queryFacts(
  { receivedOn, dueOn, unrolledOn, answerBy: way }: Pick<Loaded, "receivedOn" | "dueOn" | "unrolledOn" | "answerBy">,
  { query: { doubt, item }, today }: { query: IdentityQuery; today: Day },
): OwnFacts<"identity-query"> {
  const { holidays: land } = policy();
  const leaves = way === "post" ? addWorkingDays(land, today, 1) : today;
  const rests = stillPrompt({ received: dateOf(receivedOn), land, today: leaves });
  return { facts: doubt, item, dueOn: dateOf(dueOn), answerBy: answerBy(unrolledOn), rests, onPaper: way === "post" };
}

/**
 * Who wrote by mail and has no page yet gets one under the address the mail came from: whoever proves by a link that they read it finds
 * the letter and answers there. It shows what they wrote and what we asked, and nothing of anybody's data: who they are is still open.
 */
export async function whoReadsMail(who: Actor, reference: string): Promise<{ personId?: string }> {
  const request = await transactionAs(staffSight(who), async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    return found.ok ? found.value : null;
  });
  const email = request?.contact.email ?? null;
  if (request?.personId !== null || request.answerBy !== "email" || email === null) return {};
  return { personId: (await personAt(email.trim().toLowerCase(), request.language)).id };
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

/** The question counts from the day on which its letter left. */
export async function settleQuery(tx: Tx, { id, identityAskedAt, identitySentOn }: Loaded): Promise<void> {
  if (identityAskedAt === null || identitySentOn !== null) return;
  const sentOn = await leftOn(tx, id);
  if (sentOn !== null) await tx.request.update({ where: { id }, data: { identitySentOn: new Date(sentOn) } });
}

/** The day on which the last question left: the receiving server took it, or somebody posted it. Null while it has not. */
export async function leftOn(tx: Tx, request: string): Promise<Day | null> {
  const letter = await lastQuery(tx, request);
  const sentAt = letter && acceptedAt(letter);
  return sentAt ? dayIn(policy().zone, sentAt) : null;
}
