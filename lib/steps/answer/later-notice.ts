/**
 * Art. 12(1): who wants to know is told when what was kept for years is gone. The choice is the person's own, because the
 * address of the request is kept for it. The mail names the request and no record.
 */
import { type Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { wake } from "../../jobs/wake";
import { laterMail } from "../../letters/later";
import { queueMail } from "../../mail/outbox";
import { done, no, type Result } from "../../result";
import { ownSight } from "../../sight";
import { deciding, forSubject } from "../decide/allowed";
import type { Loaded } from "../load";
import { note } from "../move";
import { noticeAddress } from "./notice-address";
import { appUrl } from "./send-letter";

/** The person wants to be told, or no longer. Only while a duty of the request waits, and where there is an address. */
export async function chooseLaterNotice(
  who: Actor,
  reference: string,
  wanted: boolean,
): Promise<Result<"not-found" | "nothing-kept">> {
  return deciding<"not-found" | "nothing-kept", void>(ownSight(who), reference, async (tx) => {
    const request = await forSubject(tx, who, reference);
    if (!request) return no("not-found");
    if (request.contact.email === null || !(await keepsSomething(tx, reference))) return no("nothing-kept");
    if (request.laterNotice === wanted) return done;
    await tx.request.update({ where: { id: reference }, data: { laterNotice: wanted } });
    await note(tx, reference, "later-notice", who, { as: "subject", data: { wanted: wanted ? "yes" : "no" } });
    return done;
  });
}

const keepsSomething = async (tx: Tx, request: string): Promise<boolean> =>
  (await tx.duty.count({ where: { request, state: { not: "done" } } })) > 0;

/** Tells who asked for it that something of what was kept is gone; once a day, however many duties were done. */
export async function tellLater(tx: Tx, { id, laterNotice, contact, language }: Loaded): Promise<void> {
  const address = await noticeAddress(tx, contact);
  if (!laterNotice || address === null) return;
  const { zone, controller } = policy();
  const more = await keepsSomething(tx, id);
  const text = laterMail(language, {
    reference: id,
    lookupUrl: `${appUrl()}/lookup`,
    controller: controller.name,
    more,
  });
  const key = dayIn(zone, await portalNow(tx));
  const to = { name: "", address };
  const { id: mail } = await queueMail(tx, { request: id, kind: "duty-done", language, key, to, ...text });
  await wake(tx, "mail", mail);
}
