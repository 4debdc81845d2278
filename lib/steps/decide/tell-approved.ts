/**
 * Art. 12(2): an undo time that nobody knows of is none. Its mail is written with the approval that starts it; where nobody can be
 * written to by mail, the receipt has told of the hours beforehand.
 */
import { policy } from "../../company";
import type { Tx } from "../../db";
import { approvedMail } from "../../letters/approved-mail";
import { queueMail } from "../../mail/outbox";
import { wake } from "../../jobs/wake";
import { noticeAddress } from "../answer/notice-address";
import { appUrl } from "../answer/send-letter";
import type { Loaded } from "../load";
import { waitingHours } from "../plan/waiting";

/**
 * Tells the person until when the plan that was approved just now can be taken back: once for each plan, however often it is called.
 * Of a change by which somebody is recognised, both addresses hear in another way (`noticeAddressChange`).
 */
export async function tellApproved(tx: Tx, request: Loaded, planNo: number, until: Date): Promise<void> {
  const { id, answerBy, contact, correction, language } = request;
  if (waitingHours(request) === 0 || correction?.identity || answerBy === "post") return;
  const address = await noticeAddress(tx, contact);
  if (address === null) return;
  const { controller, zone } = policy();
  const said = approvedMail(language, {
    reference: id,
    until,
    zone,
    pageUrl: `${appUrl()}/my/requests/${id}`,
    controller: controller.name,
    contact: controller.dataProtectionOfficer,
  });
  const to = { name: "", address };
  const mail = await queueMail(tx, { request: id, kind: "approved", language, key: String(planNo), to, ...said });
  await wake(tx, "mail", mail.id);
}
