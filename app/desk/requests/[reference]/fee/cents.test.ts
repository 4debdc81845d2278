import { expect, test } from "vitest";
import { centsOf } from "./cents";

test.each([
  ["14,50", 1450],
  ["14.50", 1450],
  ["14", 1400],
  ["14,5", 1450],
  ["€ 14,50", 1450],
  ["14.50 EUR", 1450],
  ["0,99", 99],
  ["0", 0],
])("%s is %i cents", (typed, cents) => expect(centsOf(typed)).toBe(cents));

test.each(["", "free", "-5", "14,505", "1.400,00", "14,", "99999"])("%s is no amount", (typed) =>
  expect(centsOf(typed)).toBeNull(),
);
