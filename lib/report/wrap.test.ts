import fc from "fast-check";
import { expect, test } from "vitest";
import { wrap } from "./wrap";

const measure = (word: string) => word.length + 1;

test.each([
  ["one two three", 7, ["one two ", "three "]],
  ["one two three", 8, ["one two ", "three "]],
  ["one\ntwo", 20, ["one ", "two "]],
  ["abcdefgh ij", 4, ["abcd ", "efgh ", "ij "]],
  ["", 4, [" "]],
] as const)("%j in %i", (text, width, lines) => expect(wrap(text, width, measure)).toEqual(lines));

test("nothing is lost, and no line is too wide", () => {
  const text = fc.array(fc.string({ unit: "grapheme-ascii", maxLength: 30 })).map((words) => words.join(" "));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (text, width) => {
      const lines = wrap(text, width, measure);
      expect(lines.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      for (const line of lines) expect(line.trimEnd().length).toBeLessThanOrEqual(width);
    }),
  );
});
