import { expect, test } from "vitest";
import { day } from "../../../../lib/gdpr/day";
import type { FieldShown } from "../../../../lib/steps/ask/correctable";
import { toldApart } from "./told-apart";

const field = (column: string, value: string | null, said: string | null = null): FieldShown => ({
  column,
  label: column,
  is: "text",
  value,
  said,
  correctable: false,
  identity: false,
  needed: false,
});
const record = (fields: FieldShown[], system = "Shop") => ({ fields, system, since: day("2026-03-05") });
const lines = (...records: ReturnType<typeof record>[]) =>
  toldApart(
    records,
    ({ value, said }) => said ?? value,
    ({ since }) => since,
  );

test("what all say the same tells none apart", () => {
  const invoice = (number: string, way: string) =>
    record([field("number", number), field("city", "Heidelberg"), field("way", way, way.toUpperCase())]);
  expect(lines(invoice("R-1", "card"), invoice("R-2", "paypal"))).toEqual(["R-1 · CARD", "R-2 · PAYPAL"]);
  expect(lines(invoice("R-1", "card"))).toEqual(["R-1 · Heidelberg · CARD"]);
});

test("nothing is said twice", () => {
  expect(lines(record([field("way", "PayPal"), field("provider", "PayPal"), field("no", "1")]))).toEqual([
    "PayPal · 1",
  ]);
});

test("records that say all the same say it, and others beside them change nothing", () => {
  const twin = record([field("city", "Heidelberg")]);
  const other = record([field("amount", "1")]);
  expect(lines(twin, twin, other)).toEqual(["Heidelberg", "Heidelberg", "1"]);
});

test("long texts and nothing at all are recognised by the system and its day", () => {
  const long = record([field("text", "y".repeat(200)), field("lines", "a\nb"), field("note", null)], "Zendesk");
  expect(lines(long, { ...long, since: null } as never)).toEqual(["Zendesk · 2026-03-05", "Zendesk"]);
});
