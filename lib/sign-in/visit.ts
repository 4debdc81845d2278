/** The cookies of a request as the sign-in needs them, and the answer that sends a browser on. */
import { cookies, headers } from "next/headers";
import { isLanguage } from "../../i18n/language";
import { cookieName } from "./cookies";
import { deviceOf, type Device } from "./device";
import type { Turn, Visit } from "./next-auth";

/** What this browser brings along. */
export async function visitOf(): Promise<Visit> {
  const all = Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value]));
  const language = all[cookieName("language")];
  return { cookies: all, language: isLanguage(language) ? language : null, device: await thisDevice() };
}

/** What the browser of this request says of itself, in the few words that are kept. */
export const thisDevice = async (): Promise<Device> => deviceOf((await headers()).get("user-agent"));

/** Sends the browser on with the cookies of its turn. Never cached. */
export function sendOn({ to, setCookie }: Turn): Response {
  const headers = new Headers({ Location: to, "Cache-Control": "private, no-store" });
  for (const line of setCookie) headers.append("Set-Cookie", line);
  return new Response(null, { status: 303, headers });
}
