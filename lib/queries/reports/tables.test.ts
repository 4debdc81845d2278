/** Each table as a spreadsheet gets it: every row as long as its heading, nothing that a spreadsheet would run. */
import { describe, expect, test } from "vitest";
import { day } from "../../gdpr/day";
import { rightNames } from "../../gdpr/right";
import type { Figures } from "./figures";
import { messagesFor } from "../../../i18n/messages";
import { csvOf, isReportTable, reportTables } from "./tables";

const counts = {
  received: 12,
  closed: 10,
  onTime: 8,
  inExtension: 1,
  late: 1,
  unsettled: 0,
  refused: 1,
  cancelled: 1,
  notIdentified: 1,
  extended: 2,
  median: 7.5,
};
const figures: Figures = {
  today: day("2026-11-23"),
  from: day("2026-11-01"),
  to: day("2026-11-30"),
  total: counts,
  months: [{ month: "2026-11", ...counts }],
  rights: rightNames.map((right) => ({ right, ...counts, median: null })),
  bands: [
    { from: 0, to: 3, count: 2, byRight: { access: 2 } },
    { from: 94, to: null, count: 0, byRight: {} },
  ],
  open: 1,
  overdue: 1,
  overdueRows: [
    { reference: "R-0K3V9T2M7QX4B8NC", right: "access", state: "planned", due: day("2026-11-20"), days: 3 },
  ],
  failures: [
    // A name out of an old policy: whatever it says, it is text.
    { source: "=HYPERLINK(1)", count: 2, "wrong-person": 0, duty: 1, "source-late": 0, "held-back": 0, sweep: 1 },
  ],
  lateRefusals: 1,
  lateRefusalRows: [
    { reference: "R-0K3V9T2M7QX4B8NC", right: "erasure", part: "part", due: day("2026-10-20"), days: 12 },
  ],
  waited: 0,
  duties: { due: 1, done: 1, records: 1 },
  lateDuties: 1,
  lateDutyRows: [
    {
      id: "d1",
      reference: "R-0K3V9T2M7QX4B8NC",
      category: "order",
      source: "shop",
      due: day("2026-11-20"),
      days: 3,
      by: null,
    },
  ],
};

test("refusals after month one, each with what was refused and how late", () =>
  expect(csvOf(figures, "late-refusals")).toBe(
    '\ufeff"reference","right","refused","due","days_late"\r\n"R-0K3V9T2M7QX4B8NC","erasure","part","2026-10-20",12\r\n',
  ));

test("months, with the total at the end", () => {
  expect(csvOf(figures, "months")).toBe(
    '\ufeff"month","received","closed","on_time","on_time_by_extension","late","on_the_way","refused","cancelled",' +
      '"not_identified","extended","median_days"\r\n' +
      '"2026-11",12,10,8,1,1,0,1,1,1,2,7.5\r\n' +
      '"total",12,10,8,1,1,0,1,1,1,2,7.5\r\n',
  );
});

describe.each(reportTables)("%s", (table) => {
  const lines = csvOf(figures, table).slice(1).split("\r\n").slice(0, -1);

  test("every row is as long as its heading", () => {
    expect(lines.length).toBeGreaterThan(1);
    const lengths = lines.map((line) => line.split(",").length);
    expect(new Set(lengths).size).toBe(1);
  });

  test("no cell begins a formula", () => {
    for (const cell of lines.flatMap((line) => line.split(","))) expect(cell).not.toMatch(/^"?[=+\-@]/);
  });
});

test("a median that nobody knows is an empty cell", () => {
  expect(csvOf(figures, "rights")).toContain('"portability",12,10,8,1,1,0,1,1,1,2,\r\n');
});

test("only these are tables", () => {
  expect(isReportTable("months")).toBe(true);
  expect(isReportTable("__proto__")).toBe(false);
});

test.each(["en", "de"])("each has a name in %s by which its link says what it gives", (language) => {
  const { reports } = messagesFor(language as "en" | "de").desk as unknown as { reports: { tables: object } };
  expect(Object.keys(reports.tables).toSorted()).toEqual([...reportTables].toSorted());
});
