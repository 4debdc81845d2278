import { getLocale } from "next-intl/server";
import { languageOf } from "../../../i18n/language";
import type { Actor } from "../../../lib/actor";
import { requireActor } from "../../../lib/sign-in/actor";
import type { Locale } from "./written";

/** The person who is signed in, reading in the language of the page they asked for. */
export async function reader(): Promise<Actor & { language: Locale }> {
  const who = await requireActor();
  return { ...who, language: languageOf(await getLocale()) };
}
