/** What is still to be done about each language that somebody added: by key, so that a translator finds it. */
import type { Language } from "../lib/gdpr/language";
import { languages, messagesFolder } from "./language";
import { givenMessages } from "./messages";
import { sentenceProblems, type SentenceProblem } from "./sentences";

export type LanguageProblems = { language: Language; problems: SentenceProblem[] };

/** Every language but English, each with what its file lacks or has wrong. */
export function problemsOf(folder = messagesFolder()): LanguageProblems[] {
  const english = givenMessages("en", folder);
  return languages(folder)
    .filter((language) => language !== "en")
    .map((language) => ({ language, problems: sentenceProblems(english, givenMessages(language, folder)) }));
}

/** A problem as a sentence: what stands there, and how it is mended. */
export function inWords(problem: SentenceProblem): string {
  switch (problem.why) {
    case "missing":
      return "is missing: English stands in its place. Write it.";
    case "empty":
      return "is empty: English stands in its place. Write it.";
    case "unknown":
      return "is a sentence that nothing shows: correct its key or take it out.";
    case "unreadable":
      return `cannot be read (${problem.found}): English stands in its place. Close every bracket; a bracket that is meant stands between apostrophes.`;
    case "places":
      return `needs ${problem.needed || "no value"}, but has ${problem.found || "none"}: English stands in its place. Use the same names.`;
    default:
      return problem satisfies never;
  }
}
