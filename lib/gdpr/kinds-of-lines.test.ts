import { expect, test } from "vitest";
import { day } from "./day";
import { byFate, endOf, kindsOf } from "./kinds-of-lines";
import type { Line } from "./answer-line";

const line: Line = {
  key: "shop invoice locked norm",
  category: "invoice",
  label: "Invoices",
  what: "What you bought.",
  fate: "locked",
  reason: "norm",
  ground: "17(3)(b)",
  norm: "§ 147 AO",
  event: null,
  taxYear: false,
  count: 2,
  system: "Shop",
  since: day("2020-03-01"),
  from: day("2031-01-01"),
  last: day("2031-01-01"),
  on: null,
};

const elsewhere: Line = {
  ...line,
  key: "2",
  system: "Books",
  count: 3,
  since: day("2019-05-01"),
  last: day("2033-01-01"),
};
const dateless: Line = { ...line, key: "3", from: null, last: null, reason: "warranty", count: 1 };
const other: Line = { ...line, key: "4", category: "account", label: "Account", count: null, from: null, last: null };

test("a kind is told once, with all of its records, from its first day to its last", () => {
  const kinds = kindsOf([line, other, elsewhere, dateless]);
  expect(kinds.map(({ label, count }) => [label, count])).toEqual([
    ["Invoices", 6],
    ["Account", null],
  ]);
  expect(kinds[0]).toMatchObject({
    systems: ["Shop", "Books"],
    since: "2019-05-01",
    from: "2031-01-01",
    last: "2033-01-01",
  });
  expect(kinds.flatMap(({ lines }) => lines.map(({ key }) => key)).toSorted()).toEqual(
    [line, other, elsewhere, dateless].map(({ key }) => key).toSorted(),
  );
});

test("a kind of which some cannot be counted has no number, wherever that line stands", () => {
  const uncounted = { ...line, key: "5", count: null };
  expect(kindsOf([uncounted, line])[0]?.count).toBeNull();
  expect(kindsOf([line, uncounted])[0]?.count).toBeNull();
});

test("a kind is done when the last line of it is, and not before", () => {
  const [first, second] = [day("2026-02-01"), day("2026-03-01")];
  expect(
    kindsOf([
      { ...line, on: second },
      { ...elsewhere, on: first },
    ])[0]?.on,
  ).toBe(second);
  expect(kindsOf([{ ...line, on: second }, elsewhere])[0]?.on).toBeNull();
});

test("the end of what stays is its last day; a kind without a day is counted once, beside it", () => {
  expect(endOf([line, elsewhere, dateless, { ...dateless, key: "6" }, other])).toEqual({ last: "2033-01-01", open: 2 });
  expect(endOf([dateless])).toEqual({ last: null, open: 1 });
  expect(endOf([])).toEqual({ last: null, open: 0 });
});

test("where fates are told apart, a kind has one for each of its fates, in its place", () => {
  const lines = [line, elsewhere, { ...line, key: "3", fate: "stays" as const, count: 7 }, { ...line, key: "4", category: "order" }]; // prettier-ignore
  expect(byFate(lines).map(({ category, fate, count }) => [category, fate, count])).toEqual([
    ["invoice", "locked", 5],
    ["invoice", "stays", 7],
    ["order", "locked", 2],
  ]);
});
