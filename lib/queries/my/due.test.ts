import { expect, test } from "vitest";
import { dueOf } from "./due";

const date = (text: string) => new Date(`${text}T00:00:00Z`);
const row = (receivedOn: string, unrolledOn: string, dueOn: string, pauses: { from: string; to: string }[] = []) => ({
  receivedOn: date(receivedOn),
  unrolledOn: date(unrolledOn),
  dueOn: date(dueOn),
  extendedOn: null,
  pauses,
  state: "received",
  identitySentOn: null,
});

test("says each day that the month does not end on, and why", () => {
  const due = dueOf(row("2026-11-25", "2026-12-25", "2026-12-28"), "DE-BE");
  expect(due.passed).toEqual([
    { day: "2026-12-25", because: "holiday" },
    { day: "2026-12-26", because: "weekend" },
    { day: "2026-12-27", because: "weekend" },
  ]);
  expect(due).toMatchObject({ received: "2026-11-25", due: "2026-12-28", pauses: [], extended: false });
});

test("the days of a question are added before the end is looked at, and one that came too late adds none", () => {
  const asked = { from: "2026-11-24", to: "2026-12-01" };
  expect(dueOf(row("2026-11-23", "2026-12-23", "2026-12-30", [asked]), "DE-BE")).toMatchObject({
    due: "2026-12-30",
    passed: [],
    pauses: [asked],
  });
  const weekend = dueOf(row("2026-11-23", "2026-12-23", "2026-12-28", [{ ...asked, to: "2026-11-27" }]), "DE-BE");
  expect(weekend.passed.map(({ day }) => day)).toEqual(["2026-12-26", "2026-12-27"]);
  const late = { from: "2026-12-10", to: "2026-12-14" };
  expect(dueOf(row("2026-11-23", "2026-12-23", "2026-12-23", [late]), "DE-BE").pauses).toEqual([]);
});

test.each([
  ["2026-11-24", "received", true],
  ["2026-11-27", "received", false],
  ["2026-11-24", "not-identified", false],
])("a question that left on %s in a request that is %s: the time rests: %s", (sentOn, state, rests) => {
  const open = { ...row("2026-11-23", "2026-12-23", "2026-12-23"), state, identitySentOn: date(sentOn) };
  expect(dueOf(open, "DE-BE").rests).toBe(rests);
});

test("an extension counts from its own date", () => {
  const extended = { ...row("2026-11-23", "2026-12-23", "2026-12-23"), extendedOn: date("2027-02-23") };
  expect(dueOf(extended, "DE-BE")).toMatchObject({ due: "2027-02-23", extended: true });
});
