/** The texts of a letter as they stand, with their gaps: what somebody who words it anew starts from. */
import { placesOf, wordedParts, type Place, type WordedKind, type WordedPart, type Wording } from "../gdpr/wording";
import type { Language } from "./letter";
import { speaker, type Say } from "./words";

/** Stands for a number while the sentence is made, so that its plural is the one for many. */
const many = 77;

export type WordedText = { part: WordedPart; text: string; must: readonly string[]; may: readonly string[] };

/** Every text that can be worded: as `wording` has it, else as all letters have it; empty where nothing stands. */
export function textsOf(kind: WordedKind, language: Language, wording: Wording): WordedText[] {
  const [places, say] = [placesOf(kind), speaker(language)];
  return wordedParts.flatMap((part) => {
    const place = places[part];
    if (!place) return [];
    return [{ part, text: wording[part] ?? standing(part, place, say), must: place.must, may: place.may }];
  });
}

function standing(part: WordedPart, { key, must, may, numbers }: Place, say: Say): string {
  if (part === "opening" || part === "ending") return "";
  const gaps = [...must, ...may];
  const values: Record<string, string | number> = {
    ...Object.fromEntries(gaps.map((gap) => [gap, `{${gap}}`])),
    ...Object.fromEntries(numbers.map((gap) => [gap, many])),
    // What only grammar asks for.
    named: "yes",
    second: "no",
    secondAuthority: "",
    secondUrl: "",
  };
  const sentences = part === "remedies" ? [key, "remedies.page"] : [key];
  const text = sentences.map((sentence) => say(sentence, values)).join(" ");
  return numbers.reduce((filled, gap) => filled.replace(String(many), `{${gap}}`), text);
}
