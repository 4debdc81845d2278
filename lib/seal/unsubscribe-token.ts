/**
 * Art. 7(3), RFC 8058: what the link of a newsletter carries: whose mail it was and what ends with it, sealed. It holds
 * everything that the press needs, so the portal keeps no list of the people that somebody mails; nobody can read it or make
 * one without `MASTER_KEY`, and it works for as long as that key does.
 */
import * as z from "zod";
import { languageOf } from "../../i18n/language";
import { openColumn, sealColumn } from "./seal";

const subscription = z.strictObject({
  email: z.string(),
  /** Id of a consent, or of a purpose that is advertising. */
  use: z.string(),
  language: z.string().transform(languageOf),
});
export type Subscription = z.output<typeof subscription>;

const about = "unsubscribe link";
/** Padded to whole blocks: the length of a link does not tell the length of an address. */
const block = 128;

/** Only small letters and digits, as part of a path. Two links of the same address are different, and both work. */
export function unsubscribeToken(of: Subscription): string {
  const text = JSON.stringify(of);
  const long = Math.ceil(Buffer.byteLength(text) / block) * block;
  return `u${sealColumn(about, text + " ".repeat(long - Buffer.byteLength(text))).toString("hex")}`;
}

/** What a link says; null for one that was not made here, was cut off or changed. */
export function openUnsubscribeToken(token: string): Subscription | null {
  if (!/^u(?:[0-9a-f]{2}){30,2000}$/.test(token)) return null;
  let text: string;
  try {
    text = openColumn(about, Buffer.from(token.slice(1), "hex"));
  } catch {
    // The seal is broken: nothing that this portal wrote.
    return null;
  }
  return subscription.parse(JSON.parse(text));
}
