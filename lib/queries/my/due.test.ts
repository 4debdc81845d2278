import { expect, test } from "vitest";
import { dueOf } from "./due";

const date = (text: string) => new Date(`${text}T00:00:00Z`);
const row = (receivedOn: string, unrolledOn: string, dueOn: string) => ({
  receivedOn: date(receivedOn),
  unrolledOn: date(unrolledOn),
  dueOn: date(dueOn),
  extendedOn: null,
});

test("says each day that the month does not end on, and why", () => {
  const due = dueOf(row("2026-11-25", "2026-12-25", "2026-12-28"), "DE-BE");
  expect(due.passed).toEqual([
    { day: "2026-12-25", because: "holiday" },
    { day: "2026-12-26", because: "weekend" },
    { day: "2026-12-27", because: "weekend" },
  ]);
  expect(due).toMatchObject({ received: "2026-11-25", due: "2026-12-28", paused: false, extended: false });
});

test("a date that was moved by a pause says so and names no weekends", () => {
  expect(dueOf(row("2026-11-23", "2026-12-23", "2026-12-30"), "DE-BE")).toMatchObject({ passed: [], paused: true });
});

test("an extension counts from its own date", () => {
  const extended = { ...row("2026-11-23", "2026-12-23", "2026-12-23"), extendedOn: date("2027-02-23") };
  expect(dueOf(extended, "DE-BE")).toMatchObject({ due: "2027-02-23", extended: true });
});
