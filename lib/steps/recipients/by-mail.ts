/**
 * Art. 5(1)(c), 32: a notice by e-mail says only that it waits. Its words, and by what the recipient knows the person,
 * stand behind a link that is good for some days, opened by a button and noted when it is.
 */
import { createHash, randomBytes } from "node:crypto";
import type { Language } from "../../gdpr/language";
import { system } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { addDays, day, dayIn } from "../../gdpr/day";
import { wake } from "../../jobs/wake";
import { announceNotice } from "../../letters/recipient-mail";
import { noticeLanguage, recipientNotice, type NoticeAction } from "../../letters/recipient-notice";
import { queueMail } from "../../mail/outbox";
import { sealFor } from "../../seal/request-key";
import { appUrl } from "../answer/send-letter";
import { labelOf } from "../decide/look";
import type { Loaded } from "../load";
import { note } from "../move";
import { wishOf } from "../plan/corrected";
import { openTellTask } from "./tell-task";
import { knownAs, type Change } from "./told";

/** Days for which a link is good. */
export const linkDays = 30;

/** What the database keeps of a token. */
export const recipientLinkId = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Puts the notice behind a new link, and a mail with that link into the outbox. */
export async function mailNotice(tx: Tx, request: Loaded, id: string): Promise<void> {
  const row = await tx.recipientNotice.findUniqueOrThrow({ where: { id } });
  const { controller, recipients, zone } = policy();
  const found = recipients[row.recipient];
  if (!found?.address) throw new Error(`${row.recipient} has no address`);
  const token = randomBytes(32).toString("base64url");
  const link = recipientLinkId(token);
  const now = await portalNow(tx);
  const until = new Date(now.getTime() + linkDays * 86_400_000);
  const sealed = sealFor(request.keys, "recipient link", await wordsFor(tx, request, row));
  await tx.recipientLink.create({ data: { id: link, notice: id, request: request.id, until, sealed } });
  const language = noticeLanguage(found.country);
  const mail = announceNotice(language, {
    reference: id,
    controller: controller.name,
    contact: controller.dataProtectionOfficer,
    until: addDays(dayIn(zone, now), linkDays - 1),
    url: `${appUrl()}/recipient?token=${token}`,
  });
  const about = { request: request.id, kind: "recipient", language, key: link } as const;
  const queued = await queueMail(tx, { ...about, to: { name: found.name, address: found.address }, ...mail });
  await tx.recipientNotice.update({ where: { id }, data: { mailId: queued.id } });
  await wake(tx, "mail", queued.id);
}

export type NoticeRow = { id: string; recipient: string; change: string; categories: string[]; dueOn: Date };

/** The whole notice, as the recipient will read it. Of a correction the new values, of what it received. */
export async function wordsFor(
  tx: Tx,
  request: Loaded,
  { id, recipient, change, categories, dueOn }: NoticeRow,
): Promise<string> {
  const { controller, recipients, categories: known } = policy();
  const found = recipients[recipient];
  if (!found) throw new Error(`the policy names no recipient ${recipient}`);
  const language = noticeLanguage(found.country);
  return recipientNotice({
    language,
    recipient: found.name,
    action: noticeAction(change as Change),
    reference: id,
    person: knownAs(request.subject, found.knows),
    what: categories.flatMap((one) => known[one]?.label[language] ?? []),
    fields: change === "corrected" ? await newValues(tx, request, categories, language) : [],
    by: day(dueOn.toISOString().slice(0, 10)),
    contact: controller.dataProtectionOfficer,
    controller,
  });
}

async function newValues(
  tx: Tx,
  request: Loaded,
  categories: readonly string[],
  language: Language,
): Promise<string[]> {
  const corrections = (await wishOf(tx, request))?.corrections ?? [];
  return corrections
    .filter(({ category }) => categories.includes(category))
    .flatMap(({ source, part, values }) =>
      Object.entries(values).map(([column, value]) => `${labelOf(source, part, column)[language]}: ${value ?? "–"}`),
    );
}

export const noticeAction = (change: Change): NoticeAction =>
  (({ erased: "erase", corrected: "correct", paused: "pause", lifted: "lift" }) as const)[change];

/** The receiving server took the mail: the recipient was told. It did not: a person tells them another way. */
export async function noticeMailed(tx: Tx, mail: string, outcome: "accepted" | "bounced"): Promise<void> {
  const row = await tx.recipientNotice.findFirst({ where: { mailId: mail, state: "to-send" } });
  if (!row) return;
  if (outcome === "bounced") {
    const dueOn = new Date(dayIn(policy().zone, await portalNow(tx)));
    return openTellTask(tx, row.request, { ...row, dueOn });
  }
  await tx.recipientNotice.update({ where: { id: row.id }, data: { state: "sent", sentAt: await portalNow(tx) } });
  const data = { recipient: row.recipient, effectiveOn: null };
  await note(tx, row.request, "recipient-told", system, { data });
}
