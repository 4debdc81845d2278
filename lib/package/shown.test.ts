import { expect, test } from "vitest";
import { speaker } from "../letters/words";
import { heldOn } from "./began";
import { Cuts } from "./cuts";
import { longNumberIn, parsedExactly } from "./exact-numbers";
import { policy } from "./make.fixture";
import { longestValue, writer } from "./shown";
import { ZoneDays } from "./zone-days";

const berlin = { en: new ZoneDays("Europe/Berlin", "en"), de: new ZoneDays("Europe/Berlin", "de") };
const { fields } = policy;
const en = writer({ language: "en", days: berlin.en, say: speaker("en"), fields });
const de = writer({ language: "de", days: berlin.de, say: speaker("de"), fields });

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
  ["2026-03-05T23:30:00", "5 Mar 2026, 23:30", "05.03.2026, 23:30"],
  ["2026-13-45T99:99:00Z", "2026-13-45T99:99:00Z", "2026-13-45T99:99:00Z"],
  [
    { first_name: "Ana", gone: null, paid: [1.5, true] },
    "First name: Ana; Paid: 1.5; yes",
    "Vorname: Ana; Paid: 1,5; ja",
  ],
  [[{ a: 1 }, { a: 2 }], "A: 1\nA: 2", "A: 1\nA: 2"],
  [["a", ["b"]], "a; b", "a; b"],
  [{ deep: [{ a: 1 }] }, "Deep: (A: 1)", "Deep: (A: 1)"],
  // A name and its value, as helpdesks have it.
  [[{ id: 360001, value: "contract" }], "360001: About a contract", "360001: Zu einem Vertrag"],
  [{ name: "a", value: 1, more: 2 }, "Name: a; Value: 1; More: 2", "Name: a; Wert: 1; More: 2"],
  [
    [
      { from: "customer", at: "2026-03-05T10:00:00Z", text: "It crackles.\nAlways." },
      { from: "support", at: "2026-03-06T10:00:00Z", text: "Thank you.", public: true },
    ],
    "5 Mar 2026, 11:00 · You\nIt crackles.\nAlways.\n\n6 Mar 2026, 11:00 · Our support · Public: yes\nThank you.",
    "05.03.2026, 11:00 · Sie\nIt crackles.\nAlways.\n\n06.03.2026, 11:00 · Unser Support · Public: ja\nThank you.",
  ],
  [
    [{ sku: "K-1", quantity: 2, cents: 4900 }],
    "Article number: K-1; Quantity: 2; Price: €49.00",
    "Artikelnummer: K-1; Menge: 2; Preis: 49,00\u00a0€",
  ],
])("%j is shown as %j, in German as %j", (value, english, german) => {
  expect([en.text(value), de.text(value)]).toEqual([english, german]);
});

test.each([
  ["total_cents", 4900, "€49.00", "49,00\u00a0€"],
  ["total_cents", -123456, "-€1,234.56", "-1.234,56\u00a0€"],
  ["total_cents", "4900", "€49.00", "49,00\u00a0€"],
  ["total_cents", "4,900", "4,900", "4,900"],
  ["total_cents", null, "", ""],
  ["payment_method", "sepa", "Direct debit", "Lastschrift"],
  ["payment_method", "cowries", "cowries", "cowries"],
  ["payment_method", "toString", "toString", "toString"],
  ["country", "DE", "Germany", "Deutschland"],
  ["country", "somewhere", "somewhere", "somewhere"],
  ["language", "en", "English", "Englisch"],
  ["tags", ["topic_contract", "vip"], "About a contract; vip", "Zu einem Vertrag; vip"],
  ["note", "paypal", "paypal", "paypal"],
])("%s with %j is shown as %j, in German as %j", (name, value, english, german) => {
  expect([en.text(value, fields[name]), de.text(value, fields[name])]).toEqual([english, german]);
});

test("an amount of more digits than JavaScript holds stays as it is spelled", () => {
  const read = parsedExactly('{"total_cents":12345678901234567890}') as Record<string, unknown>;
  expect(en.text(read.total_cents, fields.total_cents)).toBe("12345678901234567890");
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

test("a time without a zone is written in that of its table, and a code stays a code", () => {
  expect(en.text("2026-03-03T18:20:00", undefined, "UTC")).toBe("3 Mar 2026, 19:20");
  expect(en.text("2026-03-03T18:20:00", undefined, "Europe/Berlin")).toBe("3 Mar 2026, 18:20");
  expect(en.text("4900", fields.total_cents, "UTC")).toBe("€49.00");
  expect(en.searched("2026-03-03T18:20:00", "3 Mar 2026, 18:20")).toBe("3 Mar 2026, 18:20 (2026-03-03)");
});
