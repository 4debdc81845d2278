/** What has happened to a request so far, as moments a customer understands; facts of the machinery are left out. */
import { dayIn, type Day } from "../../gdpr/day";

export const told = [
  "received",
  "identified",
  "identity-asked",
  "identity-answered",
  "not-identified",
  "planned",
  "approved",
  "extended",
  "hold-placed",
  "hold-released",
  "stopped",
  "stop-settled",
  "fulfilled",
  "delivered",
  "downloaded",
  "package-destroyed",
  "refused",
  "cancelled",
  "duty-done",
  "duty-stopped",
  "entered",
  "linked",
  "reminded",
  "paper-chosen",
  "language-chosen",
  "restricted",
  "exception-decided",
  "lift-announced",
  "lifted",
  "weighed",
  "decided-again",
  "fee-announced",
  "fee-accepted",
  "fee-declined",
  "use-stopped",
  "removal-confirmed",
  "recipient-told",
  "recipient-not-told",
  "follow-up-opened",
  "held-taken-up",
  "needed-taken-up",
  "transfer-confirmed",
  "transfer-cancelled",
  "transfer-started",
  "transfer-ended",
  "transfer-settled",
  "transfer-lapsed",
] as const;
type Telling = (typeof told)[number];

export type Moment = { fact: Telling | "planned-again" | "received-again"; on: Day; at: Date };

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

function again(telling: Telling, moments: readonly Moment[]): "planned-again" | "received-again" | null {
  if (telling !== "planned" && telling !== "received") return null;
  return moments.some(({ fact }) => fact === telling) ? `${telling}-again` : null;
}
