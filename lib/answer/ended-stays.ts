/**
 * Art. 7(1), 17(3)(e), 21(3): what stays after a use has ended at once, and what may still arrive. The page of a request and its
 * letter both take it from here, so that they say the same.
 */
import { addDays, day, dayIn, type Day } from "../gdpr/day";
import { erasableFrom, ruleOf } from "../gdpr/retention";
import type { Policy } from "../policy/schema";

export type EndedStays = {
  /** Until when a mailing that was under way may still arrive. */
  overlapUntil: Day | null;
  /** Until when the proof of the former consent stays. */
  proofUntil: Day | null;
  /** Where the person changes what only their own device knows; null where nothing that ended is asked for on a device. */
  device: string | null;
};

type Ended = {
  purposes: readonly string[];
  receivedAt: Date;
  stoppings: readonly { purpose: string; records: number }[];
};

/** `on`: the day of the answer. */
export function endedStays({ purposes, receivedAt, stoppings }: Ended, on: Day, policy: Policy): EndedStays {
  const { stops, consents, zone } = policy;
  const proved = stoppings.some(({ purpose, records }) => records > 0 && Object.hasOwn(consents, purpose));
  return {
    overlapUntil: purposes.some((purpose) => stops.advertising.includes(purpose))
      ? addDays(dayIn(zone, receivedAt), stops.overlapDays)
      : null,
    proofUntil: proved ? keptUntil("consent-proof", on, policy) : null,
    device: purposes.some((purpose) => consents[purpose]?.device || consents[purpose]?.window)
      ? stops.consentTool
      : null,
  };
}

/** Until when a category is kept that counts from that day; null where its first rule names no day. */
export function keptUntil(category: string, on: Day, { categories, zone, entity }: Policy): Day | null {
  const rule = ruleOf(categories[category]?.rules ?? []);
  const from = rule && erasableFrom(rule, on, { zone, entity });
  return from ? day(from.slice(0, 10)) : null;
}
