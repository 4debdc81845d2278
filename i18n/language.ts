/** The languages of the portal, one for each file in the folder of messages, and how one is chosen. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { languageTag, type Given, type Language, type Words } from "../lib/gdpr/language";

/** `messages/` beside the program, or the folder that `MESSAGES_DIR` names. */
export const messagesFolder = (): string =>
  process.env.MESSAGES_DIR || join(/* turbopackIgnore: true */ process.cwd(), "messages");

const known = new Map<string, readonly Language[]>();

/** Every language that has a file: English first, then by tag. Looked up once for each folder. */
export function languages(folder = messagesFolder()): readonly Language[] {
  const found = known.get(folder) ?? languagesIn(folder);
  known.set(folder, found);
  return found;
}

function languagesIn(folder: string): readonly Language[] {
  const tags = readdirSync(/* turbopackIgnore: true */ folder).flatMap((file) => {
    const tag = file.endsWith(".json") ? file.slice(0, -".json".length) : "";
    return languageTag.test(tag) ? [tag] : [];
  });
  if (!tags.includes("en")) throw new Error(`${folder} has no en.json, on which every other language rests`);
  return ["en", ...tags.filter((tag) => tag !== "en").toSorted()] as Language[];
}

export const isLanguage = (text: unknown): text is Language => languages().some((one) => one === text);

/** A language as it was stored; English once its file is gone. */
export const languageOf = (stored: unknown): Language => (isLanguage(stored) ? stored : "en");

/** A text for each of our languages, whatever was written: in English where nobody wrote it. */
export const inEach = <Text = string>(given: Given<Text>): Record<Language, Text> =>
  Object.fromEntries([...new Set([...Object.keys(given), ...languages()])].map((one) => [one, given[one] ?? given.en])) as Record<Language, Text>; // prettier-ignore

/** A name that is the same everywhere. */
export const everywhere = (name: string): Words => inEach({ en: name, de: name });

/** The best of our languages for an `Accept-Language` header (RFC 9110 12.5.4, RFC 4647 3.4); English when none fits. */
export function preferred(header: string | null): Language {
  const wishes = (header ?? "").split(",").map((part) => {
    const [tag = "", ...rest] = part.trim().toLowerCase().split(";");
    const q = rest.map((text) => /^\s*q=([0-9.]+)$/.exec(text)?.[1]).find(Boolean);
    return { language: closest(tag), weight: q === undefined ? 1 : Number(q) };
  });
  const best = wishes.filter(({ language, weight }) => language && weight > 0);
  return best.sort((a, b) => b.weight - a.weight)[0]?.language ?? "en";
}

/** Our language for a tag, or for its beginning: for pt-BR that before pt. Null where we speak neither. */
export function closest(tag: string): Language | null {
  const parts = tag.toLowerCase().split(/[-_]/);
  const wishes = parts.map((_none, at) => parts.slice(0, parts.length - at).join("-"));
  return wishes.flatMap((wish) => languages().find((one) => one.toLowerCase() === wish) ?? [])[0] ?? null;
}
