/** What is due, by calendar year: which years go, which wait for finance, what stays because somebody is spared. */
import { startOfDay, newYear } from "../../gdpr/day";

export type Counted = readonly { year: number; due: number; spared: number }[];
export type Years = {
  due: number;
  stopped: number;
  unreleased: number;
  /** Years of which something is due and that nobody released. */
  waiting: number[];
  /** The years that may go, each from its first instant to the last that is due. */
  ranges(cutoff: string, zone: string): { year: number; from: string; cutoff: string }[];
};

type Rules = {
  /** Null: no year waits for anybody. */
  released: ReadonlySet<number> | null;
  everything: boolean;
};

export function yearsOf(counted: Counted, { released, everything }: Rules): Years {
  const waits = ({ year }: { year: number }) => released !== null && !released.has(year);
  const sum = (rows: Counted, of: "due" | "spared") => rows.reduce((all, row) => all + row[of], 0);
  const [waiting, going] = [counted.filter(waits), counted.filter((row) => !waits(row))];
  return {
    due: sum(counted, "due"),
    stopped: everything ? sum(going, "due") : sum(going, "spared"),
    unreleased: sum(waiting, "due"),
    // Year 0 is that of records of which a source says no year: nobody could release it.
    waiting: waiting.flatMap(({ year }) => (year > 0 ? [year] : [])),
    ranges: (cutoff, zone) =>
      going.map(({ year }) => {
        const next = startOfDay(zone, newYear(year + 1));
        return { year, from: startOfDay(zone, newYear(year)), cutoff: next < cutoff ? next : cutoff };
      }),
  };
}
