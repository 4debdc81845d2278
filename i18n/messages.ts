/** The words of the portal: one file for each language, in it one key for each area. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { languageName, type Language } from "../lib/gdpr/language";
import { languages, messagesFolder } from "./language";
import { completed } from "./sentences";

export type Messages = { [key: string]: string | Messages };

/** Those that come along; tests hold them to be whole. */
const whole: readonly Language[] = ["en", "de"];

type Kept = { messages: Messages; written: number };
const kept = new Map<string, Kept>();

/**
 * All words of one language; English where its file lacks a sentence or has it wrong, and for a language that has no file any
 * more. Read once per process in production, anew after each change otherwise.
 */
export function messagesFor(language: Language, folder = messagesFolder()): Messages {
  const spoken = languages(folder).includes(language) ? language : "en";
  const file = fileOf(spoken, folder);
  const known = kept.get(file);
  if (known && process.env.NODE_ENV === "production") return known.messages;
  const written = statSync(/* turbopackIgnore: true */ file).mtimeMs;
  if (known?.written === written) return known.messages;
  const given = givenMessages(spoken, folder);
  const messages = whole.includes(spoken) ? given : completed(givenMessages("en", folder), given);
  nameLanguages(messages, spoken, folder);
  kept.set(file, { messages, written });
  return messages;
}

/** "German", "Deutsch": a file need not name the other languages. */
function nameLanguages({ law }: Messages, language: Language, folder: string): void {
  if (typeof law !== "object") throw new Error(`${fileOf(language, folder)} has no words of the law`);
  law.languages = Object.fromEntries(languages(folder).map((one) => [one, languageName(one, language)]));
}

/** A language's file as it stands. */
export const givenMessages = (language: Language, folder = messagesFolder()): Messages =>
  JSON.parse(readFileSync(/* turbopackIgnore: true */ fileOf(language, folder), "utf8")) as Messages;

const fileOf = (language: Language, folder: string): string =>
  join(/* turbopackIgnore: true */ folder, `${language}.json`);
