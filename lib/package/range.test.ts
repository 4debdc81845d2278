import { expect, test } from "vitest";
import { parseRange } from "./range";

test.each([
  [null, null],
  ["bytes=0-0", { start: 0, end: 1 }],
  ["bytes=0-99", { start: 0, end: 100 }],
  ["Bytes=0-0", { start: 0, end: 1 }],
  ["bytes=10-", { start: 10, end: 100 }],
  ["bytes=90-500", { start: 90, end: 100 }],
  ["bytes=-10", { start: 90, end: 100 }],
  ["bytes=-500", { start: 0, end: 100 }],
  ["bytes=100-", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=5-4", null],
  ["bytes=-", null],
  ["bytes=0-1,5-6", null],
  ["bytes=0-1,500-", null],
  ["bytes=500-,600-", null],
  [" bytes=0-1", null],
  ["items=0-1", null],
  ["bytes=a-b", null],
  ["bytes=99999999999999999999-", null],
])("%j of 100 bytes is %j", (header, range) => expect(parseRange(header, 100)).toEqual(range));

test("nothing can be asked of an empty body", () => expect(parseRange("bytes=0-", 0)).toBe("unsatisfiable"));
