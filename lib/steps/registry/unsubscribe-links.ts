/**
 * RFC 8058, RFC 2369: what a system that mails somebody writes into the head of the mail, so that one press in the mail
 * program ends it. Nothing is looked up and nothing kept: the address lies sealed in the link alone.
 */
import type * as z from "zod";
import { parseAddress } from "../../mail/address";
import { unsubscribeToken } from "../../seal/unsubscribe-token";
import { appUrl } from "../answer/send-letter";
import { unsubscribing } from "../ask/unsubscribe";
import type { linksAsked, unsubscribeLink } from "./contract";

type Links = z.output<typeof unsubscribeLink>[];

/** What is wrong, by its place; never what stood there. */
type Unfit = { at: string; message: string };
export type Made = { ok: true; value: Links } | { ok: false; at: Unfit[] };

/** One pair of headers for each address, in their order: whole, or the places that are wrong. */
export function unsubscribeLinks(asked: z.output<typeof linksAsked>): Made {
  const { purpose, language, emails } = asked;
  const wrong: Unfit[] =
    unsubscribing(purpose) === null ? [{ at: "purpose", message: "no consent and no advertising of the policy" }] : [];
  const addresses = emails.map((email) => parseAddress(email)?.toLowerCase() ?? null);
  addresses.forEach((address, at) => {
    if (address === null) wrong.push({ at: `emails.${at}`, message: "not plainly one mailbox" });
  });
  if (wrong.length > 0) return { ok: false, at: wrong };
  const links = addresses.flatMap((email) => {
    if (email === null) return [];
    const token = unsubscribeToken({ email, use: purpose, language });
    return [
      {
        "List-Unsubscribe": `<${appUrl()}/api/unsubscribe/${token}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" as const,
      },
    ];
  });
  return { ok: true, value: links };
}
