import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMonths, addPeriod, day, dayIn, isDay, startOfDay, weekday, instantOf } from "./day";
import { addHours, instantAt, isInstant, microseconds } from "./instant";

const days = fc.integer({ min: 0, max: 150_000 }).map((n) => addDays(day("1800-01-01"), n));

describe("days", () => {
  test.each([
    ["2028-02-29", true, "a leap day"],
    ["2027-02-29", false, "no leap year"],
    ["2026-13-01", false, "no such month"],
    ["2026-11-31", false, "November has 30 days"],
    ["2026-1-1", false, "not padded"],
    ["0999-01-01", false, "before the calendar starts"],
    ["2026-11-23T00:00:00Z", false, "an instant"],
    ["", false, "nothing"],
  ])("%s is a day: %s (%s)", (text, is) => expect(isDay(text)).toBe(is));

  test("a text that is no day throws", () => expect(() => day("2026-02-30")).toThrow());

  test.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2028-01-31", 1, "2028-02-29"],
    ["2026-12-31", 2, "2027-02-28"],
    ["2026-03-31", -1, "2026-02-28"],
    ["2026-11-23", 12, "2027-11-23"],
  ])("%s and %i months is %s", (from, n, to) => expect(addMonths(day(from), n)).toBe(to));

  test.each([
    ["P8Y", "2034-11-23"],
    ["P14M", "2028-01-23"],
    ["P90D", "2027-02-21"],
    ["P0D", "2026-11-23"],
  ])("23 November 2026 and %s is %s", (period, to) => expect(addPeriod(day("2026-11-23"), period)).toBe(to));

  test("a period in hours is none of the calendar", () =>
    expect(() => addPeriod(day("2026-01-01"), "PT24H")).toThrow());
  test("the calendar ends, it does not overflow", () => expect(addPeriod(day("9999-12-31"), "P8Y")).toBe("9999-12-31"));
  test("Monday is 1, Sunday is 7", () =>
    expect([weekday(day("2026-11-23")), weekday(day("2026-11-29"))]).toEqual([1, 7]));
});

describe("zones", () => {
  test.each([
    ["2026-11-30T22:59:59.999999Z", "2026-11-30"],
    ["2026-11-30T23:00:00Z", "2026-12-01"],
    ["2026-07-01T21:59:59Z", "2026-07-01"],
    ["2026-07-01T22:00:00Z", "2026-07-02"],
    ["9999-12-31T23:59:59Z", "9999-12-31"],
  ])("%s is %s in Berlin", (instant, local) => expect(dayIn("Europe/Berlin", instant)).toBe(local));

  test("a night without midnight starts at one", () =>
    expect(startOfDay("America/Sao_Paulo", day("2018-11-04"))).toBe("2018-11-04T03:00:00Z"));

  test("the start of a day is its first instant", () =>
    fc.assert(
      fc.property(days, fc.constantFrom("Europe/Berlin", "America/New_York", "Pacific/Kiritimati"), (d, zone) => {
        const start = microseconds(startOfDay(zone, d));
        expect(dayIn(zone, instantAt(start))).toBe(d);
        expect(dayIn(zone, instantAt(start - 1_000_000n))).toBe(addDays(d, -1));
      }),
    ));
});

describe("instants", () => {
  test.each([
    ["2026-11-23T09:00:00Z", true],
    ["2026-11-23T09:00Z", true],
    ["2026-11-23T09:00:00.000001+01:00", true],
    ["2026-11-23T09:00:00", false],
    ["2026-02-30T09:00:00Z", false],
    ["2026-11-23T24:00:00Z", false],
    ["2026-11-23", false],
  ])("%s is an instant: %s", (text, is) => expect(isInstant(text)).toBe(is));

  test("microseconds survive", () =>
    expect(addHours("2026-11-16T12:00:00.000001Z", 168)).toBe("2026-11-23T12:00:00.000001Z"));
  test("a zone is normalised", () =>
    expect(addHours("2026-11-16T13:00:00.5+01:00", 0)).toBe("2026-11-16T12:00:00.500Z"));
  test("before 1970 too", () =>
    expect(instantAt(microseconds("1969-12-31T23:59:59.999999Z"))).toBe("1969-12-31T23:59:59.999999Z"));
});

test.each([
  ["2026-11-23", "10:00", "2026-11-23T09:00:00Z", "winter"],
  ["2026-07-01", "00:05", "2026-06-30T22:05:00Z", "summer, past midnight"],
  ["2026-10-25", "02:30", "2026-10-25T00:30:00Z", "the hour that comes twice: the first"],
  ["2026-10-25", "23:59", "2026-10-25T22:59:00Z", "a day of 25 hours"],
  ["2026-03-29", "02:30", "2026-03-29T01:30:00Z", "the hour that is skipped: after the gap"],
  ["2026-03-29", "12:00", "2026-03-29T10:00:00Z", "a day of 23 hours"],
])("%s %s in Berlin is %s: %s", (d, time, instant) => {
  expect(instantOf("Europe/Berlin", day(d), time)).toBe(instant);
});

test.each(["24:00", "9:00", "12:60", "", "noon"])("%j is no time of day", (time) => {
  expect(() => instantOf("Europe/Berlin", day("2026-11-23"), time)).toThrow();
});
