/** The first page promises nothing that is past, and calls nothing done that is not. */
import { expect, test } from "vitest";
import { day } from "../../../lib/gdpr/day";
import type { Brief } from "../../../lib/queries/my/requests";
import { dayOf, stands } from "./stands";

const today = day("2026-11-28");
const brief = (fields: Partial<Brief>) =>
  ({ reference: "R-1", closed: false, dueOn: day("2026-12-28"), closedOn: null, copyUntil: null, ...fields }) as Brief;
const closed = brief({ closed: true, closedOn: day("2026-11-27") });
const rest = (by: string) => new Map([["R-1", { by: day(by), late: by < today }]]);
const said = (requests: Brief[], left = new Map<never, never>() as ReturnType<typeof rest>) =>
  stands(requests, left, today).map(({ key, date }) => [key, date]);

test.each([
  ["nothing asked", [], undefined, [["none", null]]],
  ["all done", [closed], undefined, [["all-closed", null]]],
  ["open", [brief({})], undefined, [["open", "2026-12-28"]]],
  ["open past its date", [brief({}), brief({ dueOn: day("2026-11-27") })], undefined, [["open-late", "2026-11-27"]]],
  ["answered, a person still works", [closed], rest("2026-12-05"), [["rest", "2026-12-05"]]],
  ["answered, a person should be through", [closed], rest("2026-11-20"), [["rest-late", "2026-11-20"]]],
] as const)("%s", (_, requests, left, keys) => {
  expect(said([...requests], left)).toEqual(keys);
});

test("a copy that lies ready hides no open request and no work that is left", () => {
  const ready = { ...closed, copyUntil: day("2026-12-27") };
  expect(said([ready, brief({})], rest("2026-12-05"))).toEqual([
    ["copy", "2026-12-27"],
    ["open", "2026-12-28"],
    ["rest", "2026-12-05"],
  ]);
});

test("in the list a past date is late, and an answer that left something is no end", () => {
  expect(dayOf(brief({ dueOn: day("2026-11-27") }), undefined, today)?.key).toBe("due-late");
  expect(dayOf(brief({ dueOn: today }), undefined, today)?.key).toBe("due");
  expect(dayOf(closed, undefined, today)?.key).toBe("closed");
  expect(dayOf(closed, { by: day("2026-12-05"), late: false }, today)?.key).toBe("answered");
});
