/** Art. 12(1), (2): one mail that something happened to a request. Who gets their letters by post hears of it in the answer. */
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn, dayOfColumn, type Day } from "../../gdpr/day";
import { newsMail, type News } from "../../letters/news-mail";
import { longDay } from "../../letters/words";
import { queueMail } from "../../mail/outbox";
import { wake } from "../../jobs/wake";
import { noticeAddress } from "../answer/notice-address";
import { appUrl } from "../answer/send-letter";
import type { Loaded } from "../load";

/** News with a kind of mail of its own, so that the desk sees which one a person got. */
const kinds: Partial<Record<News, string>> = { approved: "approved", message: "message", "taken-up": "taken-up" };

export type Telling = {
  /** Says which one of its kind it is: told again under the same key, no second mail goes out. */
  key: string;
  /** `approved`: the moment until which it can be stopped, spelled out. */
  until?: string;
  /** `taken-up`: the request under which a part goes on. */
  followUp?: { reference: string; dueOn: Day };
};

/** Queues the mail; nothing where nobody can be written to by mail. */
export async function tellNews(tx: Tx, request: Loaded, what: News, { key, until, followUp }: Telling): Promise<void> {
  const { id, answerBy, contact, language } = request;
  const address = await noticeAddress(tx, contact);
  if (answerBy === "post" || address === null) return;
  const { controller } = policy();
  const page = followUp?.reference ?? id;
  const dueOn = followUp?.dueOn ?? dayOfColumn(request.extendedOn ?? request.dueOn);
  const said = newsMail(language, what, {
    reference: id,
    pageUrl: `${appUrl()}/my/requests/${page}${what === "message" ? "#messages" : ""}`,
    lookupUrl: `${appUrl()}/lookup`,
    controller: controller.name,
    contact: controller.dataProtectionOfficer,
    dueOn: longDay(language, dueOn),
    late: dueOn < dayIn(policy().zone, await portalNow(tx)),
    until,
    followUp: followUp?.reference,
  });
  const kind = kinds[what] ?? "news";
  const to = { name: "", address };
  const mail = await queueMail(tx, { request: page, kind, language, key, to, ...said });
  await wake(tx, "mail", mail.id);
}
