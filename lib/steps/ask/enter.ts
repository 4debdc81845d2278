/**
 * Art. 12(2), (3): a request counts in whatever form and by whatever channel it comes. Staff write it down with the time at
 * which it really arrived; the clock runs from then, and the answer goes the way the person came.
 */
import type { Language } from "../../gdpr/language";
import { has, type Actor, type Role } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import { addMonths, dayIn, instantOf, type Day } from "../../gdpr/day";
import type { Channel } from "../../gdpr/facts";
import { givesCopy, type Right } from "../../gdpr/right";
import type { PauseGround, Requester } from "../../gdpr/wish";
import { wake } from "../../jobs/wake";
import { no, yes, type Result } from "../../result";
import { staffSight } from "../../sight";
import type { Person } from "../../sources/source";
import { attach } from "../file/attach";
import { checkFiles, type Checked, type FileProblem, type Sent } from "../file/check";
import { takeMail, type NotTaken } from "../inbound/take";
import { acknowledge } from "./acknowledge";
import { note } from "../move";
import { openRequest } from "./open-request";
import { hashReceiptCode, receiptCode } from "./reference";
import { advertisingUses, registerStop } from "./register-stop";
import type { Unclear } from "./terms";
import { plainWishes, type Plain } from "./without-form";

export type Entered = {
  /** Drawn by the form: sent twice it is one entry. */
  id: string;
  rights: Right[];
  channel: Exclude<Channel, "portal">;
  receivedOn: Day;
  /** Local time of day, HH:MM. */
  receivedAt: string;
  /** The language the person wrote in; `other` gets its receipt in German and English. */
  language: Language | "other";
  requester: Requester;
  name: string;
  /** Where the answer goes: one of the two. */
  email: string | null;
  post: string | null;
  /** What was asked, as far as it helps. */
  words: string;
  /** The consents that a withdrawal ends; ids of the policy. */
  consents: string[];
  /** What an objection says no to: uses that are weighed, by their ids; null: all advertising. */
  uses: string[] | null;
  /** Why a restriction is asked for. */
  ground: PauseGround | null;
  /** What came on paper or as a file, beside the words. */
  files?: readonly Sent[];
  /** The mail that it is made of: its files come along. */
  mail?: string | null;
};

export type Refused =
  | "not-found"
  | "nothing-asked"
  | "in-the-future"
  | "too-long-ago"
  | "no-way-back"
  | "ground-missing"
  | FileProblem
  | NotTaken
  | Unclear;

/** Writes a request down; each right is a request of its own. Gives the references. */
export async function enter(who: Actor, entered: Entered): Promise<Result<Refused, Written>> {
  if (!has(who, "reviewer", "dpo")) return no("not-found");
  const ready = await readyToEnter(entered);
  if (!ready.ok) return ready;
  const { receivedAt, files } = ready.value;
  return transactionAs(staffSight(who), async (tx): Promise<Result<Refused, Written>> => {
    const beside = await fromMail(tx, who, entered, receivedAt);
    if (!beside.ok) return beside;
    return yes(await enterIn(tx, who, entered, { ...ready.value, files: [...beside.value, ...files] }));
  });
}

type Written = { references: string[]; receiptCode: string };
export type Ready = At & { plain: readonly Plain[]; files: readonly Checked[] };

/** Whether it can be written down as it stands, and what of it follows. */
export async function readyToEnter(entered: Entered): Promise<Result<Exclude<Refused, "not-found">, Ready>> {
  const { rights, words, email, post } = entered;
  if (rights.length === 0) return no("nothing-asked");
  if (words.trim().length < 10) return no("words-missing");
  if (!email && !post) return no("no-way-back");
  const plain = plainWishes(entered);
  if (!plain.ok) return plain;
  const files = checkFiles(entered.files ?? []);
  if (!files.ok) return files;
  const receivedAt = new Date(instantOf(policy().zone, entered.receivedOn, entered.receivedAt));
  const now = await portalNow();
  if (receivedAt > now) return no("in-the-future");
  if (dayIn(policy().zone, receivedAt) < addMonths(dayIn(policy().zone, now), -12)) return no("too-long-ago");
  return yes({ plain: plain.value, files: files.value, receivedAt, now });
}

