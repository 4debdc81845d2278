/** What is reckoned for a day is what the calendar says of each instant in it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayIn } from "../gdpr/day";
import { ZoneDays } from "./zone-days";

describe.each(["Europe/Berlin", "UTC", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"])(
  "%s",
  (zone) => {
    const days = new ZoneDays(zone, "de");
    const calendar = new Intl.DateTimeFormat("de-DE", { dateStyle: "medium", timeStyle: "short", timeZone: zone });
    const same = (value: string) => {
      const at = new Date(value.replace(" ", "T"));
      expect(days.text(value), value).toBe(calendar.format(at));
      expect([null, dayIn(zone, at)], value).toContain(days.dayOf(value));
    };

    test("any instant, with any offset, in its day or in the next", () => {
      const instants = fc.tuple(
        fc.date({ min: new Date("1880-01-01"), max: new Date("2060-01-01"), noInvalidDate: true }),
        fc.constantFrom("Z", "+00:00", "+02:00", "-05:30", "+14:00", "-12:00"),
        fc.constantFrom("T", " "),
        fc.constantFrom("", ".1", ".999999"),
      );
      fc.assert(
        fc.property(instants, ([at, offset, blank, fraction]) =>
          same(`${at.toISOString().slice(0, 19).replace("T", blank)}${fraction}${offset}`),
        ),
        { numRuns: 500 },
      );
    });

    test("every quarter of an hour of the days on which clocks are changed, and of one that a country left out", () => {
      for (const on of [
        "2026-03-28",
        "2026-03-29",
        "2026-04-04",
        "2026-04-05",
        "2026-10-25",
        "2011-12-29",
        "2011-12-30",
        "2011-12-31",
      ])
        for (let minute = 0; minute < 1_440; minute += 15)
          same(new Date(Date.parse(`${on}T00:00:00Z`) + minute * 60_000).toISOString());
    });

    test("one and the same day over and over", () => {
      for (let i = 0; i < 3; i++) same("2026-03-05T23:59:59.999999+00:00");
    });
  },
);

test("most days are reckoned, those with a change of clocks are not", () => {
  const days = new ZoneDays("Europe/Berlin", "en");
  expect(days.dayOf("2026-03-05T23:30:00Z")).toBe("2026-03-06");
  expect(days.dayOf("2026-03-29T12:00:00Z")).toBeNull();
});

test.each([
  "2026-02-30T10:00:00Z",
  "2026-03-05T23:60:00Z",
  "2026-03-05T10:00:61Z",
  "2026-02-30T10:00:00",
  "2026-03-05T23:60:00",
  "2026-02-30",
  "never",
  "",
])("%j is neither a day nor an instant", (value) => {
  const days = new ZoneDays("Europe/Berlin", "en");
  // V8 reads the 30th of February as a day of March, and the page has always shown what it reads.
  if (value !== "2026-02-30T10:00:00Z") expect(days.text(value)).toBeNull();
  expect(days.dayOf(value)).toBeNull();
});

test("a time without a zone stands as it is, and in the zone of its table where the policy names one", () => {
  const berlin = new ZoneDays("Europe/Berlin", "en");
  for (const value of ["2026-03-03T18:20:00", "2026-03-03 18:20:00.5", "2026-03-03T18:20"]) {
    expect(berlin.text(value)).toBe("3 Mar 2026, 18:20");
    expect(berlin.text(value, "Europe/Berlin")).toBe("3 Mar 2026, 18:20");
    expect(berlin.text(value, "UTC")).toBe("3 Mar 2026, 19:20");
    expect(new ZoneDays("America/St_Johns", "de").text(value)).toBe("03.03.2026, 18:20");
  }
  // An hour that clocks skip stands as somebody wrote it.
  expect(berlin.text("2026-03-29T02:30:00")).toBe("29 Mar 2026, 02:30");
  expect(berlin.dayOf("2026-03-03T18:20:00")).toBeNull();
});
