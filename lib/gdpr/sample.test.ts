import { describe, expect, test } from "vitest";
import { drawSample, sampleSize } from "./sample";

const members = (count: number) => Array.from({ length: count }, (_, n) => `R-${String(n).padStart(16, "0")}`);
const seed = "5e".repeat(32);

describe("a drawn sample", () => {
  test.each([
    [0, 0, "nobody"],
    [2, 2, "all of a few"],
    [5, 5, "all of five"],
    [6, 5, "never fewer than five"],
    [25, 5, "the root of 25"],
    [26, 6, "rounded up"],
    [2_500, 50, "the root of 2,500"],
    [2_501, 50, "never more than fifty"],
    [100_000, 50, "nor of a whole breach day"],
  ])("of %i has %i: %s", (all, size) => {
    expect(sampleSize(all)).toBe(size);
    expect(drawSample(members(all), seed)).toHaveLength(size);
  });

  test("is the same for the same seed, in whatever order the members come, and another one for another seed", () => {
    const all = members(400);
    const drawn = drawSample(all, seed);
    expect(drawSample(all.toReversed(), seed)).toEqual(drawn);
    expect(drawSample(all, "5f".repeat(32))).not.toEqual(drawn);
    expect(drawn).not.toEqual(all.slice(0, drawn.length));
  });

  test("misses nobody: over many seeds each member is drawn about as often", () => {
    const all = members(50);
    const times = new Map(all.map((one) => [one, 0]));
    for (let n = 0; n < 1_000; n += 1)
      for (const one of drawSample(all, n.toString(16).padStart(64, "0"))) times.set(one, (times.get(one) ?? 0) + 1);
    // 8 of 50 in 1,000 draws: 160 times each, give or take five standard deviations.
    for (const count of times.values()) expect(Math.abs(count - 160)).toBeLessThan(60);
  });

  test("is drawn again word for word from what was written down", () => {
    expect(drawSample(members(6), "00".repeat(32))).toMatchInlineSnapshot(`
      [
        "R-0000000000000004",
        "R-0000000000000001",
        "R-0000000000000000",
        "R-0000000000000005",
        "R-0000000000000002",
      ]
    `);
  });

  test("is not drawn from a list that has somebody twice", () => {
    expect(() => drawSample(["R-1", "R-1"], seed)).toThrow();
  });
});