/** The files of the mail that it is made of, which nobody can take again; none for a form that was sent before. */
async function fromMail(
  tx: Tx,
  who: Actor,
  { id, mail }: Entered,
  receivedAt: Date,
): Promise<Result<NotTaken, readonly Checked[]>> {
  if (!mail || (await tx.submission.count({ where: { id } })) > 0) return yes([]);
  const taken = await takeMail(tx, who, { mail, as: "request", receivedAt });
  return taken.ok ? yes(taken.value.files) : taken;
}

/** Writes it down within a transaction of somebody who may; again it gives what was written the first time. */
export async function enterIn(tx: Tx, who: Actor, entered: Entered, ready: Ready): Promise<Written> {
  const code = receiptCode(entered.id);
  const { count } = await tx.submission.createMany({
    data: { id: entered.id, personId: null, receiptCode: hashReceiptCode(code), receivedAt: ready.receivedAt },
    skipDuplicates: true,
  });
  if (count > 0) await openAll(tx, who, entered, ready);
  const rows = await tx.request.findMany({ where: { submissionId: entered.id }, orderBy: { id: "asc" } });
  return { references: rows.map(({ id }) => id), receiptCode: code };
}

/** In which capacity they write it down: legal and the officer where an order made the request. */
const capacity = (who: Actor): Role => (["reviewer", "dpo", "legal"] as const).find((role) => has(who, role)) ?? "dpo";

type At = { receivedAt: Date; now: Date };

async function openAll(tx: Tx, who: Actor, entered: Entered, { plain, files, ...at }: Ready): Promise<void> {
  let copyFirst: string | null = null;
  for (const one of plain) {
    const reference: string = await openOne(tx, who, entered, { ...one, copyFirst, ...at });
    await attach(tx, reference, { who, as: capacity(who) }, files);
    if (givesCopy(one.right)) copyFirst ??= reference;
  }
}

async function openOne(
  tx: Tx,
  who: Actor,
  entered: Entered,
  { right, terms, ends, byHand, copyFirst, receivedAt, now }: At & Plain & { copyFirst: string | null },
): Promise<string> {
  const { id: submission, channel, requester, words, name, email, post } = entered;
  const waits = right === "erasure" || right === "rectification";
  const atOnce = ends.length > 0 && email !== null;
  const addresses = atOnce ? [{ email, proved: true, held: null }] : [];
  const subject: Person = { account: null, addresses, names: [], postcodes: [] };
  const { reference, clock } = await openRequest(
    tx,
    { who, as: capacity(who) },
    {
      submission,
      right,
      channel,
      language: entered.language === "other" ? "en" : entered.language,
      person: null,
      account: null,
      subject,
      purposes: ends,
      contact: { email, name: name.trim() || null, door: null, authAge: null, post },
      answerBy: post ? "post" : "email",
      requester,
      terms,
      byHand,
      sealed: { words },
      copyFirst: waits ? copyFirst : null,
      followsUp: null,
      entered: { by: who.person as string, at: now },
    },
    receivedAt,
  );
  await note(tx, reference, "entered", who, {
    as: capacity(who),
    data: { receivedOn: clock.received },
  });
  // Without an address nobody can be left out yet: it holds as soon as a reviewer has said whose data it is about.
  if (atOnce) {
    // Art. 21(2), 7(3): at once, whoever it was; nobody has to prove who wants no advertising.
    await registerStop(tx, subject, right === "objection" ? advertisingUses(policy().stops) : ends, now);
    await tx.request.update({ where: { id: reference }, data: { door: "reviewer" } });
  }
  await acknowledge(tx, reference, clock, { bothLanguages: entered.language === "other" });
  await wake(tx, "advance", reference);
  return reference;
}
