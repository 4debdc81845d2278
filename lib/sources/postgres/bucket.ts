/**
 * Which records share one verdict: those of one calendar year where the rule counts from the year's end, of one local
 * day where it counts from the trigger, and before or after the cut-off where it counts hours.
 */
import type { Cutoffs } from "../source";
import type { Part } from "./model";
import { before, dayText, instant, instantText, localDay } from "./moment";
import type { Binding } from "./sql";

/** How a part's rows are put into buckets; a cut-off travels with the group, so that its list means the same rows. */
export type Buckets = { by: "none" | "set" | "year" | "day" } | { by: "cutoff"; cutoff: string };

/** Says how the rows of a part are put into buckets. Throws when a rule in hours has no cut-off. */
export function bucketsOf(part: Part, cutoffs: Cutoffs): Buckets {
  const { rule, trigger, category } = part;
  if (trigger === null) return { by: "none" };
  if (rule.from === "open-ended") return { by: "set" };
  if (rule.keep.startsWith("PT")) {
    const cutoff = cutoffs[`${category}/${rule.id}`];
    if (cutoff === undefined) throw new Error(`no cut-off was given for ${category}/${rule.id}`);
    return { by: "cutoff", cutoff };
  }
  const wholeYears = rule.after === undefined || rule.after.endsWith("Y");
  return { by: rule.from === "end-of-year" && wholeYears ? "year" : "day" };
}

/**
 * What puts a row into its bucket, as values of their own types: rows are gathered by them before anything is spelled as
 * text. `day` is a date, `mark` a text, `instant` a `timestamptz`; all are null while the trigger has not happened, and
 * where they say nothing.
 */
export type Bucketed = {
  day: string;
  mark: string;
  instant: string;
  /** The bucket's and the trigger's text, from expressions of those values. */
  bucket(day: string, mark: string): string;
  trigger(day: string, instant: string): string;
  /** Whether the row is in one of these buckets. */
  among(buckets: readonly string[]): string;
};

/** The bucket of the row `t0`. */
export function bucketed(part: Part, buckets: Buckets, zone: string, binding: Binding): Bucketed {
  const [day, mark, moment] = ["NULL::date", "NULL::text", "NULL::timestamptz"];
  const among = (text: string) => (some: readonly string[]) => `(${text}) = ANY(${binding.bind(some, "text[]")})`;
  const nothing = { day, mark, instant: moment, bucket: () => mark, trigger: () => mark, among: among(mark) };
  if (buckets.by === "none" || part.trigger === null) return nothing;
  const asked = { mapped: part.table, column: part.trigger, alias: "t0", zone };
  if (buckets.by === "cutoff") {
    const due = before(asked, buckets.cutoff, binding);
    const at = instant(asked, binding);
    const where = `CASE WHEN ${due} THEN 'due' WHEN (${at}) IS NOT NULL THEN 'later' END`;
    return {
      ...nothing,
      mark: where,
      instant: at,
      bucket: (_day, mark) => mark,
      trigger: (_day, moment) => instantText(moment),
      among: among(where),
    };
  }
  const own = localDay(asked, binding);
  const { by } = buckets;
  return {
    ...nothing,
    day: own,
    bucket: (day) => dayBucket[by](day),
    trigger: dayText,
    among: by === "day" ? amongDays(own, binding) : among(dayBucket[by](own)),
  };
}

const dayBucket = {
  set: (day: string) => `CASE WHEN (${day}) IS NOT NULL THEN 'set' END`,
  year: (day: string) => `left(${dayText(day)}, -6)`,
  day: dayText,
};

/** Compared as dates; a day before our era has the text of one in it, and is compared by that. */
const amongDays =
  (day: string, { bind }: Binding) =>
  (days: readonly string[]): string =>
    `CASE WHEN (${day}) >= '0001-01-01' THEN (${day}) = ANY(${bind(days, "date[]")})
      ELSE ${dayText(day)} = ANY(${bind(days, "text[]")}) END`;
