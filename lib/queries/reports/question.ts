/** One question of an authority with its answer: lines of numbers, each named; none where only people can answer. */

/** How a line is named: a path of the messages, or a norm as the policy writes it. */
export type Label = { message: string } | { norm: string };
/** A number, a number of records beside it, days, or a period of the policy. */
export type Fact = { label: Label; value: number | null; records?: number; kind?: "count" | "days" } | PeriodFact;
type PeriodFact = { label: Label; period: string };
export type Question = { key: string; from: "records" | "policy" | "both" | "people"; facts: Fact[] };

export const line = (key: string, value: number | null, records?: number): Fact => ({
  label: { message: `desk.authority.lines.${key}` },
  value,
  ...(records === undefined ? {} : { records }),
});

/** Named by the words that every page has for it. */
export const lawLine = (group: string, key: string, value: number, records?: number): Fact => ({
  label: { message: `law.${group}.${key}` },
  value,
  ...(records === undefined ? {} : { records }),
});

export const sum = (rows: readonly { count: number }[]): number => rows.reduce((all, { count }) => all + count, 0);
