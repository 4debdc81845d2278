/** Art. 5(1)(f): the mails about an address for notices. None of them names an address: mail can be read on its way. */
import { randomUUID } from "node:crypto";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { lookAs, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { codeMail, settingsMail } from "../../letters/settings-mail";
import { messageIdFor, queueMail, type SealedMail } from "../../mail/outbox";
import { appUrl } from "../answer/send-letter";

type Code = { address: string; code: string; minutes: number; key: string };

/** The code, to the address that it proves. */
export async function mailCode(tx: Tx, who: Actor, { address, code, minutes, key }: Code): Promise<void> {
  await put(tx, who, { key, address, ...codeMail(who.language, { ...about(), code, minutes }) });
}

/** Both addresses hear that notices change; `from` null: that they go to the address that signs in again. */
export async function tellBoth(tx: Tx, who: Actor, second: string | null, from: Date | null): Promise<void> {
  const said = { ...about(), from: from && dayIn(policy().zone, from) };
  const mail = settingsMail(who.language, from === null ? "contact-ended" : "contact-chosen", said);
  for (const address of [who.email, second]) if (address) await put(tx, who, { key: randomUUID(), address, ...mail });
}

function about() {
  const { name, dataProtectionOfficer } = policy().controller;
  return { controller: name, contact: dataProtectionOfficer, pageUrl: `${appUrl()}/my/settings/contact` };
}

type Put = Pick<SealedMail, "subject" | "text" | "html"> & { key: string; address: string };

/** A mail of no request is the door's to write, so nothing else can be done in the transaction afterwards. */
async function put(tx: Tx, { language }: Actor, { key, address, ...mail }: Put): Promise<void> {
  await lookAs(tx, { role: "door", key: messageIdFor(null, "settings", key) });
  await queueMail(tx, { request: null, kind: "settings", key, language, to: { name: "", address }, ...mail });
}
