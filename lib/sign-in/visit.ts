/** The cookies of a request as the sign-in needs them, and the answer that sends a browser on. */
import { cookies } from "next/headers";
import { isLanguage } from "../../i18n/language";
import { cookieName } from "./cookies";
import type { Turn, Visit } from "./next-auth";

/** What this browser brings along. */
export async function visitOf(): Promise<Visit> {
  const all = Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value]));
  const language = all[cookieName("language")];
  return { cookies: all, language: isLanguage(language) ? language : null };
}

/** Sends the browser on with the cookies of its turn. Never cached. */
export function sendOn({ to, setCookie }: Turn): Response {
  const headers = new Headers({ Location: to, "Cache-Control": "private, no-store" });
  for (const line of setCookie) headers.append("Set-Cookie", line);
  return new Response(null, { status: 303, headers });
}
