import { expect, test } from "vitest";
import { addDays, day, type Day } from "./day";
import {
  addWorkingDays,
  easterSunday,
  holidayName,
  holidaysSource,
  holidaysVersion,
  isHoliday,
  isWorkingDay,
} from "./holidays";

function holidaysOf(year: number): string[] {
  const found: string[] = [];
  for (let d: Day = day(`${year}-01-01`); d.startsWith(`${year}`); d = addDays(d, 1))
    if (isHoliday("DE-BE", d)) found.push(d.slice(5));
  return found;
}

test.each([
  [2026, "01-01 03-08 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26"],
  [2027, "01-01 03-08 03-26 03-29 05-01 05-06 05-17 10-03 12-25 12-26"],
  [2028, "01-01 03-08 04-14 04-17 05-01 05-25 06-05 06-17 10-03 12-25 12-26"],
  [2020, "01-01 03-08 04-10 04-13 05-01 05-08 05-21 06-01 10-03 12-25 12-26"],
  [2025, "01-01 03-08 04-18 04-21 05-01 05-08 05-29 06-09 10-03 12-25 12-26"],
  [2018, "01-01 03-30 04-02 05-01 05-10 05-21 10-03 12-25 12-26"],
])("Berlin's holidays of %i", (year, expected) => expect(holidaysOf(year).join(" ")).toBe(expected));

test.each([
  [1961, "1961-04-02"],
  [2000, "2000-04-23"],
  [2008, "2008-03-23"],
  [2038, "2038-04-25"],
])("Easter of %i", (year, sunday) => expect(easterSunday(year)).toBe(sunday));

test("24 and 31 December are working days", () => {
  expect(isWorkingDay("DE-BE", day("2026-12-24"))).toBe(true);
  expect(isWorkingDay("DE-BE", day("2026-12-31"))).toBe(true);
});

test("the 2028 one-off has its name, and the list its version and source", () => {
  expect(holidayName("DE-BE", day("2028-06-17"))).toContain("17 June 1953");
  expect(holidaysVersion).toContain("2025-05-09");
  expect(holidaysSource("DE-BE")).toContain("FeiertG");
});

test("working days are counted after the day", () => {
  expect(addWorkingDays("DE-BE", day("2026-11-22"), 3)).toBe("2026-11-25");
  expect(addWorkingDays("DE-BE", day("2026-04-02"), 1)).toBe("2026-04-07");
});
