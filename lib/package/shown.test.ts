import { expect, test } from "vitest";
import { speaker } from "../letters/words";
import { heldOn } from "./began";
import { Cuts } from "./cuts";
import { longNumberIn, parsedExactly } from "./exact-numbers";
import { longestValue, writer } from "./shown";
import { ZoneDays } from "./zone-days";

const berlin = { en: new ZoneDays("Europe/Berlin", "en"), de: new ZoneDays("Europe/Berlin", "de") };
const en = writer("en", berlin.en, speaker("en"));
const de = writer("de", berlin.de, speaker("de"));

test.each([
  [null, "", ""],
  [undefined, "", ""],
  ["", "", ""],
  [true, "yes", "ja"],
  [100234, "100234", "100234"],
  [1234.5, "1234.5", "1234,5"],
  ["2026-03-05", "5 Mar 2026", "05.03.2026"],
  ["2026-02-30", "2026-02-30", "2026-02-30"],
  ["2026-03-05T23:30:00Z", "6 Mar 2026, 00:30", "06.03.2026, 00:30"],
  ["2026-03-05 23:30:00+00", "6 Mar 2026, 00:30", "06.03.2026, 00:30"],
  ["2026-03-05T23:30:00", "2026-03-05T23:30:00", "2026-03-05T23:30:00"],
  ["2026-13-45T99:99:00Z", "2026-13-45T99:99:00Z", "2026-13-45T99:99:00Z"],
  [
    { first_name: "Ana", gone: null, paid: [1.5, true] },
    "First name: Ana; Paid: 1.5; yes",
    "First name: Ana; Paid: 1,5; ja",
  ],
  [[{ a: 1 }, { a: 2 }], "(A: 1); (A: 2)", "(A: 1); (A: 2)"],
])("%j is shown as %j, in German as %j", (value, english, german) => {
  expect([en.text(value), de.text(value)]).toEqual([english, german]);
});

test("nested without end, and long without end, is shown all the same", () => {
  let deep: unknown = "x";
  for (let i = 0; i < 50; i++) deep = { a: deep };
  expect(en.text(deep)).toContain('{"a":');
  expect(en.text("y".repeat(100_000))).toHaveLength(longestValue + 2);
});

test("a number that JavaScript would change stays as it is spelled, and nothing in a text is one", () => {
  const text = '{"id":12345678901234567890,"at":[0.12345678901234567],"note":":12345678901234567890 \\" ,1","n":12}';
  const read = parsedExactly(text) as Record<string, unknown>;
  expect(en.text(read.id)).toBe("12345678901234567890");
  expect(en.text(read.at)).toBe("0.12345678901234567");
  expect(read).toMatchObject({ note: ':12345678901234567890 " ,1', n: 12 });
  expect(longNumberIn(read.note)).toBeNull();
  expect(() => parsedExactly('{"a":12345678901234567890')).toThrow(SyntaxError);
});

test.each([
  ["2026-03-05", "2026-03-05"],
  ["2026-03-05T23:30:00Z", "2026-03-06"],
  ["2026-03-05 10:00:00+02", "2026-03-05"],
  ["2026-03-05T10:00:00", null],
  ["0001-01-01T00:00:00Z", null],
  ["2026-13-45T99:99:00Z", null],
  ["never", null],
  [5, null],
])("%j began on %j", (value, on) => expect(heldOn(value, berlin.en)).toBe(on));

test("pages take a thousand short records, fewer long ones, and one of any length", () => {
  const cuts = new Cuts();
  for (let i = 0; i < 2_500; i++) cuts.add(20);
  expect(cuts.sizes).toEqual([1_000, 1_000, 500]);
  for (let i = 0; i < 3; i++) cuts.add(100 * 1024);
  expect(cuts.sizes).toEqual([1_000, 1_000, 501, 1, 1]);
  cuts.add(10_000_000);
  cuts.add(1);
  expect(cuts.sizes.slice(-2)).toEqual([1, 1]);
});
