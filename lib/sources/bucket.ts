/**
 * Which records share one verdict, for sources that reckon in the process: those of one calendar year where the rule
 * counts from the year's end, of one local day where it counts from the trigger, and before or after the cut-off where
 * it counts hours.
 */
import { dayIn } from "../gdpr/day";
import { microseconds } from "../gdpr/instant";
import { hoursOf } from "../gdpr/period";
import type { Rule } from "../gdpr/rule";
import type { Cutoffs } from "./source";

/** A cut-off travels with the group, so that its list means the same records. */
export type Buckets = { by: "set" | "year" | "day" } | { by: "cutoff"; cutoff: string; before: number };

/** Says how the records of a rule are put into buckets. Throws when a rule in hours has no cut-off. */
export function bucketsOf(category: string, rule: Rule, cutoffs: Cutoffs): Buckets {
  if (rule.from === "open-ended") return { by: "set" };
  if (hoursOf(rule) !== null) {
    const cutoff = cutoffs[`${category}/${rule.id}`];
    if (cutoff === undefined) throw new Error(`no cut-off was given for ${category}/${rule.id}`);
    return { by: "cutoff", cutoff, before: Number(microseconds(cutoff)) };
  }
  const wholeYears = rule.after === undefined || rule.after.endsWith("Y");
  return { by: rule.from === "end-of-year" && wholeYears ? "year" : "day" };
}

/** The bucket of a record with this trigger, in microseconds since 1970. */
export function bucketOf(buckets: Buckets, zone: string, at: number): string {
  if (buckets.by === "cutoff") return at < buckets.before ? "due" : "later";
  if (buckets.by === "set") return "set";
  const day = dayOf(zone, at);
  return buckets.by === "year" ? day.slice(0, 4) : day;
}

/** The trigger as a group names it: an instant where hours count, else a day. */
export function triggerOf(buckets: Buckets, zone: string, at: number): string {
  // Rounded up: a record never looks older than it is.
  return buckets.by === "cutoff" ? new Date(Math.ceil(at / 1000)).toISOString() : dayOf(zone, at);
}

/** The local day of an instant in microseconds. */
export const dayOf = (zone: string, at: number): string => dayIn(zone, new Date(Math.floor(at / 1000)));
