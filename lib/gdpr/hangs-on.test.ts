import { expect, test } from "vitest";
import { hanging, namesIn } from "./hangs-on";

const known = { order: ["KW-1", "KW-2"], shipment: ["S-1"] };
const held = { order: ["KW-1"] };

test.each([
  ["the held order", { order: ["KW-1"] }, "hangs"],
  ["the held order beside another", { order: ["KW-2", "KW-1"] }, "hangs"],
  ["another order of the person", { order: ["KW-2"] }, "free"],
  ["nothing", {}, "may"],
  ["an empty name", { order: [] }, "may"],
  ["an order that nobody knows", { order: ["KW-3"] }, "may"],
  ["another order, and one that nobody knows", { order: ["KW-2", "KW-3"] }, "may"],
  ["something of a kind by which the held record is not called", { shipment: ["S-1"] }, "may"],
])("a record that names %s", (_, named, expected) => expect(hanging(named, held, known)).toBe(expected));

test("what is called by no name at all lets nothing go", () =>
  expect(hanging({ order: ["KW-2"] }, {}, known)).toBe("may"));

test("a record is called by what stands in it and is known as a name", () => {
  const values = { id: 7, number: "KW-1", status: "delivered", lines: ["KW-2"], note: null };
  expect(namesIn(values, { ...known, row: ["7"] })).toEqual({ order: ["KW-1"], row: ["7"] });
});
