import { expect, test } from "vitest";
import { day } from "../gdpr/day";
import { extent, scaleOf, wrapped } from "./ribbon-scale";

const today = day("2026-11-23");

test("a bar runs from the first day to the last, today between them", () => {
  const row = { since: day("2019-05-02"), until: day("2033-01-01") };
  const scale = scaleOf([row], today);
  const [from, to] = extent(row, scale, today);
  expect(from).toBeLessThan(scale.at(today));
  expect(to).toBeGreaterThan(scale.at(today));
  expect(scale.years[0]).toEqual({ year: "2019", at: 0 });
});

test("no dates: the bar runs from today to the end; never outside it", () => {
  const row = { since: null, until: null };
  expect(extent(row, scaleOf([row], today), today)).toEqual([scaleOf([row], today).at(today), 1]);
  const never = { since: day("2020-01-01"), until: day("9999-12-31") };
  expect(extent(never, scaleOf([never], today), today)[1]).toBe(1);
});

test("where nothing has a day, today is not at the edge", () => {
  const rows = [{ since: day("2024-05-02"), until: null }];
  const scale = scaleOf(rows, today);
  expect(1 - scale.at(today)).toBeGreaterThan(0.2);
  expect(scaleOf([{ since: day("2024-05-02"), until: day("2027-01-01") }], today).last).toBe(2028);
});

test("a label breaks into at most two lines", () => {
  expect(wrapped("Messages about a contract", 40)).toEqual(["Messages about a contract"]);
  expect(wrapped("a long label of many words that never seem to end", 16)).toEqual([
    "a long label of",
    "many words that …",
  ]);
});
