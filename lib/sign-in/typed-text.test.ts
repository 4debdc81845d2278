import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readable } from "./typed-text";

describe("a typed text", () => {
  test.each([
    ["Grüße, Ωμέγα, שלום, 👩‍👩‍👧, e\u0301", "Grüße, Ωμέγα, שלום, 👩‍👩‍👧, e\u0301"],
    ["  space around it\tand a tab  ", "  space around it\tand a tab  "],
    ["\u202eturned around\u202c", "\u202eturned around\u202c"],
    ["<b>markup</b> ${and} %s", "<b>markup</b> ${and} %s"],
  ])("%j stays what it is", (typed, kept) => expect(readable(typed)).toBe(kept));

  test.each([
    ["a\r\nb\rc\vd\fe\u0085f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"],
    ["before\0after\x1b[31m\x7f\x9b", "beforeafter[31m"],
    ["half \ud83d of one", "half \ufffd of one"],
  ])("%j is kept as %j", (typed, kept) => expect(readable(typed)).toBe(kept));

  test.each(["", "  \n\t ", "\u200b\u200d\ufeff", "\u2066\u2069", "\u3164", "\u2800", "\0\0", "\ufe0f", "\u{e0001}"])(
    "%j has nothing to see",
    (typed) => expect(readable(typed)).toBe(""),
  );

  test("read again is the same, whatever it was", () => {
    const anything = fc.array(fc.integer({ max: 0xffff })).map((units) => String.fromCharCode(...units));
    fc.assert(fc.property(anything, (text) => readable(readable(text)) === readable(text)));
  });
});
