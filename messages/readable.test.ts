/**
 * Art. 12(1): "clear and plain language", as a figure for each text that a customer reads. LIX (C. H. Björnsson, Läsbarhet, 1968) is the
 * words of a sentence, by the median of the text's mean, plus the hundredth part of words with more than six letters; it needs no
 * syllables and so counts alike in both languages. Up to 40 is easy, up to 50 what newspapers write. German joins words, which makes
 * them long without making them hard: it may be ten higher.
 */
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { describe, expect, test } from "vitest";
import { loadPolicy } from "../lib/policy/load";
import { messagesFor, type Messages } from "../i18n/messages";

const limits = { en: { lix: 50, sentence: 32, median: 30 }, de: { lix: 60, sentence: 32, median: 40 } } as const;
/** In fewer words the share of long ones says nothing; such a text is held to the length of its sentences alone. */
const fewest = 12;
/** What staff read is held to no figure. */
const customers = ["shell", "my", "law", "letters"] as const;

function flat(messages: Messages, above: string): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[`${above}${key}`, spoken(parse(value))] as [string, string]]
      : flat(value, `${above}${key}.`),
  );
}

/** The text as somebody reads it: a word for each gap, and of each choice the most general branch. */
function spoken(parts: MessageFormatElement[]): string {
  return parts
    .map((part) => {
      if (part.type === TYPE.literal) return part.value;
      if (part.type === TYPE.tag) return spoken(part.children);
      if (part.type === TYPE.plural || part.type === TYPE.select) return spoken(part.options.other?.value ?? []);
      return "5";
    })
    .join("");
}

function textsOf(locale: "en" | "de"): [string, string][] {
  const messages = messagesFor(locale, import.meta.dirname);
  const { categories, purposes } = loadPolicy("policy.yaml");
  return [
    ...customers.flatMap((space) => flat(messages[space] as Messages, `${space}.`)),
    ...Object.entries(categories).map(([id, { what }]): [string, string] => [`policy: ${id}`, what[locale]]),
    ...Object.entries(purposes).map(([id, { label }]): [string, string] => [`policy: ${id}`, label[locale]]),
  ];
}

const pieces = (text: string, locale: string, granularity: "sentence" | "word") =>
  [...new Intl.Segmenter(locale, { granularity }).segment(text)].filter(({ segment, isWordLike }) =>
    granularity === "word" ? isWordLike : segment.trim() !== "",
  );

function measured(text: string, locale: string): { words: number; lix: number; longest: number } {
  const sentences = text.split(/\n|; |: /).flatMap((part) => pieces(part, locale, "sentence"));
  const lengths = sentences.map(({ segment }) => pieces(segment, locale, "word").length);
  const words = pieces(text, locale, "word");
  const long = words.filter(({ segment }) => segment.length > 6).length;
  return {
    words: words.length,
    lix: Math.round(words.length / Math.max(1, sentences.length) + (100 * long) / Math.max(1, words.length)),
    longest: Math.max(0, ...lengths),
  };
}

describe.each(["en", "de"] as const)("what customers read, in %s", (locale) => {
  const limit = limits[locale];
  const texts = textsOf(locale).map(([key, text]) => ({ key, text, ...measured(text, locale) }));
  const judged = texts.filter(({ words }) => words >= fewest);

  test("there is enough to judge", () => expect(judged.length).toBeGreaterThan(200));

  test("no text is hard to read", () => {
    expect(judged.filter(({ lix }) => lix > limit.lix).map(({ key, lix, text }) => `${lix} ${key}: ${text}`)).toEqual(
      [],
    );
  });

  test("no sentence is too long to follow", () => {
    const tooLong = texts.filter(({ longest }) => longest > limit.sentence);
    expect(tooLong.map(({ key, longest, text }) => `${longest} ${key}: ${text}`)).toEqual([]);
  });

  test("none says that it is everything: something may wait for a review, or come to light later", () => {
    const all =
      locale === "en"
        ? /\beverything (we hold|we have|that belongs|about you)|\bcopy of everything/i
        : /\ball(es|em),? was (wir|zu Ih)/i;
    // A pause of everything says what it covers, not what is held.
    const claims = texts.filter(({ key, text }) => all.test(text) && !key.endsWith(".everything"));
    expect(claims.map(({ key, text }) => `${key}: ${text}`)).toEqual([]);
  });

  test("half of them are easy", () => {
    const sorted = judged.map(({ lix }) => lix).toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(limit.median);
  });
});

test("the figure tells a plain sentence from one that nobody understands", () => {
  const plain = "We delete your data today. You get a letter from us when it is done.";
  const hard =
    "Notwithstanding statutory preservation requirements, personal information concerning identifiable individuals undergoes comprehensive elimination procedures.";
  expect(measured(plain, "en").lix).toBeLessThan(25);
  expect(measured(hard, "en").lix).toBeGreaterThan(80);
});
