/** An answer that left something says by when it is done, as the page of its request does. */
import { expect, test } from "vitest";
import { composeLetter } from "./compose";
import { completeFacts } from "./letters.fixture";
import type { Language, LetterFacts } from "./letter";
import { renderText } from "./render";

function written<K extends "erasure" | "access">(kind: K, language: Language, facts: Partial<LetterFacts[K]> = {}) {
  const letter = composeLetter(kind, language, { ...completeFacts[kind], ...facts });
  if (!letter.ok) throw new Error(letter.reason);
  return renderText(letter.value);
}

test("a deletion: what people do by hand and what is still to be confirmed; nothing where nothing is left", () => {
  expect(written("erasure", "en")).toMatch(/Not everything is confirmed yet[^.]* is done by 17 December 2026\./);
  expect(written("erasure", "de")).toContain("ist bis zum 17. Dezember 2026 erledigt");
  expect(written("erasure", "en", { restBy: null })).not.toContain("Not everything is confirmed yet");
});

test("a copy: where people still look", () => {
  expect(written("access", "en")).toContain("That is done by 15 December 2026.");
  expect(written("access", "de")).toContain("Das ist bis zum 15. Dezember 2026 geschehen.");
  expect(written("access", "en", { searchedBy: null })).not.toContain("That is done by");
});
