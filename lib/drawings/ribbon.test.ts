import { expect, test } from "vitest";
import { day } from "../gdpr/day";
import { columns } from "./columns";
import { narrowRibbon, wideRibbon, type RibbonRow } from "./ribbon";

const row: RibbonRow = {
  key: "orders",
  label: "Orders and everything that hangs on them, in words that do not fit one line",
  since: day("2019-05-02"),
  until: day("2033-01-01"),
  tone: "lock",
  end: "1 January 2033",
};
const facts = {
  rows: [row, { ...row, key: "log", since: null, until: null }],
  today: day("2026-11-23"),
  todayLabel: "today",
};

test.each([
  ["wide", wideRibbon(facts)],
  ["narrow", narrowRibbon(facts)],
])("the %s ribbon has a bar of its tone for each row, its words, and today between the ends", (_which, { shapes }) => {
  const bars = shapes.flatMap((shape) => (shape.tag === "rect" ? [shape] : []));
  expect(new Set(bars.map(({ look }) => look))).toEqual(new Set(["lock"]));
  const [x = 0, width = 0] = [bars[0]?.at.x, bars[0]?.at.width].map((length) => Number.parseFloat(String(length)));
  const today = shapes.flatMap((shape) => (shape.tag === "line" && shape.look === "today" ? [shape.at.x1] : []))[0];
  expect(Number.parseFloat(String(today))).toBeGreaterThan(x);
  expect(Number.parseFloat(String(today))).toBeLessThan(x + width);
  const words = shapes.flatMap((shape) => (shape.tag === "text" ? [shape.text] : []));
  expect(words).toEqual(expect.arrayContaining(["1 January 2033", "today", "2019"]));
  expect(words.join(" ")).toContain("Orders and everything");
  expect(new Set(shapes.map(({ key }) => key)).size).toBe(shapes.length);
  // Nobody knows since when: no bar claims to.
  const before = shapes.filter(({ look }) => look === "unknown");
  expect(before.map(({ key }) => key)).toEqual(["log before"]);
  expect(Number.parseFloat(String(bars[1]?.at.x))).toBeCloseTo(Number.parseFloat(String(today)));
});

test.each([
  ["wide", wideRibbon, 780],
  ["narrow", narrowRibbon, 100],
])("on the %s ribbon a bar with a day is closed, one without runs out before the edge", (_which, drawn, edge) => {
  const { shapes } = drawn(facts);
  const bars = shapes.flatMap((shape) => (shape.tag === "rect" ? [shape] : []));
  const of = (key: string) => bars.filter((one) => one.key.startsWith(`${key} `));
  const [closed, ...more] = of("orders");
  expect(more).toEqual([]);
  expect(closed?.at.rx).toBeGreaterThan(0);
  const pieces = of("log").map(({ at }) => ({ ...at, x: Number.parseFloat(String(at.x)) }));
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.map(({ rx }) => rx)).toEqual(pieces.map(() => 0));
  const widths = pieces.map(({ width }) => Number.parseFloat(String(width)));
  expect(widths).toEqual(widths.toSorted((a, b) => b - a));
  expect((pieces.at(-1)?.x ?? 0) + (widths.at(-1) ?? 0)).toBeLessThan(edge);
});

test("columns are as high as their share, and every second of many names may go", () => {
  const groups = Array.from({ length: 12 }, (_none, i) => ({
    key: `m${i}`,
    label: `M${i}`,
    values: [i === 3 ? 4 : 0],
  }));
  const { shapes } = columns({ tones: ["full"], groups, written: String });
  const bars = shapes.flatMap((shape) => (shape.tag === "rect" ? [shape] : []));
  expect(bars.map(({ at }) => at.height).filter((height) => height !== 0)).toEqual([170]);
  expect(bars.filter(({ look }) => look === "full")).toHaveLength(1);
  expect(shapes.filter(({ look }) => look === "soft seldom")).toHaveLength(6);
});
