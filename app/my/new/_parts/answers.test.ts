import { expect, test } from "vitest";
import { address, carried, choiceOf, questionFor, readAnswers, type Query } from "./answers";

const id = "7f0c6a52-4d0f-4b0e-9c0a-2f7a7b1c9d10";
const erasure = { id, want: "erasure", scope: "everything", contact: "stop" };

test.each<[string, Query, boolean, string]>([
  ["nothing yet", {}, false, "want"],
  ["access needs no more questions", { want: "access" }, false, "check"],
  ["deletion asks how much", { want: ["access", "erasure"] }, false, "scope"],
  ["licences only for those who have some", { want: "erasure", scope: "everything" }, false, "contact"],
  ["licences for those who have some", { want: "erasure", scope: "everything" }, true, "licences"],
  ["the preview comes before the check", erasure, false, "preview"],
  ["everything answered", { ...erasure, seen: "yes" }, false, "check"],
  ["chosen kinds without a kind are no answer", { want: "erasure", scope: "categories" }, false, "scope"],
  ["a change link goes back", { ...erasure, seen: "yes", at: "scope" }, false, "scope"],
  ["no link skips a question", { want: "erasure", at: "check" }, false, "scope"],
  ["what is not offered is not asked", { want: "objection" }, false, "want"],
  ["made-up words are no answers", { want: "erasure", scope: "<script>" }, false, "scope"],
])("%s", (_why, query, hasLicences, question) => {
  expect(questionFor(readAnswers(query), hasLicences, query.at)).toBe(question);
});

test.each(["fraud-file", "authority-disclosure"])("%s in the address is like a kind that does not exist", (hidden) => {
  const chosen = (...category: string[]) => readAnswers({ ...erasure, scope: "categories", category });
  expect(chosen(hidden)).toEqual(chosen("no-such-kind"));
  expect(questionFor(chosen(hidden), false, undefined)).toBe("scope");
  expect(chosen("newsletter", hidden)).toEqual(chosen("newsletter", "no-such-kind"));
  expect(choiceOf(chosen("newsletter", hidden))?.categories).toEqual(["newsletter"]);
});

test("a changed scope asks for the preview anew and keeps the rest", () => {
  const answers = readAnswers({ ...erasure, licences: "keep", seen: "yes" });
  expect(carried(answers, "scope")).toEqual({ id, want: ["erasure"], contact: "stop", asked: "scope" });
  expect(address(answers, "contact")).toContain("at=contact");
});

test("the id of a form stays the same over all its pages", () => {
  expect(readAnswers({ id }).id).toBe(id);
  expect(readAnswers({ id: "x" }).id).toMatch(/^[0-9a-f-]{36}$/);
});

test("the answers become the choice that the step takes", () => {
  expect(choiceOf(readAnswers({ ...erasure, licences: "give-up" }))).toEqual({
    scope: "everything",
    categories: [],
    keepLicences: false,
    doNotContact: true,
  });
  expect(choiceOf(readAnswers({ want: "access" }))).toBeNull();
});
