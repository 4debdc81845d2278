/** Every language here says what English says: the same keys, and in each sentence the same places to fill. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createTranslator } from "use-intl/core";
import { inWords, problemsOf } from "../i18n/check";
import { languages } from "../i18n/language";
import { givenMessages, messagesFor, type Messages } from "../i18n/messages";
import { flat, places, sentenceProblems } from "../i18n/sentences";

const folder = import.meta.dirname;
const english = flat(givenMessages("en", folder));

test("there are words at all, in the two languages that come along at least", () => {
  expect(english.size).toBeGreaterThan(100);
  expect(languages(folder)).toEqual(expect.arrayContaining(["en", "de"]));
});

test.each(problemsOf(folder))("$language lacks no sentence and has none wrong", ({ problems }) => {
  expect(problems.map((one) => `${one.key} ${inWords(one)}`)).toEqual([]);
});

test("no English sentence is empty", () => {
  expect([...english].filter(([, sentence]) => sentence.trim() === "").map(([key]) => key)).toEqual([]);
});

describe.each(languages(folder))("every sentence in %s", (locale) => {
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

describe("the comparison", () => {
  const file = (sentence: string): Messages => ({ area: { one: sentence } });
  const needed = file("{count, plural, one {# mail to <b>{name}</b>} other {# mails}}");

  test.each([
    ["{count, plural, other {# Mails an <b>{name}</b>}}", []],
    ["{count, plural, other {# Mails}}", ["places"]],
    ["{zahl, plural, other {# Mails an <b>{name}</b>}}", ["places"]],
    ["{count} Mails an <b>{name}</b>", ["places"]],
    ["{count, plural, one {# Mail an <b>{name}</b>}}", ["unreadable"]],
    ["Mails an <b>{name}", ["unreadable"]],
    [" ", ["empty"]],
  ])("finds in “%s”: %j", (sentence, expected) => {
    expect(sentenceProblems(needed, file(sentence)).map(({ why }) => why)).toEqual(expected);
  });

  test("finds what is missing and what nothing shows", () => {
    expect(sentenceProblems(needed, { area: {}, other: { two: "x" } })).toEqual([
      { key: "area.one", why: "missing" },
      { key: "other.two", why: "unknown" },
    ]);
  });

  test("an apostrophe is a letter, one before a bracket makes it text", () => {
    expect([places("It's {name}"), places("'{name}'")]).toEqual(["name: argument", ""]);
  });
});
