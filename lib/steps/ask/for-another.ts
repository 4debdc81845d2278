/**
 * Art. 12(2), (6): somebody whom the form does not fit: a parent, an heir, an agent with a mandate, a business contact, an
 * applicant, the buyer who only registered, a person named in a review. Who signed in is not whose data it is about, so
 * nothing of theirs is searched and nothing is told to them before a reviewer has decided; the clock runs all the same.
 */
import type { Language } from "../../gdpr/language";
import type { Actor } from "../../actor";
import { transactionAs, type Tx } from "../../db";
import { givesCopy, rightNames, type Right } from "../../gdpr/right";
import type { PauseGround, Requester } from "../../gdpr/wish";
import { wake } from "../../jobs/wake";
import { no, yes, type Result } from "../../result";
import { ownSight } from "../../sight";
import type { Person } from "../../sources/source";
import { acknowledge } from "./acknowledge";
import { openRequest } from "./open-request";
import { openSubmission, receivedAs, type Received } from "./submission";
import type { Unclear } from "./terms";
import { plainWishes, type Plain } from "./without-form";

export type ForAnother = {
  /** Drawn by the form: sending it again gives the same answer and no second request. */
  id: string;
  is: Exclude<Requester, "self">;
  rights: Right[];
  /** Who they are, whose data it is about, what they want. */
  words: string;
  /** Why a restriction is asked for. */
  ground: PauseGround | null;
  language: Language;
};

type Refused = "nothing-asked" | "too-many" | "ground-missing" | Unclear;

/** Fewer characters than this say nothing. */
const least = 20;
const nobodyYet: Person = { account: null, addresses: [], names: [], postcodes: [] };

/** Receives what somebody asks for another. Each right is a request of its own, the copy first. */
export async function askForAnother(who: Actor, asked: ForAnother): Promise<Result<Refused, Received>> {
  const rights = rightNames.filter((right) => asked.rights.includes(right));
  if (rights.length === 0) return no("nothing-asked");
  if (asked.words.trim().length < least) return no("words-missing");
  const plain = plainWishes({ ...asked, rights, consents: [], uses: null });
  if (!plain.ok) return plain;
  if (!who.person) throw new Error("only a person can ask");
  return transactionAs(ownSight(who), async (tx) => {
    const opened = await openSubmission(tx, who, asked.id);
    if (opened === "too-many") return no("too-many");
    if (opened === "foreign") return no("nothing-asked");
    if (opened !== "known") await openAll(tx, who, asked, { plain: plain.value, now: opened.at });
    const rows = await tx.request.findMany({ where: { submissionId: asked.id }, orderBy: { receivedAt: "asc" } });
    return yes(receivedAs(asked.id, rows));
  });
}

type All = { plain: readonly Plain[]; now: Date };

async function openAll(tx: Tx, who: Actor, asked: ForAnother, { plain, now }: All): Promise<void> {
  let copyFirst: string | null = null;
  for (const one of plain) {
    const reference: string = await openOne(tx, who, asked, { ...one, now, copyFirst });
    if (givesCopy(one.right)) copyFirst ??= reference;
  }
}

type One = Plain & { now: Date; copyFirst: string | null };

async function openOne(tx: Tx, who: Actor, asked: ForAnother, one: One): Promise<string> {
  const { right, terms, byHand, now, copyFirst } = one;
  const { person, email, name, authAge } = who;
  const waits = right === "erasure" || right === "rectification";
  const { reference, clock } = await openRequest(
    tx,
    { who, as: "subject" },
    {
      submission: asked.id,
      right,
      channel: "portal",
      language: asked.language,
      person,
      account: null,
      subject: nobodyYet,
      contact: { email, name, door: null, authAge },
      requester: asked.is,
      terms,
      sealed: { words: asked.words },
      copyFirst: waits ? copyFirst : null,
      followsUp: null,
      byHand,
    },
    now,
  );
  await acknowledge(tx, reference, clock);
  await wake(tx, "advance", reference);
  return reference;
}
