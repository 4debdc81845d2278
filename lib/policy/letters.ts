/**
 * Art. 12(1), (4): the company's own wording of its letters: of all of them under `every`, of one kind under its name. A text
 * that no letter has, a gap that nothing fills, and one that left out what the law asks for are found before anything is sent.
 */
import * as z from "zod";
import { languages } from "../../i18n/language";
import type { Language } from "../gdpr/language";
import {
  placesOf,
  wordedKinds,
  wordedParts,
  wordingProblems,
  type WordedKind,
  type WordedPart,
  type Wording,
  type WordingProblem,
} from "../gdpr/wording";
import { finding, type Finding } from "./problem";
import { writtenWords } from "./words";

/** Every text in English and German, and in any further language; there, what is not worded keeps the standing words. */
export const lettersSchema = z.partialRecord(
  z.enum(["every", ...wordedKinds]),
  z.strictObject(
    Object.fromEntries(wordedParts.map((part) => [part, writtenWords.optional()])) as Record<
      WordedPart,
      z.ZodOptional<typeof writtenWords>
    >,
  ),
);

type Letters = z.output<typeof lettersSchema>;

/** Each wrong text by itself, in each language. */
export function letterFindings({ letters = {} }: { letters?: Letters }): Finding[] {
  return (["every", ...wordedKinds] as const).flatMap((kind) =>
    languages().flatMap((language) =>
      wordingProblems(kind, wordingOf(letters[kind], language)).map((problem) => {
        const at = ["letters", kind, problem.part];
        return finding(problem.problem === "no-place" ? at : [...at, language], sentence(kind, problem));
      }),
    ),
  );
}

function sentence(kind: WordedKind | "every", found: WordingProblem): string {
  const place = placesOf(kind)[found.part];
  const gaps = [...(place?.must ?? []), ...(place?.may ?? [])].map((gap) => `{${gap}}`);
  switch (found.problem) {
    case "no-place":
      return `The letter “${kind}” has no text “${found.part}”: take it out, or write one of ${Object.keys(placesOf(kind)).join(", ")}.`;
    case "strange-gap":
      return gaps.length === 0
        ? `Nothing fills ${found.gap} in this text: it has no gaps, so write it out.`
        : `Nothing fills ${found.gap} in this text: write it out, or use ${gaps.join(", ")}.`;
    case "lost":
      return `The law asks for what {${found.gap}} says: put it back into the text.`;
    default:
      return found satisfies never;
  }
}

/** How the company words a letter: what it says of this kind, else what it says of all. */
export function standingWording(
  { letters = {} }: { letters?: Letters },
  kind: WordedKind,
  language: Language,
): Wording {
  const all = wordingOf(letters.every, language);
  const places = placesOf(kind);
  const fitting = Object.entries(all).filter(([part]) => places[part as WordedPart]);
  return { ...Object.fromEntries(fitting), ...wordingOf(letters[kind], language) };
}

const wordingOf = (given: Letters[keyof Letters] = {}, language: Language): Wording =>
  Object.fromEntries(
    Object.entries(given).flatMap(([part, text]) => (text?.[language] ? [[part, text[language]]] : [])),
  );
