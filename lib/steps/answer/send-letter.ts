/**
 * Art. 12(1): an answer to the person. The letter is composed once, frozen in the drawer and readable in the portal;
 * the mail in the outbox says only that it waits.
 */
import type { Language } from "../../gdpr/language";
import { system, type Actor } from "../../actor";
import { letterheadNow, policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { day, dayIn } from "../../gdpr/day";
import { addWorkingDays } from "../../gdpr/holidays";
import type { Authority } from "../../gdpr/authorities";
import { complaintTo } from "../../gdpr/complaint";
import { announce } from "../../letters/announce";
import { composeLetter } from "../../letters/compose";
import type { ComposedKind, Letter, LetterFacts } from "../../letters/letter";
import type { Missing } from "../../letters/must-haves";
import { queueMail } from "../../mail/outbox";
import { putInDrawer } from "../../seal/request-key";
import { wake } from "../../jobs/wake";
import { standingWording } from "../../policy/letters";
import type { Result } from "../../result";
import type { Loaded } from "../load";
import { lastNote } from "../log/last";
import { note } from "../move";
import { noticeAddress } from "./notice-address";
import { wordingOf } from "./worded";

type Given =
  | "reference"
  | "right"
  | "receivedOn"
  | "controller"
  | "contact"
  | "name"
  | "pageUrl"
  | "head"
  | "checkpoint"
  | "authority"
  | "secondAuthority"
  | "complaintUrl"
  | "letterhead";
/** What a step itself has to say; the rest every letter takes from the request and the policy. */
export type OwnFacts<K extends ComposedKind> = Omit<LetterFacts[K], Given>;

export type Sent = { letter: string; mail: string | null };

type Sender = {
  /** Who decided that the letter is written, the portal when nobody did. */
  by?: Actor;
  /** The worker's claim. */
  fence?: bigint;
  /** A second language below the first. */
  also?: Language | null;
};

/**
 * Composes a letter and queues its announcement to the contact of the request; the event `notified` commits to its words.
 * Throws when the letter could not say what it must: steps check what people type before they come here.
 */
export async function sendLetter<K extends ComposedKind>(
  tx: Tx,
  request: Loaded,
  kind: K,
  own: OwnFacts<K>,
  { by = system, fence, also = null }: Sender = {},
): Promise<Sent> {
  const composed = await letterOf(tx, request, kind, own);
  if (!composed.ok) throw new Error(`a ${kind} letter cannot be composed: ${composed.reason}`);
  const letterInBoth = also
    ? await withSecond(tx, request, kind, { own, also, first: composed.value })
    : composed.value;
  const drawer = await putInDrawer(tx, request.keys, `letter ${kind}`, letterInBoth);
  const byPost = request.answerBy === "post";
  const mail = byPost || request.contact.email === null ? null : await announceByMail(tx, request, kind, own);
  const letter = await tx.letter.create({
    data: { request: request.id, kind, language: request.language, drawerId: drawer.id, mailId: mail },
  });
  if (byPost || request.contact.post) await askToPost(tx, request, letter.id);
  const as = by === system ? "system" : "reviewer";
  await note(tx, request.id, "notified", by, { as, data: { kind }, commit: drawer.commit, fence });
  return { letter: letter.id, mail };
}

/**
 * The letter as it would go out now, in the person's language and worded as it stands, or the first thing that it would
 * have to say and cannot. What is shown before a letter is sent comes from here, and so does what is sent.
 */
export async function letterOf<K extends ComposedKind>(
  tx: Tx,
  request: Loaded,
  kind: K,
  own: OwnFacts<K>,
): Promise<Result<Missing, Letter>> {
  return composeLetter(kind, request.language, await factsFor(tx, request, own), await wordingOf(tx, request, kind));
}

/** Everything that a letter of this kind is composed from. */
export const factsFor = async <K extends ComposedKind>(
  tx: Tx,
  request: Loaded,
  own: OwnFacts<K>,
): Promise<LetterFacts[K]> =>
  ({ ...everyLetter(request), ...own, checkpoint: await lastNote(tx) }) as unknown as LetterFacts[K];

type Second<K extends ComposedKind> = { own: OwnFacts<K>; also: Language; first: Letter };

/** Below it the same in a second language, in the company's words. */
async function withSecond<K extends ComposedKind>(
  tx: Tx,
  request: Loaded,
  kind: K,
  { own, also, first }: Second<K>,
): Promise<Letter> {
  const second = composeLetter(kind, also, await factsFor(tx, request, own), standingWording(policy(), kind, also));
  if (!second.ok) throw new Error(`a ${kind} letter cannot be composed: ${second.reason}`);
  return { ...first, blocks: [...first.blocks, { heading: second.value.title }, ...second.value.blocks] };
}

/** A letter that goes by post is printed and sent by a person, the next working day at the latest. */
async function askToPost(tx: Tx, { id }: Loaded, letterId: string): Promise<void> {
  const { zone, holidays } = policy();
  const dueOn = addWorkingDays(holidays, dayIn(zone, await portalNow(tx)), 1);
  // Not read back: a person who sends their own receipt adds the task and does not see it.
  await tx.task.createMany({ data: [{ request: id, kind: "post-letter", letterId, dueOn: new Date(dueOn) }] });
}

type Sending = {
  mail: { state: string; settledAt: Date | null } | null;
  tasks: { kind: string; doneAt: Date | null }[];
};

/** When a letter counts: its mail was taken by the receiving server, or somebody wrote down that it was posted. */
export function acceptedAt({ mail, tasks }: Sending): Date | null {
  if (mail) return mail.state === "accepted" ? mail.settledAt : null;
  return tasks.find(({ kind }) => kind === "post-letter")?.doneAt ?? null;
}

/** What every letter takes from the request and the policy. */
export function everyLetter(request: Loaded) {
  const { controller, authority: competent } = policy();
  const { place, language } = { place: request.contact.place ?? nowhere, language: request.language };
  // Told by the person, or not known: an address in a shop can be anybody's.
  const to = complaintTo(place, competent, language);
  return {
    reference: request.id,
    right: request.right,
    receivedOn: dateOf(request.receivedOn),
    controller: controller.name,
    contact: controller.dataProtectionOfficer,
    name: request.contact.name,
    pageUrl: `${appUrl()}/my/requests/${request.id}`,
    head: request.headSeq < 0 ? null : request.headHash,
    authority: named(to.competent),
    secondAuthority: to.own && named(to.own),
    complaintUrl: `${appUrl()}/complaint`,
    letterhead: letterheadNow(),
  };
}

const nowhere = { country: null, land: null };
const named = ({ name, url }: Authority) => ({ name, url });

export const appUrl = (): string => (process.env.APP_URL ?? "").replace(/\/$/, "");
export const dateOf = (date: Date) => day(date.toISOString().slice(0, 10));

async function announceByMail<K extends ComposedKind>(
  tx: Tx,
  request: Loaded,
  kind: K,
  own: OwnFacts<K>,
): Promise<string> {
  const { controller } = policy();
  const said = own as { newDueOn?: string; answerBy?: string; expiresOn?: string; endsOn?: string | null };
  const text = announce(kind, request.language, {
    reference: request.id,
    appUrl: appUrl(),
    controller: controller.name,
    contact: controller.dataProtectionOfficer,
    receivedOn: dateOf(request.receivedOn),
    dueOn: day(said.newDueOn ?? said.answerBy ?? dateOf(request.dueOn)),
    expiresOn: said.expiresOn ? day(said.expiresOn) : null,
    endsOn: said.endsOn ? day(said.endsOn) : null,
  });
  const ordinal = await tx.letter.count({ where: { request: request.id, kind } });
  const to = { name: "", address: (await noticeAddress(tx, request.contact)) as string };
  const { id } = await queueMail(tx, {
    request: request.id,
    kind,
    language: request.language,
    key: String(ordinal),
    to,
    ...text,
  });
  await wake(tx, "mail", id);
  return id;
}
