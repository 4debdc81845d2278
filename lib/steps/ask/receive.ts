/**
 * Art. 12(3): a request arrives. The clock starts now, whatever comes later; one submission may tick several rights
 * and makes one request for each.
 */
import type { Language } from "../../gdpr/language";
import { isFresh, type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { givesCopy } from "../../gdpr/right";
import { storedTerms, type Wish } from "../../gdpr/wish";
import { wake } from "../../jobs/wake";
import { no, yes, type Result } from "../../result";
import { ownSight } from "../../sight";
import type { Person } from "../../sources/source";
import { excludeWriting } from "../carry-out/writing-lock";
import { chosenBy, contactOf } from "../settings/keep";
import { acknowledge } from "./acknowledge";
import { openRequest } from "./open-request";
import { setPauses } from "./pause";
import { writeAlong } from "../message/write";
import { isReceiptShown, receiptCode } from "./reference";
import { advertisingUses, registerStop } from "./register-stop";
import { answeredBefore, lastAlike, remindOf } from "./remind";
import { oneAtATime, openSubmission, receivedAs, type Received } from "./submission";
import { termsOf, type Termed, type Unclear } from "./terms";

export type Asked = {
  /** Drawn by the form: sending it again gives the same answer and no second request. */
  id: string;
  wishes: Wish[];
  language: Language;
};

type Refused = "nothing-asked" | "too-many" | "not-fresh" | "change-open" | Unclear;

/** Receives one submission. Receipt date and due date are those of the policy's zone and holidays. */
export async function receive(who: Actor, asked: Asked): Promise<Result<Refused, Received>> {
  if (asked.wishes.length === 0) return no("nothing-asked");
  const terms: Termed[] = [];
  for (const wish of copiesFirst(withPauses(asked.wishes))) {
    const termed = termsOf(wish);
    if (!termed.ok) return termed;
    if (changesIdentity(wish) && !isFresh(who, policy().release.freshMinutes)) return no("not-fresh");
    terms.push(termed.value);
  }
  if (!who.person) throw new Error("only a person can ask");
  return transactionAs(ownSight(who), async (tx) => {
    if (terms.some(({ pauses }) => pauses.length > 0)) await excludeWriting(tx);
    if (asked.wishes.some(changesIdentity) && (await changeOpen(tx, who, asked.id))) return no("change-open");
    const opened = await openSubmission(tx, who, asked.id);
    if (opened === "too-many") return no("too-many");
    if (opened === "foreign") return no("nothing-asked");
    if (opened !== "known") await openAll(tx, who, asked, { terms, now: opened.at });
    return yes(await received(tx, who, asked, terms));
  });
}

/** The receipt code, for the confirmation page: to the person who submitted, in the first `receiptMinutes`. */
export async function receiptCodeFor(who: Actor, submission: string): Promise<string | null> {
  const row = await transactionAs(ownSight(who), (tx) => tx.submission.findUnique({ where: { id: submission } }));
  if (!row || row.personId !== who.person) return null;
  return isReceiptShown(row.receivedAt, await portalNow()) ? receiptCode(submission) : null;
}

/** What the person is recognised by: changed only by somebody who has just proved who they are. */
const changesIdentity = (wish: Wish): boolean =>
  wish.right === "rectification" && wish.corrections.some(({ identity }) => identity);

/** Whether another form has already asked for such a change: two at once would end at whichever came last. */
async function changeOpen(tx: Tx, who: Actor, submission: string): Promise<boolean> {
  await oneAtATime(tx, who);
  const rows = await tx.request.findMany({
    where: { personId: who.person, right: "rectification", closedAt: null, submissionId: { not: submission } },
    select: { choice: true },
  });
  return rows.some(({ choice }) => storedTerms("rectification", choice).correction?.identity === true);
}

/** Art. 18(1)(a): while data are disputed the person can have them paused, which is a request of its own. */
const withPauses = (wishes: readonly Wish[]): Wish[] =>
  wishes.flatMap((wish): Wish[] => {
    if (wish.right !== "rectification" || !wish.pause) return [wish];
    const categories = [...new Set(wish.corrections.map(({ category }) => category))].toSorted();
    return [wish, { right: "restriction", pause: { ground: "18(1)(a)", categories }, words: wish.words }];
  });

/** Access and portability before erasure; each right once. */
function copiesFirst(wishes: readonly Wish[]): Wish[] {
  const once = [...new Map(wishes.map((wish) => [wish.right, wish])).values()];
  return once.toSorted((a, b) => Number(givesCopy(b.right)) - Number(givesCopy(a.right)));
}

type Opening = { terms: Termed[]; now: Date };

async function openAll(tx: Tx, who: Actor, asked: Asked, { terms, now }: Opening): Promise<void> {
  let copyFirst: string | null = null;
  const disputes = terms.some(({ right }) => right === "rectification");
  for (const termed of terms) {
    // A pause of what is disputed ends with its own correction, so it is never only a reminder of another one's.
    const own = termed.right === "rectification" || (termed.right === "restriction" && disputes);
    const reminded = own ? null : await remindOf(tx, who, termed);
    // A consent given since the first press ends with this one.
    if (reminded !== null) await stopAtOnce(tx, who, termed, now);
    if (reminded !== null && termed.sealed) await writeAlong(tx, who, reminded, termed.sealed.words);
    const reference: string =
      reminded ??
      (await openOne(tx, who, asked, { termed, now, copyFirst: termed.right === "erasure" ? copyFirst : null }));
    if (givesCopy(termed.right)) copyFirst ??= reference;
  }
}

type One = { termed: Termed; now: Date; copyFirst: string | null };

async function openOne(tx: Tx, who: Actor, asked: Asked, { termed, now, copyFirst }: One): Promise<string> {
  const { id: submission, language } = asked;
  const { right, terms, sealed, ends, pauses } = termed;
  const { person, account, email, name, door, authAge } = who;
  const asks = { who, as: "subject" as const };
  const subject = subjectOf(who);
  const chosen = await chosenBy(tx, who);
  const { reference, clock } = await openRequest(
    tx,
    asks,
    {
      submission,
      right,
      channel: "portal",
      language,
      person,
      account,
      subject,
      terms,
      purposes: ends,
      copyFirst,
      contact: { email, name, door, authAge, ...contactOf(chosen), post: chosen.paper },
      sealed,
      followsUp: null,
      repeats: await answeredBefore(tx, who, right),
    },
    now,
  );
  await setPauses(tx, { id: reference, account, subject }, pauses, asks);
  // At once means in this transaction; the answer, a moment later, is the receipt as well.
  await stopAtOnce(tx, who, termed, now);
  if (ends.length === 0) await acknowledge(tx, reference, clock);
  await wake(tx, "advance", reference);
  return reference;
}

/** What ends with the press stands in the registry from then on. */
async function stopAtOnce(tx: Tx, who: Actor, { right, ends }: Termed, now: Date): Promise<void> {
  if (ends.length === 0) return;
  await registerStop(tx, subjectOf(who), right === "objection" ? advertisingUses(policy().stops) : ends, now);
}

/** Who the rows are asked for: the account that the sign-in named, and the address if it was proved. */
function subjectOf(who: Actor): Person {
  return {
    account: who.account,
    addresses: who.email ? [{ email: who.email, proved: true, held: null }] : [],
    names: who.name ? [who.name] : [],
    postcodes: [],
  };
}

type Row = NonNullable<Awaited<ReturnType<typeof lastAlike>>>;

async function received(tx: Tx, who: Actor, { id }: Asked, terms: readonly Termed[]): Promise<Received> {
  const own = await tx.request.findMany({ where: { submissionId: id } });
  // What was only reminded of may have been answered since.
  const others: Row[] = [];
  for (const termed of terms.filter(({ right }) => !own.some((row) => row.right === right)))
    others.push(...[await lastAlike(tx, who, termed)].flatMap((row) => row ?? []));
  const place = ({ right }: { right: string }) => terms.findIndex((termed) => termed.right === right);
  return receivedAs(
    id,
    [...own, ...others].toSorted((a, b) => place(a) - place(b)),
  );
}
