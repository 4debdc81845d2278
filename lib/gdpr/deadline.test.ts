import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMonths, day, type Day } from "./day";
import { afterHolidayUpdate, deadline, lastDayToExtend, mayExtend, type Pause } from "./deadline";
import { isWorkingDay } from "./holidays";

const berlin = { land: "DE-BE", zone: "Europe/Berlin" } as const;
const at = (receivedAt: string, pauses: Pause[] = []) => deadline({ ...berlin, receivedAt, pauses });
const pause = (from: string, to: string): Pause => ({ from: day(from), to: day(to) });

describe("Art. 12(3): the worked examples", () => {
  const examples = [
    ["T01", "2026-11-23T09:00:00Z", "2026-11-23", "2026-12-23", "2026-12-23", "2026-12-23T23:00:00Z", "2027-02-23", "2027-02-23", "plain case"],
    ["T02", "2026-03-05T09:00:00Z", "2026-03-05", "2026-04-05", "2026-04-07", "2026-04-07T22:00:00Z", "2026-06-05", "2026-06-05", "Easter Sunday and Monday"],
    ["T03", "2026-08-31T09:00:00Z", "2026-08-31", "2026-09-30", "2026-09-30", "2026-09-30T22:00:00Z", "2026-11-30", "2026-11-30", "September has no 31st"],
    ["T04", "2027-01-31T10:00:00Z", "2027-01-31", "2027-02-28", "2027-03-01", "2027-03-01T23:00:00Z", "2027-04-30", "2027-04-30", "28 February is a Sunday"],
    ["T06", "2028-01-31T10:00:00Z", "2028-01-31", "2028-02-29", "2028-02-29", "2028-02-29T23:00:00Z", "2028-04-30", "2028-05-02", "leap year; Sunday, then 1 May"],
    ["T07", "2028-02-29T10:00:00Z", "2028-02-29", "2028-03-29", "2028-03-29", "2028-03-29T22:00:00Z", "2028-05-29", "2028-05-29", "leap day: 29 March, not 31"],
    ["T08", "2027-02-28T10:00:00Z", "2027-02-28", "2027-03-28", "2027-03-30", "2027-03-30T22:00:00Z", "2027-05-28", "2027-05-28", "no sticking to the end of the month"],
    ["T10", "2027-02-08T10:00:00Z", "2027-02-08", "2027-03-08", "2027-03-09", "2027-03-09T23:00:00Z", "2027-05-08", "2027-05-10", "8 March is a holiday in Berlin"],
    ["T13", "2026-09-03T10:00:00Z", "2026-09-03", "2026-10-03", "2026-10-05", "2026-10-05T22:00:00Z", "2026-12-03", "2026-12-03", "a Saturday holiday has no Monday"],
    ["T17", "2026-12-31T10:00:00Z", "2026-12-31", "2027-01-31", "2027-02-01", "2027-02-01T23:00:00Z", "2027-03-31", "2027-03-31", "extended from receipt, not from the rolled date"],
    ["T21", "2026-11-30T22:59:00Z", "2026-11-30", "2026-12-30", "2026-12-30", "2026-12-30T23:00:00Z", "2027-02-28", "2027-03-01", "23:59 in Berlin"],
    ["T22", "2026-11-30T23:01:00Z", "2026-12-01", "2027-01-01", "2027-01-04", "2027-01-04T23:00:00Z", "2027-03-01", "2027-03-01", "00:01 in Berlin, the day before in UTC"],
    ["T25", "2026-10-25T00:30:00Z", "2026-10-25", "2026-11-25", "2026-11-25", "2026-11-25T23:00:00Z", "2027-01-25", "2027-01-25", "the night of two 02:30"],
  ] as const; // prettier-ignore
  test.each(examples)(
    "%s %s %s %s %s %s %s %s: %s",
    (_, receivedAt, received, unrolled, due, dueInstant, extendedUnrolled, extendedDue) => {
      expect(at(receivedAt)).toMatchObject({ received, unrolled, due, dueInstant, extendedUnrolled, extendedDue });
    },
  );
});

