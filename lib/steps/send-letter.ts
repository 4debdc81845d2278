/**
 * Art. 12(1): an answer to the person. The letter is composed once, frozen in the drawer and readable in the portal;
 * the mail in the outbox says only that it waits.
 */
import { system, type Actor } from "../actor";
import { policy } from "../company";
import type { Tx } from "../db";
import { day } from "../gdpr/day";
import { authority } from "../gdpr/authorities";
import { announce } from "../letters/announce";
import { composeLetter } from "../letters/compose";
import type { ComposedKind, LetterFacts } from "../letters/letter";
import { queueMail } from "../mail/outbox";
import { putInDrawer } from "../seal/request-key";
import { wake } from "../jobs/wake";
import type { Loaded } from "./load";
import { note } from "./move";

type Given =
  | "reference"
  | "right"
  | "receivedOn"
  | "controller"
  | "contact"
  | "name"
  | "pageUrl"
  | "head"
  | "authority"
  | "secondAuthority";
/** What a step itself has to say; the rest every letter takes from the request and the policy. */
export type OwnFacts<K extends ComposedKind> = Omit<LetterFacts[K], Given>;

export type Sent = { letter: string; mail: string | null };

/** Who decided that the letter is written, the portal when nobody did; and the worker's claim. */
type Sender = { by?: Actor; fence?: bigint };

/**
 * Composes a letter and queues its announcement to the contact of the request; the event `notified` commits to its words.
 * Throws when the letter could not say what it must: steps check what people type before they come here.
 */
export async function sendLetter<K extends ComposedKind>(
  tx: Tx,
  request: Loaded,
  kind: K,
  own: OwnFacts<K>,
  { by = system, fence }: Sender = {},
): Promise<Sent> {
  const composed = composeLetter(kind, request.language, { ...everyLetter(request), ...own } as LetterFacts[K]);
  if (!composed.ok) throw new Error(`a ${kind} letter cannot be composed: ${composed.reason}`);
  const drawer = await putInDrawer(tx, request.keys, `letter ${kind}`, composed.value);
  const mail = request.contact.email === null ? null : await announceByMail(tx, request, kind, own);
  const letter = await tx.letter.create({
    data: { request: request.id, kind, language: request.language, drawerId: drawer.id, mailId: mail },
  });
  const as = by === system ? "system" : "reviewer";
  await note(tx, request.id, "notified", by, { as, data: { kind }, commit: drawer.commit, fence });
  return { letter: letter.id, mail };
}

/** What every letter takes from the request and the policy. */
export function everyLetter(request: Loaded) {
  const { controller, authority: competent } = policy();
  const { name, url } = authority(competent);
  return {
    reference: request.id,
    right: request.right,
    receivedOn: dateOf(request.receivedOn),
    controller: controller.name,
    contact: controller.dataProtectionOfficer,
    name: request.contact.name,
    pageUrl: `${appUrl()}/my/requests/${request.id}`,
    head: request.headSeq < 0 ? null : request.headHash,
    authority: { name, url },
    secondAuthority: null,
  };
}

export const appUrl = (): string => (process.env.APP_URL ?? "").replace(/\/$/, "");
export const dateOf = (date: Date) => day(date.toISOString().slice(0, 10));

async function announceByMail<K extends ComposedKind>(
  tx: Tx,
  request: Loaded,
  kind: K,
  own: OwnFacts<K>,
): Promise<string> {
  const { controller } = policy();
  const said = own as { newDueOn?: string; expiresOn?: string };
  const text = announce(kind, request.language, {
    reference: request.id,
    appUrl: appUrl(),
    controller: controller.name,
    contact: controller.dataProtectionOfficer,
    receivedOn: dateOf(request.receivedOn),
    dueOn: day(said.newDueOn ?? dateOf(request.dueOn)),
    expiresOn: said.expiresOn ? day(said.expiresOn) : null,
  });
  const ordinal = await tx.letter.count({ where: { request: request.id, kind } });
  const to = { name: "", address: request.contact.email as string };
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
