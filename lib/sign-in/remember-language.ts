/** Art. 12(1): the language of somebody's pages and letters, remembered in this browser and, for who is signed in, in their row. */
import { cookies } from "next/headers";
import type { Actor } from "../actor";
import { transactionAs } from "../db";
import type { Language } from "../gdpr/language";
import { ownSight } from "../sight";
import { cookieName, cookieOptions } from "./cookies";

/** Holds from the next page on. */
export async function rememberLanguage(who: Actor | null, language: Language): Promise<void> {
  (await cookies()).set(cookieName("language"), language, { ...cookieOptions(), maxAge: 365 * 24 * 3600 });
  const id = who?.person;
  if (id) await transactionAs(ownSight(who), (tx) => tx.person.update({ where: { id }, data: { language } }));
}
