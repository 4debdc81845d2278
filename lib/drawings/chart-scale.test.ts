/** Ticks are round and reach as far as the values; bars lie where their numbers say. */
import { describe, expect, test } from "vitest";
import { axis, columnsOf, everyOf, middleOf, partsOf, share, ticksTo } from "./chart-scale";

describe("ticks", () => {
  test.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [4, [0, 1, 2, 3, 4]],
    [5, [0, 2, 4, 6]],
    [10, [0, 5, 10]],
    [11, [0, 5, 10, 15]],
    [40, [0, 10, 20, 30, 40]],
    [41, [0, 20, 40, 60]],
    [999, [0, 500, 1000]],
    [120_000, [0, 50_000, 100_000, 150_000]],
  ])("to %i", (most, expected) => expect(ticksTo(most)).toEqual(expected));

  test("never end below the value, are never more than asked for", () => {
    for (let most = 0; most < 3000; most += 7) {
      const ticks = ticksTo(most);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
      expect(ticks.length).toBeLessThanOrEqual(5);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }
  });
});

describe("columns", () => {
  test("stand side by side, as high as their share of the highest tick", () => {
    const [first, second] = columnsOf([5, 10], { index: 0, of: 2, top: 10 });
    expect(first).toMatchObject({ height: 0.5 });
    expect(second).toMatchObject({ height: 1 });
    expect(second?.x).toBeCloseTo((first?.x ?? 0) + (first?.width ?? 0));
    expect(first?.x).toBeGreaterThan(axis);
  });

  test("the groups fill the width and never meet", () => {
    const ends = [0, 1, 2].map((index) => columnsOf([1, 1], { index, of: 3, top: 1 }));
    for (const [i, group] of ends.entries()) {
      const [left, right] = [group[0]?.x ?? 0, (group[1]?.x ?? 0) + (group[1]?.width ?? 0)];
      expect((left + right) / 2).toBeCloseTo(middleOf(i, 3));
      expect(right).toBeLessThan(ends[i + 1]?.[0]?.x ?? 1);
    }
  });

  test("nothing is high where nothing was counted", () => {
    expect(columnsOf([0], { index: 0, of: 1, top: 1 })[0]?.height).toBe(0);
  });
});

test("parts of a bar follow each other", () => {
  expect(partsOf([2, 0, 1], 4)).toEqual([
    { x: 0, width: 0.5 },
    { x: 0.5, width: 0 },
    { x: 0.5, width: 0.25 },
  ]);
  expect(partsOf([0, 0], 0)).toEqual([
    { x: 0, width: 0 },
    { x: 0, width: 0 },
  ]);
});

test("of many groups not each is named", () => {
  expect([12, 13, 24, 120].map((groups) => everyOf(groups, 12))).toEqual([1, 2, 2, 10]);
  expect(everyOf(0, 12)).toBe(1);
});

test("a share is written as a percentage", () => expect(share(1 / 3)).toBe("33.33%"));
