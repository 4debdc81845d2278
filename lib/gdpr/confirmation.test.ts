import { expect, test } from "vitest";
import { confirmationTold, confirmedBy, type Promised } from "./confirmation";
import { day } from "./day";

const zone = "Europe/Berlin";
const answeredAt = new Date("2026-11-28T11:00:00Z");
const promised = (by: string, settled: string | null = null): Promised => ({
  confirmBy: new Date(`${by}T10:00:00Z`),
  settledAt: settled === null ? null : new Date(settled),
});

test("the last day that a system promised, of those that still waited", () => {
  const promises = [promised("2026-12-05"), promised("2026-12-12"), promised("2027-01-20", "2026-11-28T10:59:00Z")];
  expect(confirmedBy(zone, promises, answeredAt)).toBe("2026-12-12");
});

test("what was confirmed after the answer does not move the day that the answer named", () => {
  const later = [promised("2026-12-05"), promised("2026-12-12", "2026-12-01T08:00:00Z")];
  expect(confirmedBy(zone, later, answeredAt)).toBe("2026-12-12");
});

test("two weeks where nobody promised anything, or the promise is over", () => {
  expect(confirmedBy(zone, [], answeredAt)).toBe("2026-12-12");
  expect(confirmedBy(zone, [promised("2026-11-28")], answeredAt)).toBe("2026-12-12");
  expect(confirmedBy(zone, [promised("2026-11-29")], answeredAt)).toBe("2026-11-29");
});

test("days are those of the company's zone", () =>
  expect(confirmedBy(zone, [], new Date("2026-11-28T23:30:00Z"))).toBe("2026-12-13"));

test("the page has the day of the letter, and before it no day that a system asked later may break", () => {
  const [now, dueOn] = [answeredAt, day("2026-12-28")];
  const promises = [promised("2026-11-30")];
  expect(confirmationTold(zone, promises, { answeredAt, dueOn, now })).toBe("2026-11-30");
  expect(confirmationTold(zone, promises, { answeredAt: null, dueOn, now })).toBe("2026-12-28");
  expect(confirmationTold(zone, [promised("2027-01-20")], { answeredAt: null, dueOn, now })).toBe("2027-01-20");
});
