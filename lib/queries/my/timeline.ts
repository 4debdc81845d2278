/** What has happened to a request so far, as moments a customer understands; facts of the machinery are left out. */
import { dayIn, type Day } from "../../gdpr/day";
import { heardBy, type MomentFact } from "../../gdpr/heard-by";

export const told = Object.keys(heardBy) as readonly MomentFact[];

export type Moment = { fact: MomentFact | "planned-again" | "received-again"; on: Day; at: Date };

/**
 * The moments of a request's events, in order. A plan made anew and a request that opens again are told as such, a run of the same
 * fact once a day.
 */
export function timeline(events: readonly { fact: string; at: Date }[], zone: string): Moment[] {
  const moments: Moment[] = [];
  for (const { fact, at } of events) {
    const telling = told.find((one) => one === fact);
    if (!telling) continue;
    const moment: Moment = { fact: again(telling, moments) ?? telling, on: dayIn(zone, at), at };
    if (moments.some((known) => known.fact === moment.fact && known.on === moment.on)) continue;
    moments.push(moment);
  }
  return moments;
}

function again(telling: MomentFact, moments: readonly Moment[]): "planned-again" | "received-again" | null {
  if (telling !== "planned" && telling !== "received") return null;
  return moments.some(({ fact }) => fact === telling) ? `${telling}-again` : null;
}
