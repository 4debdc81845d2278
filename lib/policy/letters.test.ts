/** The company's own wording: what is missing is said with its line, in both languages, and what stands is taken. */
import { expect, test } from "vitest";
import { broken, problemsOf } from "./broken.fixture";
import { letterFindings, standingWording } from "./letters";
import { readPolicy } from "./load";
import type { Policy } from "./schema";

const withLetters = (text: string) =>
  broken({ under: "purposes", from: "purposes:", to: `letters:\n${text}\npurposes:` });
const both = (en: string, de: string) => `{ en: "${en}", de: "${de}" }`;

test.each<[string, string, string, RegExp]>([
  ["a gap of no letter", `  every:\n    ending: ${both("Bye {nobody}", "Ende")}`, "letters.every.ending.en", /Nothing fills \{nobody\}.*\{reference\}/],
  ["a must-have is lost in one language", `  refusal:\n    main: ${both("Because: {facts}", "Darum nicht.")}`, "letters.refusal.main.de", /\{facts\}.*put it back/],
  ["a text that the letter has not", `  acknowledgement:\n    remedies: ${both("a", "b")}`, "letters.acknowledgement.remedies", /has no text “remedies”.*contact/],
  ["a language is missing", "  fee:\n    opening: { en: Hello }", "letters.fee.opening.de", /“de” is missing/],
  ["no such letter", `  praise:\n    opening: ${both("a", "b")}`, "letters", /praise/],
  ["what one letter is about, of all", `  every:\n    main: ${both("a", "b")}`, "letters.every.main", /“every” has no text “main”/],
])("%s", (_, text, path, message) => {
  const found = problemsOf(withLetters(text));
  expect(found.map((one) => one.path)[0]).toContain(path);
  expect(found[0]?.message).toMatch(message);
}); // prettier-ignore

test("a letter is worded as the company says of it, else as it says of all, in the person's language", () => {
  const text = `  every:\n    ending: ${both("Yours", "Ihre")}\n    remedies: ${both("{authority} {url} {complaintUrl}", "{authority} {url} {complaintUrl}.")}\n  fee:\n    ending: ${both("Our fee", "Unser Entgelt")}`;
  const { policy, problems } = readPolicy(withLetters(text));
  expect(problems).toEqual([]);
  const known = policy as Policy;
  expect(letterFindings(known)).toEqual([]);
  expect(standingWording(known, "fee", "de")).toEqual({ ending: "Unser Entgelt", remedies: "{authority} {url} {complaintUrl}." }); // prettier-ignore
  expect(standingWording(known, "refusal", "en").ending).toBe("Yours");
  // It answers nothing, so the remedies of the others have no place in it.
  expect(standingWording(known, "acknowledgement", "en")).toEqual({ ending: "Yours" });
});