describe("identity queries and pauses", () => {
  const examples = [
    ["P1", "2026-11-23T09:00:00Z", [pause("2026-11-24", "2026-12-01")], "2026-12-23", "2026-12-30", "2027-03-02", "seven days from a prompt query"],
    ["P3", "2026-11-23T09:00:00Z", [pause("2026-12-10", "2026-12-20")], "2026-12-23", "2026-12-23", "2027-02-23", "the query came too late"],
    ["on the third working day", "2026-11-23T09:00:00Z", [pause("2026-11-26", "2026-11-27")], "2026-12-23", "2026-12-24", "2027-02-24", "24 December is a working day"],
    ["on the fourth", "2026-11-23T09:00:00Z", [pause("2026-11-27", "2026-12-27")], "2026-12-23", "2026-12-23", "2027-02-23", "one day too late"],
    ["over Easter", "2026-04-02T09:00:00Z", [pause("2026-04-09", "2026-04-10")], "2026-05-02", "2026-05-04", "2026-07-03", "three working days after Maundy Thursday"],
    ["backwards", "2026-11-23T09:00:00Z", [pause("2026-11-25", "2026-11-24")], "2026-12-23", "2026-12-23", "2027-02-23", "ends before it begins"],
    ["before receipt", "2026-11-23T09:00:00Z", [pause("2026-11-20", "2026-11-30")], "2026-12-23", "2026-12-23", "2027-02-23", "older than the request"],
    ["overlapping", "2026-11-23T09:00:00Z", [pause("2026-11-25", "2026-12-03"), pause("2026-11-24", "2026-12-01")], "2026-12-23", "2027-01-04", "2027-03-04", "nine days, counted once; 1 January, a weekend"],
    ["one lawful of two", "2026-11-23T09:00:00Z", [pause("2026-11-24", "2026-12-01"), pause("2026-12-10", "2026-12-20")], "2026-12-23", "2026-12-30", "2027-03-02", "only the first counts"],
  ] as const; // prettier-ignore
  test.each(examples)("%s", (_, receivedAt, pauses, unrolled, due, extendedDue) => {
    expect(at(receivedAt, [...pauses])).toMatchObject({ unrolled, due, extendedDue });
  });

  test("an unlawful pause is named in the reasons", () => {
    expect(at("2026-11-23T09:00:00Z", [pause("2026-12-10", "2026-12-20")]).why.join(" ")).toContain(
      "it pauses nothing",
    );
  });
});

describe("extension: month one only, unpaused and unrolled", () => {
  const examples = [
    ["2026-11-23", "2026-12-20", true, "P5: inside the first month"],
    ["2026-12-26", "2027-01-26", true, "the last day"],
    ["2026-12-26", "2027-01-27", false, "P7: one day late"],
    ["2027-01-31", "2027-02-28", true, "a Sunday is still month one"],
    ["2027-01-31", "2027-03-01", false, "P8: the rolled date is not relied on"],
  ] as const;
  test.each(examples)("received %s, notice %s → %s (%s)", (received, today, may) => {
    expect(mayExtend({ received: day(received), today: day(today) }).ok).toBe(may);
  });

  test("P8: the desk warns from the last working day", () => {
    expect(lastDayToExtend({ received: day("2027-01-31"), land: "DE-BE" })).toBe("2027-02-26");
  });

  test("only the headline changes", () => {
    const plain = at("2026-11-23T09:00:00Z");
    const extended = deadline({ ...berlin, receivedAt: "2026-11-23T09:00:00Z", pauses: [], extended: true });
    expect(extended).toEqual({ ...plain, headline: "Extended: due by the end of Tuesday 2027-02-23" });
  });
});

test("P11: rights of one message have one date of receipt and one due date", () => {
  expect(at("2026-11-23T09:00:00Z").due).toBe(at("2026-11-23T22:59:59Z").due);
});

test("P12: the clock starts at the processor's channel, not when the message is passed on", () => {
  expect(at("2026-11-17T10:00:00Z").due).toBe("2026-12-17");
});

test("a new list of holidays never makes a promised date earlier", () => {
  expect(afterHolidayUpdate(day("2026-12-28"), day("2026-12-23"))).toBe("2026-12-28");
  expect(afterHolidayUpdate(day("2026-12-23"), day("2026-12-28"))).toBe("2026-12-28");
});

/** Another way to the same dates: walks day by day with `Date` in UTC, months by the calendar's own overflow. */
function oracle(receipt: Day, months: number, paused: number): string {
  const [year, month, number] = receipt.split("-").map(Number) as [number, number, number];
  const wished = new Date(Date.UTC(year, month - 1 + months, number));
  const target = (month - 1 + months) % 12;
  while (wished.getUTCMonth() !== target) wished.setUTCDate(wished.getUTCDate() - 1);
  wished.setUTCDate(wished.getUTCDate() + paused);
  while (!isWorkingDay("DE-BE", day(wished.toISOString().slice(0, 10)))) wished.setUTCDate(wished.getUTCDate() + 1);
  return wished.toISOString().slice(0, 10);
}

test("agrees with an independent reckoning for every receipt and prompt pause", () => {
  const receipts = fc.record({ offset: fc.integer({ min: 0, max: 30_000 }), paused: fc.integer({ min: 0, max: 400 }) });
  fc.assert(
    fc.property(receipts, ({ offset, paused }) => {
      const received = addDays(day("2018-05-25"), offset);
      const pauses = paused === 0 ? [] : [{ from: received, to: addDays(received, paused) }];
      const found = at(`${received}T12:00:00Z`, pauses);
      expect([found.due, found.extendedDue]).toEqual([oracle(received, 1, paused), oracle(received, 3, paused)]);
      expect(found.unrolled).toBe(addMonths(received, 1));
      expect(found.dueInstant.slice(0, 10)).toBe(found.due);
    }),
  );
});
