/** Art. 12: a letter that somebody worded is the same letter but for those words, and lacks nothing that the law asks for. */
import { describe, expect, test } from "vitest";
import { wordingProblems, type Wording } from "../gdpr/wording";
import { composeLetter } from "./compose";
import { completeFacts } from "./letters.fixture";
import type { ComposedKind, Language, LetterFacts } from "./letter";
import { mustHaves } from "./must-haves";
import { renderText } from "./render";
import { textsOf } from "./texts";

const kinds = Object.keys(completeFacts) as ComposedKind[];
const languages: Language[] = ["en", "de"];
/** One authority: words that are typed have no grammar for two. */
const factsOf = <K extends ComposedKind>(kind: K): LetterFacts[K] => ({
  ...completeFacts[kind],
  secondAuthority: null,
});

function written(kind: ComposedKind, language: Language, wording: Wording = {}, more: object = {}): string {
  const letter = composeLetter(kind, language, { ...factsOf(kind), ...more }, wording);
  if (!letter.ok) throw new Error(letter.reason);
  return renderText(letter.value);
}
const standing = (kind: ComposedKind, language: Language): Wording =>
  Object.fromEntries(textsOf(kind, language, {}).map(({ part, text }) => [part, text]));
const oneLine = (text: string) => text.replace(/\s+/g, " ");

describe.each(languages)("in %s", (language) => {
  test.each(kinds)("%s: the standing words, taken as they stand, give the standing letter", (kind) => {
    const own = standing(kind, language);
    expect(wordingProblems(kind, own)).toEqual([]);
    expect(oneLine(written(kind, language, own))).toBe(oneLine(written(kind, language)));
  });

  test.each(kinds)("%s: opening and ending stand where the law leaves room", (kind) => {
    const text = written(kind, language, { opening: "One.\n\nTwo {reference}.", ending: "Three {controller}." });
    expect(text).toMatch(/^[^\n]+\n=+\n\n[^\n]+,\n\nOne\.\n\nTwo R-0K3V9T2M7QX4B8NC\.\n\n/);
    expect(text).toMatch(/\n\nThree Klangwerk Audio GmbH\.\n\n/);
    expect(text.indexOf("Three")).toBeLessThan(text.lastIndexOf("privacy@klangwerk.example"));
    expect(text).not.toMatch(/[{}]/);
  });
});

test("what a text has lost is named, and the letter cannot be composed", () => {
  const facts = factsOf("refusal");
  const lost: Wording = { remedies: "You may complain." };
  expect(composeLetter("refusal", "en", facts, lost)).toEqual({ ok: false, reason: "authority-missing" });
  const musts = mustHaves("refusal", facts, lost);
  expect(musts.filter(({ met }) => !met)).toEqual([{ must: "authority-missing", met: false }]);
  expect(mustHaves("refusal", facts).every(({ met }) => met)).toBe(true);
  expect(musts.map(({ must }) => must)).toEqual([
    "reference-missing",
    "contact-missing",
    "what-missing",
    "authority-missing",
    "ground-missing",
    "facts-missing",
    "alternative-missing",
  ]);
});

test("words that somebody typed are words: neither a gap nor markup in a fact is read", () => {
  const text = written("refusal", "en", { main: "So it was: {facts}" }, { facts: "{article} <b>$&</b>" });
  expect(text).toContain("So it was: {article} <b>$&</b>");
});

test("the way to a court stands whatever is worded; where nobody's name is known, none is said", () => {
  const own = { remedies: "{authority}, {url}, {complaintUrl}", salutation: "Dear {name}, good morning," };
  const text = written("erasure", "en", own, { name: null });
  expect(text).toContain("You can also go to court.");
  expect(text).toContain("\n\nDear, good morning,\n\n");
  expect(text.split("/complaint")).toHaveLength(2);
});

test("a text of an erasure keeps the numbers that the law asks for", () => {
  const text = written("erasure", "de", { main: "Am {doneOn} war alles getan, was Sie am {receivedOn} wollten." });
  expect(text).toContain("Am 1. Dezember 2026 war alles getan, was Sie am 23. November 2026 wollten.");
  expect(text).toContain("§ 147 AO");
});
