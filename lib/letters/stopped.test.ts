/** Art. 5(1)(a), 12(1): what the answer to an ended use says where no system had to be told, and of what goes with the use. */
import { describe, expect, test } from "vitest";
import { composeLetter } from "./compose";
import type { Ended } from "./answer-facts";
import german from "../../messages/de.json";
import english from "../../messages/en.json";
import { completeFacts } from "./letters.fixture";
import type { ComposedKind, Language, LetterFacts } from "./letter";
import { renderText } from "./render";

function written<K extends ComposedKind>(kind: K, language: Language, facts: LetterFacts[K]): string {
  const letter = composeLetter(kind, language, facts);
  if (!letter.ok) throw new Error(letter.reason);
  return renderText(letter.value);
}

const { zone, systems, byHand, followUp, fileUntil } = completeFacts.withdrawal;
const letters = (language: Language, changed: Partial<Ended>) => {
  const ended = { zone, systems, byHand, followUp, fileUntil, ...changed };
  return [
    written("withdrawal", language, { ...completeFacts.withdrawal, ...ended }),
    written("objection", language, { ...completeFacts.objection, ...ended }),
    written("weighing", language, { ...completeFacts.weighing, outcome: "stops", endsOn: null, ended }),
  ];
};

const deletes = /we (began to )?delete|wir (jetzt )?löschen|löschen wir|begonnen zu löschen/i;

describe.each([
  ["en", "No system had to be told", "on a list that our systems ask before", /none of our systems used/i],
  ["de", "Kein System musste eigens", "auf einer Liste, die unsere Systeme fragen, bevor", /keines unserer Systeme/i],
] as const)("in %s", (language, nobodyTold, list, neverUsed) => {
  test("where no system had to be told it says why, and never that none had used the data", () => {
    for (const letter of letters(language, { systems: [], byHand: [] })) {
      expect(letter).toContain(nobodyTold);
      expect(letter).toContain(list);
      expect(letter).not.toMatch(neverUsed);
    }
  });

  test("where a system was told, or a person tells it, nothing of the kind is said", () => {
    for (const letter of [...letters(language, { byHand: [] }), ...letters(language, { systems: [] })])
      expect(letter).not.toContain(nobodyTold);
  });

  test("what nothing carries any longer is not called deleted while its own request is decided", () => {
    for (const letter of letters(language, {})) {
      expect(letter).toContain(followUp?.reference);
      expect(letter).toContain(language === "en" ? "A request of its own decides" : "entscheidet ein eigenes Anliegen");
      expect(letter).not.toMatch(deletes);
    }
    const { ended, timeline } = (language === "en" ? english : german).my;
    for (const said of [ended.follower, timeline.any["follow-up-opened"]]) {
      expect(said).toMatch(/request of its own|eigenes Anliegen/);
      expect(said).not.toMatch(deletes);
    }
  });
});

test("what may still arrive stands where it ended, and our file among what stays", () => {
  const letter = written("withdrawal", "de", {
    ...completeFacts.withdrawal,
    overlapUntil: completeFacts.withdrawal.fileUntil,
  });
  const places = [
    "Wo es beendet ist",
    "Eine bereits laufende Aussendung",
    "Wofür es keine Grundlage mehr gibt",
    "Was bleibt und warum",
    "Die Akte zu diesem Anliegen",
  ];
  const found = places.map((place) => letter.indexOf(place));
  expect(found.every((at) => at > 0)).toBe(true);
  expect(found).toEqual(found.toSorted((a, b) => a - b));
});
