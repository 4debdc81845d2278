/**
 * Art. 12(3): a request arrives. The clock starts now, whatever comes later; one submission may tick several rights
 * and makes one request for each.
 */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { deadline } from "../../gdpr/deadline";
import type { Day } from "../../gdpr/day";
import { givesCopy, type Right } from "../../gdpr/right";
import type { Requester, Wish } from "../../gdpr/wish";
import { wake } from "../../jobs/wake";
import { no, yes, type Result } from "../../result";
import { ownSight } from "../../sight";
import type { Person } from "../../sources/source";
import { acknowledge } from "./acknowledge";
import { openRequest } from "./open-request";
import { setPauses } from "./pause";
import { hashReceiptCode, receiptCode } from "./reference";
import { advertisingUses, registerStop } from "./register-stop";
import { answeredBefore, openAlike, remindOf } from "./remind";
import { termsOf, type Termed, type Unclear } from "./terms";

export type Asked = {
  /** Drawn by the form: sending it again gives the same answer and no second request. */
  id: string;
  wishes: Wish[];
  language: "en" | "de";
  /** Who asks, where it is not the person for themselves; `words` say who they are and whose data it is about. */
  requester?: { is: Exclude<Requester, "self">; words: string } | null;
};
export type Received = {
  requests: {
    reference: string;
    right: Right;
    receivedOn: Day;
    dueOn: Day;
    why: string[];
    /** Nothing new: the same was asked for before and is still open. */
    reminder: boolean;
  }[];
  receiptCode: string;
};

/** A day's submissions of one person; beyond it a person should write, nothing is dropped silently. */
const perDay = 20;

type Refused = "nothing-asked" | "too-many" | Unclear;

/** Receives one submission. Receipt date and due date are those of the policy's zone and holidays. */
export async function receive(who: Actor, asked: Asked): Promise<Result<Refused, Received>> {
  if (asked.wishes.length === 0) return no("nothing-asked");
  const terms: Termed[] = [];
  for (const wish of copiesFirst(asked.wishes)) {
    const termed = termsOf(wish);
    if (!termed.ok) return termed;
    terms.push(termed.value);
  }
  if (asked.requester && asked.requester.words.trim().length < 10) return no("words-missing");
  if (!who.person) throw new Error("only a person can ask");
  const person = who.person;
  return transactionAs(ownSight(who), async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${person}, 1))::text`;
    const known = await tx.submission.findUnique({ where: { id: asked.id } });
    if (!known) {
      const now = await portalNow(tx);
      const since = new Date(now.getTime() - 86_400_000);
      if ((await tx.submission.count({ where: { personId: person, receivedAt: { gt: since } } })) >= perDay)
        return no("too-many");
      if (!(await open(tx, who, { ...asked, terms }, now))) return no("nothing-asked");
    }
    return yes(await received(tx, who, asked, terms));
  });
}

/** The receipt code, for the confirmation page: to the person who submitted, in the first thirty minutes. */
export async function receiptCodeFor(who: Actor, submission: string): Promise<string | null> {
  const row = await transactionAs(ownSight(who), (tx) => tx.submission.findUnique({ where: { id: submission } }));
  if (!row || row.personId !== who.person) return null;
  const age = (await portalNow()).getTime() - row.receivedAt.getTime();
  return age <= 30 * 60_000 ? receiptCode(submission) : null;
}

/** Access and portability before erasure and rectification; each right once. */
function copiesFirst(wishes: readonly Wish[]): Wish[] {
  const once = [...new Map(wishes.map((wish) => [wish.right, wish])).values()];
  return once.toSorted((a, b) => Number(givesCopy(b.right)) - Number(givesCopy(a.right)));
}

type Opening = Asked & { terms: Termed[] };

/** False when somebody else's form drew this id before: their row is out of sight, so only the insert can tell. */
async function open(tx: Tx, who: Actor, asked: Opening, now: Date): Promise<boolean> {
  const code = hashReceiptCode(receiptCode(asked.id));
  const submission = { id: asked.id, personId: who.person, receiptCode: code, receivedAt: now };
  const { count } = await tx.submission.createMany({ data: submission, skipDuplicates: true });
  if (count === 0) return false;
  let copyFirst: string | null = null;
  for (const termed of asked.terms) {
    const waits = termed.right === "erasure" || termed.right === "rectification";
    const reference: string =
      (await remindOf(tx, who, termed)) ??
      (await openOne(tx, who, asked, { termed, now, copyFirst: waits ? copyFirst : null }));
    if (givesCopy(termed.right)) copyFirst ??= reference;
  }
  return true;
}

type One = { termed: Termed; now: Date; copyFirst: string | null };

async function openOne(tx: Tx, who: Actor, asked: Opening, { termed, now, copyFirst }: One): Promise<string> {
  const { id: submission, language, requester = null } = asked;
  const { right, terms, sealed, ends, pauses } = termed;
  const { person, email, name, door, authAge } = who;
  const asks = { who, as: "subject" as const };
  const self = requester === null;
  const account = self ? who.account : null;
  const subject = self ? subjectOf(who) : nobodyYet;
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
      // Whose data it is about is not who signed in: a reviewer decides about that.
      contact: { email, name, door: self ? door : null, authAge },
      requester: requester?.is ?? "self",
      sealed: requester ? { ...sealed, words: [requester.words, sealed?.words ?? ""].join("\n\n").trim() } : sealed,
      followsUp: null,
      repeats: self ? await answeredBefore(tx, who, right) : null,
    },
    now,
  );
  if (self) await setPauses(tx, { id: reference, account, subject }, pauses, asks);
  // At once means in this transaction; the answer, a moment later, is the receipt as well.
  if (ends.length > 0 && self)
    await registerStop(tx, subject, right === "objection" ? advertisingUses(policy().stops) : ends, now);
  else await acknowledge(tx, reference, clock);
  await wake(tx, "advance", reference);
  return reference;
}

const nobodyYet: Person = { account: null, addresses: [], names: [], postcodes: [] };

/** Who the rows are asked for: the account that the sign-in named, and the address if it was proved. */
function subjectOf(who: Actor): Person {
  return {
    account: who.account,
    addresses: who.email ? [{ email: who.email, proved: true, held: null }] : [],
    names: who.name ? [who.name] : [],
    postcodes: [],
  };
}

async function received(tx: Tx, who: Actor, { id }: Asked, terms: readonly Termed[]): Promise<Received> {
  const own = await tx.request.findMany({ where: { submissionId: id }, orderBy: { receivedAt: "asc" } });
  const fresh = new Set(own.map((row) => row.id));
  const others = await Promise.all(
    terms.filter(({ right }) => !own.some((row) => row.right === right)).map((termed) => openAlike(tx, who, termed)),
  );
  const { zone, holidays } = policy();
  return {
    receiptCode: receiptCode(id),
    requests: [...own, ...others.flatMap((row) => row ?? [])].map((row) => {
      const clock = deadline({ receivedAt: row.receivedAt.toISOString(), land: holidays, zone, pauses: [] });
      return {
        reference: row.id,
        right: row.right as Right,
        receivedOn: clock.received,
        dueOn: clock.due,
        why: clock.why,
        reminder: !fresh.has(row.id),
      };
    }),
  };
}
