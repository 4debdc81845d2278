/** When the records began, month by month: as columns, and as a table with the same numbers. */
import { addDays, yearOf, type Day } from "../gdpr/day";
import { localeOf } from "../gdpr/language";
import { columns, type Group } from "../drawings/columns";
import { escapeHtml } from "../letters/render";
import { longNumber } from "../letters/words";
import { documentOf, link, paragraph, table, type About } from "./document";
import { svg } from "./drawing";
import type { Finding } from "./findings";
import { pageName } from "./page-ways";

/** Years before today that have a place; databases hold days of the years 1000 and 9999 for "unknown" and "never". */
const mostYears = 60;

export class Timeline {
  /** By month (YYYY-MM) and category. */
  readonly months = new Map<string, Map<string, number>>();
  /** Records without a day, or with one that is far away. */
  undated = 0;
  private readonly from: number;
  private readonly until: Day;

  constructor(today: Day) {
    this.from = yearOf(today) - mostYears;
    this.until = addDays(today, 366);
  }

  /** Counts each of the records by the day on which it began. */
  addAll<Of>(category: string, records: readonly Of[], began: (record: Of) => Day | null): void {
    for (const record of records) this.add(category, began(record));
  }

  private add(category: string, on: Day | null): void {
    if (on === null || yearOf(on) < this.from || on > this.until) {
      this.undated += 1;
      return;
    }
    const name = on.slice(0, 7);
    let month = this.months.get(name);
    if (!month) this.months.set(name, (month = new Map()));
    month.set(category, (month.get(category) ?? 0) + 1);
  }

  /** Every year from the first to the last, the empty ones between them included. */
  years(): { year: number; records: number }[] {
    const years = [...this.months.keys()].map((month) => Number(month.slice(0, 4)));
    if (years.length === 0) return [];
    const [first, last] = [Math.min(...years), Math.max(...years)];
    return Array.from({ length: last - first + 1 }, (_none, at) => ({
      year: first + at,
      records: monthsOf.reduce((sum, month) => sum + this.records(first + at, month), 0),
    }));
  }

  records(year: number, month: number): number {
    const counts = this.months.get(`${year}-${String(month).padStart(2, "0")}`);
    return [...(counts?.values() ?? [])].reduce((sum, count) => sum + count, 0);
  }
}

const monthsOf = Array.from({ length: 12 }, (_none, at) => at + 1);

/** The page, the latest year first. */
export function timelinePage(timeline: Timeline, found: readonly Finding[], about: About): string {
  const { say } = about;
  const years = timeline.years();
  const all = years.map(({ year, records }) => ({ key: String(year), label: String(year), values: [records] }));
  const full = years.filter(({ records }) => records > 0).toReversed();
  const content = [
    `<h1>${escapeHtml(say("package.timeline.title"))}</h1>\n`,
    paragraph(say(years.length > 0 ? "package.timeline.lead" : "package.timeline.nothing")),
    timeline.undated > 0 ? paragraph(say("package.timeline.undated", { records: timeline.undated }), "soft") : "",
    years.length > 1 ? drawn(all, say("package.timeline.by-year"), about) : "",
    ...full.map(({ year, records }) => yearPart(year, records, timeline, { found, about })),
  ];
  return documentOf({ about, title: say("package.timeline.title"), up: "", here: "timeline" }, content.join(""));
}

const drawn = (groups: readonly Group[], description: string, { language }: About): string =>
  `<figure>${svg(columns({ tones: ["full"], groups, written: (n) => longNumber(language, n) }), "chart", description)}</figure>\n`;

type Told = { found: readonly Finding[]; about: About };

function yearPart(year: number, records: number, timeline: Timeline, { found, about }: Told): string {
  const { say, language } = about;
  const nameOf = (style: "long" | "short") => {
    const format = new Intl.DateTimeFormat(localeOf(language), { month: style, timeZone: "UTC" });
    return (month: number) => format.format(new Date(Date.UTC(year, month - 1, 1)));
  };
  const [long, short] = [nameOf("long"), nameOf("short")];
  const groups = monthsOf.map((month) => ({
    key: String(month),
    label: short(month),
    values: [timeline.records(year, month)],
  }));
  const rows = monthsOf.flatMap((month) => {
    const counts = timeline.months.get(`${year}-${String(month).padStart(2, "0")}`);
    if (!counts) return [];
    // In the order of all kinds, like everywhere.
    const kinds = found.flatMap(({ id, label }) => {
      const count = counts.get(id);
      return count ? [`${link(`records/${pageName(id, 1)}`, label)} ${longNumber(language, count)}`] : [];
    });
    return [[escapeHtml(long(month)), longNumber(language, timeline.records(year, month)), kinds.join(", ")]];
  });
  const heads = ["month", "records", "kinds"].map((key) => say(`package.timeline.${key}`));
  const caption = say("package.timeline.of-year", { year: String(year) });
  return [
    `<h2 id="y${year}">${year} · ${escapeHtml(say("package.records", { records }))}</h2>\n`,
    drawn(groups, say("package.timeline.by-month", { year: String(year) }), about),
    table(caption, heads, rows),
  ].join("");
}
