/** The words of the portal: `messages/en.json` and `messages/de.json`, one top-level key per area. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "./language";

export type Messages = { [key: string]: string | Messages };

const kept = new Map<Language, Messages>();

/** All words of one language. Read once per process in production, anew each time otherwise. */
export function messagesFor(
  language: Language,
  folder = join(/* turbopackIgnore: true */ process.cwd(), "messages"),
): Messages {
  const known = kept.get(language);
  if (known && process.env.NODE_ENV === "production") return known;
  const file = join(/* turbopackIgnore: true */ folder, `${language}.json`);
  const messages = JSON.parse(readFileSync(/* turbopackIgnore: true */ file, "utf8")) as Messages;
  kept.set(language, messages);
  return messages;
}
