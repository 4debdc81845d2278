/** A file of messages against the English one: what is missing, and what could not be said with the values that the program gives. */
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import type { Messages } from "./messages";

/** One sentence that a file lacks or has wrong; `key` with its areas: "my.overview.title". */
export type SentenceProblem =
  | { key: string; why: "missing" | "unknown" | "empty" }
  | { key: string; why: "unreadable"; found: string }
  | { key: string; why: "places"; needed: string; found: string };

/** Every sentence of a file by its key. */
export function flat(messages: Messages, above = ""): Map<string, string> {
  const lines = Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${above}${key}`, value] as const] : [...flat(value, `${above}${key}.`)],
  );
  return new Map(lines);
}

/** Names of the values that a sentence takes, with the kind of each, also inside the branches of a plural or choice. */
export function places(sentence: string): string {
  // Most sentences take none; reading them whole would be most of the work.
  if (!/[{}<']/.test(sentence)) return "";
  const found = new Set<string>();
  const visit = (parts: MessageFormatElement[]) => {
    for (const part of parts) {
      if (part.type === TYPE.literal || part.type === TYPE.pound) continue;
      found.add(`${part.value}: ${TYPE[part.type]}`);
      if (part.type === TYPE.tag) visit(part.children);
      if (part.type === TYPE.plural || part.type === TYPE.select)
        for (const branch of Object.values(part.options)) visit(branch.value);
    }
  };
  visit(parse(sentence));
  return [...found].sort().join("; ");
}

/** All problems of a file, in the order of the English one. */
export function sentenceProblems(english: Messages, other: Messages): SentenceProblem[] {
  const [mine, theirs] = [flat(english), flat(other)];
  const wrong = [...mine].flatMap(([key, sentence]) => problemOf(key, sentence, theirs.get(key)) ?? []);
  const unknown = [...theirs.keys()].filter((key) => !mine.has(key));
  return [...wrong, ...unknown.map((key) => ({ key, why: "unknown" }) as const)];
}

function problemOf(key: string, english: string, other: string | undefined): SentenceProblem | null {
  if (other === undefined) return { key, why: "missing" };
  if (other.trim() === "") return { key, why: "empty" };
  const needed = places(english);
  let found: string;
  try {
    found = places(other);
  } catch (error) {
    return { key, why: "unreadable", found: error instanceof Error ? error.message : String(error) };
  }
  return needed === found ? null : { key, why: "places", needed, found };
}

/** The file with English sentences wherever it has problems: a reader meets a strange word, never a broken page. */
export function completed(english: Messages, other: Messages): Messages {
  const mine = flat(english);
  const theirs = flat(other);
  for (const { key, why } of sentenceProblems(english, other)) {
    const sentence = mine.get(key);
    if (why === "unknown" || sentence === undefined) theirs.delete(key);
    else theirs.set(key, sentence);
  }
  const filled = (part: Messages, above: string): Messages =>
    Object.fromEntries(
      Object.entries(part).map(([key, value]) => [
        key,
        typeof value === "string" ? (theirs.get(`${above}${key}`) ?? value) : filled(value, `${above}${key}.`),
      ]),
    );
  return filled(english, "");
}
