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

/** Two texts of a row: its bucket and its trigger, both null while the trigger has not happened. */
export function bucketed(
  part: Part,
  buckets: Buckets,
  zone: string,
  binding: Binding,
): { bucket: string; trigger: string } {
  if (buckets.by === "none" || part.trigger === null) return { bucket: "NULL::text", trigger: "NULL::text" };
  const asked = { mapped: part.table, column: part.trigger, alias: "t0", zone };
  if (buckets.by === "cutoff") {
    const due = before(asked, buckets.cutoff, binding);
    const trigger = instantText(instant(asked, binding));
    return { bucket: `CASE WHEN ${due} THEN 'due' WHEN ${trigger} IS NOT NULL THEN 'later' END`, trigger };
  }
  const day = dayText(localDay(asked, binding));
  if (buckets.by === "set") return { bucket: `CASE WHEN ${day} IS NOT NULL THEN 'set' END`, trigger: day };
  return { bucket: buckets.by === "year" ? `left(${day}, -6)` : day, trigger: day };
}
