/** Both languages say the same things: the same keys, and in each sentence the same places to fill. */
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createTranslator } from "use-intl/core";
import { messagesFor, type Messages } from "../i18n/messages";

const folder = import.meta.dirname;
const english = flat(messagesFor("en", folder));
const german = flat(messagesFor("de", folder));

function flat(messages: Messages, above = ""): Map<string, string> {
  const lines = Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${above}${key}`, value] as const] : [...flat(value, `${above}${key}.`)],
  );
  return new Map(lines);
}

/** Names of the values that a sentence takes, with the kind of each, also inside the branches of a plural or choice. */
function places(sentence: string): string {
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

test("there are words at all", () => expect(english.size).toBeGreaterThan(100));

test("both languages have the same keys", () => {
  const missing = (from: Map<string, string>, to: Map<string, string>) =>
    [...from.keys()].filter((key) => !to.has(key));
  expect({ missingInGerman: missing(english, german), missingInEnglish: missing(german, english) }).toEqual({
    missingInGerman: [],
    missingInEnglish: [],
  });
});

test("each sentence has the same places to fill in both", () => {
  const differ = [...english].flatMap(([key, sentence]) => {
    const other = german.get(key);
    if (other === undefined) return [];
    const [mine, theirs] = [places(sentence), places(other)];
    return mine === theirs ? [] : [`${key}: ${mine} | ${theirs}`];
  });
  expect(differ).toEqual([]);
});

test("no sentence is empty", () => {
  expect([...english, ...german].filter(([, sentence]) => sentence.trim() === "").map(([key]) => key)).toEqual([]);
});

describe.each(["en", "de"] as const)("every sentence in %s", (locale) => {
  test("is a message that can be written", () => {
    const broken: string[] = [];
    const t = createTranslator({
      locale,
      messages: messagesFor(locale, folder),
      onError: (error) => {
        // Values are not given here; what counts is that the sentence can be read.
        if (error.code === "INVALID_MESSAGE") broken.push(error.message);
      },
    }) as unknown as (key: string) => string;
    for (const key of english.keys()) t(key);
    expect(broken).toEqual([]);
  });
});

test("the folder is the one the pages read", () => {
  expect(messagesFor("en", join(process.cwd(), "messages"))).toEqual(messagesFor("en", folder));
});
