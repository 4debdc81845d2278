/** Which period an address means. */
import { describe, expect, test } from "vitest";
import { day } from "../../gdpr/day";
import { askedPeriod, monthsOf, periodAddress, presets } from "./period";

describe("the period of an address", () => {
  test("is two days, both included", () => {
    expect(askedPeriod({ from: "2026-01-01", to: "2026-01-01" })).toEqual({
      from: "2026-01-01",
      to: "2026-01-01",
      unclear: false,
    });
  });

  test.each([[{}], [{ from: "", to: "" }]])("is none without days: %j", (query) => {
    expect(askedPeriod(query)).toEqual({ from: null, to: null, unclear: false });
  });

  test.each([
    [{ from: "2026-02-30", to: "2026-03-01" }],
    [{ from: "2026-03-02", to: "2026-03-01" }],
    [{ from: "2026-03-02" }],
    [{ to: "2026-03-02" }],
    [{ from: "2010-01-01", to: "2026-03-01" }],
    [{ from: ["2026-01-01", "2026-01-02"], to: "2026-03-01" }],
    [{ from: "'; DROP TABLE request --", to: "2026-03-01" }],
  ])("nonsense is not followed, and said: %j", (query) => {
    expect(askedPeriod(query)).toEqual({ from: null, to: null, unclear: true });
  });
});

test("month, quarter and year of a day, and those before", () => {
  expect(presets(day("2026-02-15")).map(({ key, from, to }) => `${key} ${from} ${to}`)).toEqual([
    "month 2026-02-01 2026-02-28",
    "last-month 2026-01-01 2026-01-31",
    "quarter 2026-01-01 2026-03-31",
    "last-quarter 2025-10-01 2025-12-31",
    "year 2026-01-01 2026-12-31",
    "last-year 2025-01-01 2025-12-31",
  ]);
  expect(presets(day("2028-12-31"))[2]).toMatchObject({ from: "2028-10-01", to: "2028-12-31" });
});

test("every month that a period touches", () => {
  expect(monthsOf({ from: day("2025-11-30"), to: day("2026-02-01") })).toEqual([
    "2025-11",
    "2025-12",
    "2026-01",
    "2026-02",
  ]);
  expect(monthsOf({ from: day("2026-12-31"), to: day("2026-12-31") })).toEqual(["2026-12"]);
});

test("an address reads back", () => {
  const period = { from: day("2026-01-01"), to: day("2026-03-31") };
  const address = periodAddress("/api/reports?table=months", period);
  expect(address).toBe("/api/reports?table=months&from=2026-01-01&to=2026-03-31");
  expect(askedPeriod(Object.fromEntries(new URL(address, "http://localhost").searchParams))).toMatchObject(period);
});
