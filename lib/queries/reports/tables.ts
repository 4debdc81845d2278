/**
 * The tables of a report as files for a spreadsheet: numbers, days, references and the policy's own names, nothing about a person.
 * Headings are the same in every language, so that two files can be put together.
 */
import { byteOrderMark, csvLine } from "../../package/csv";
import { counted, failureKinds, type Counts, type Figures } from "./figures";

export const reportTables = ["months", "rights", "days", "failures", "overdue", "late-refusals", "duties"] as const;
export type ReportTable = (typeof reportTables)[number];
export const isReportTable = (name: string): name is ReportTable => (reportTables as readonly string[]).includes(name);

const headings: Record<(typeof counted)[number], string> = {
  received: "received",
  closed: "closed",
  onTime: "on_time",
  inExtension: "on_time_by_extension",
  late: "late",
  unsettled: "on_the_way",
  refused: "refused",
  cancelled: "cancelled",
  notIdentified: "not_identified",
  extended: "extended",
};
const countHeads = [...counted.map((name) => headings[name]), "median_days"];
const countCells = (counts: Counts) => [...counted.map((name) => counts[name]), counts.median];

const rowsOf: Record<ReportTable, (figures: Figures) => unknown[][]> = {
  months: ({ months, total }) => [
    ["month", ...countHeads],
    ...months.map((one) => [one.month, ...countCells(one)]),
    ["total", ...countCells(total)],
  ],
  rights: ({ rights, total }) => [
    ["right", ...countHeads],
    ...rights.map((one) => [one.right, ...countCells(one)]),
    ["total", ...countCells(total)],
  ],
  days: ({ bands, rights }) => [
    ["from_days", "to_days", "answers", ...rights.map(({ right }) => right)],
    ...bands.map(({ from, to, count, byRight }) => [
      from,
      to,
      count,
      ...rights.map(({ right }) => byRight[right] ?? 0),
    ]),
  ],
  failures: ({ failures }) => [
    ["system", "failures", ...failureKinds.map((kind) => kind.replaceAll("-", "_"))],
    ...failures.map((one) => [one.source, one.count, ...failureKinds.map((kind) => one[kind])]),
  ],
  overdue: ({ overdueRows }) => [
    ["reference", "right", "state", "due", "days_late"],
    ...overdueRows.map(({ reference, right, state, due, days }) => [reference, right, state, due, days]),
  ],
  "late-refusals": ({ lateRefusalRows }) => [
    ["reference", "right", "refused", "due", "days_late"],
    ...lateRefusalRows.map(({ reference, right, part, due, days }) => [reference, right, part, due, days]),
  ],
  duties: ({ lateDutyRows }) => [
    ["reference", "category", "system", "due", "days_late", "stopped_by"],
    ...lateDutyRows.map(({ reference, category, source, due, days, by }) => [
      reference,
      category,
      source,
      due,
      days,
      by,
    ]),
  ],
};

/** One table as CSV (RFC 4180), with a byte order mark. */
export const csvOf = (figures: Figures, table: ReportTable): string =>
  byteOrderMark + rowsOf[table](figures).map(csvLine).join("");
