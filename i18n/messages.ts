/**
 * The words of the portal: `messages/en.json` and `messages/de.json`, one top-level key per area. While an area is
 * being written it may lie in a file of its own, `messages/<area>.<language>.json`, which then wins.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
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
  const whole = join(/* turbopackIgnore: true */ folder, `${language}.json`);
  const messages: Messages = existsSync(/* turbopackIgnore: true */ whole) ? read(whole) : {};
  for (const name of readdirSync(/* turbopackIgnore: true */ folder)) {
    const area = new RegExp(`^([a-z]+)\\.${language}\\.json$`).exec(name)?.[1];
    if (area) messages[area] = read(join(/* turbopackIgnore: true */ folder, name));
  }
  kept.set(language, messages);
  return messages;
}

const read = (file: string): Messages => JSON.parse(readFileSync(/* turbopackIgnore: true */ file, "utf8")) as Messages;
