import { expect, test } from "vitest";
import { agrees, people } from "./names";

test.each([
  ["ana souza", true, "case"],
  ["  Souza,   Ana ", true, "order and white space"],
  ["Ána Soúza", true, "accents"],
  ["Ana Sousa", false, "another family name"],
  ["A. Souza", false, "an initial is not a name"],
  ["Souza", false, "half a name"],
  ["Ana Ana Souza", false, "one name more"],
])("%s agrees with Ana Souza: %s (%s)", (name, expected) => {
  expect(agrees(name, ["Ana Souza"])).toBe(expected);
});

test.each([
  ["Jörg Müller", "Joerg Mueller"],
  ["Jörg Müller", "Jorg Muller"],
  ["Jo\u0308rg Mu\u0308ller", "Jörg Müller"],
  ["Groß", "Gross"],
  ["Søren Æbelø", "Soeren Aebeloe"],
  ["山田 太郎", "太郎 山田"],
])("%s is %s", (name, other) => {
  expect(agrees(name, [other])).toBe(true);
  expect(agrees(other, [name])).toBe(true);
});

test("a name without letters agrees with nothing and is nobody", () => {
  expect(agrees(" - ", ["-"])).toBe(false);
  expect(people([" ", "-"], ["Ana Souza"])).toBe(0);
});

test("several spellings of the person's own names are one person", () => {
  expect(people(["Ana Souza", "SOUZA Ana", "Ana Lima"], ["Ana Souza", "Ana Lima"])).toBe(1);
  expect(people(["Ana Souza", "Ben Roth"], ["Ana Souza"])).toBe(2);
  expect(people(["Ben Roth", "Roth, Ben"], [])).toBe(1);
});
