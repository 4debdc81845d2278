/** next-intl without paths per language: the person's own choice first, then their account's, then the browser's. */
import { getRequestConfig } from "next-intl/server";
import { cookies, headers } from "next/headers";
import { policy } from "../lib/company";
import { optionalActor } from "../lib/sign-in/actor";
import { cookieName } from "../lib/sign-in/cookies";
import type { Language } from "../lib/gdpr/language";
import { isLanguage, preferred } from "./language";
import { messagesFor } from "./messages";

export default getRequestConfig(async () => {
  const locale = await chosen();
  return { locale, messages: messagesFor(locale), timeZone: policy().zone };
});

async function chosen(): Promise<Language> {
  const cookie = (await cookies()).get(cookieName("language"))?.value;
  if (isLanguage(cookie)) return cookie;
  return (await optionalActor())?.language ?? preferred((await headers()).get("accept-language"));
}
