import { expect, test } from "vitest";
import { day } from "./day";
import { canBePassedOn, lastDayOf } from "./hand-over";

test.each([
  ["2026-11-20", "2026-11-25", "2026-12-04"],
  ["2026-11-20", "2026-12-03", "2026-12-04"],
  ["2026-11-20", "2026-12-20", "2026-12-21"],
  ["2026-11-20", "2026-10-01", "2026-12-04"],
])("a link of %s for a task due on %s is good until %s", (today, dueOn, last) => {
  expect(lastDayOf(day(today), day(dueOn))).toBe(last);
});

test("what a decision settles and what has to be posted stay at the desk", () => {
  expect(canBePassedOn({ kind: "access-by-hand", letter: null })).toBe(true);
  expect(canBePassedOn({ kind: "tell-recipient", letter: null })).toBe(true);
  expect(canBePassedOn({ kind: "decide-again", letter: null })).toBe(false);
  expect(canBePassedOn({ kind: "message", letter: null })).toBe(false);
  expect(canBePassedOn({ kind: "post-letter", letter: "00000000-0000-4000-8000-000000000000" })).toBe(false);
});
