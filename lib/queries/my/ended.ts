/** Art. 7(3), 21: a use that has ended: since when, where, and what goes with it. */
import { endedStays, type EndedStays } from "../../answer/ended-stays";
import type { Day } from "../../gdpr/day";
import type { Right } from "../../gdpr/right";
import { storedTerms } from "../../gdpr/wish";
import type { Policy } from "../../policy/schema";
import type { Language } from "../../letters/letter";

export type { EndedStays };

export type EndedUse = {
  labels: string[];
  at: Date;
  systems: { system: string; at: Date }[];
  /** The erasure of what nothing carries any longer. */
  follower: string | null;
  /** What stays and what may still arrive, as the letter says it; null where the use was weighed. */
  stays: EndedStays | null;
};

type Row = {
  purposes: string[];
  right: string;
  choice: unknown;
  state: string;
  stoppings: { source: string; purpose: string; records: number; at: Date }[];
  receivedAt: Date;
  requestFollowsUps: { id: string }[];
};

/** `on`: the day of its answer, today before that. Null for a request that ends no use, and for one whose use is still weighed. */
export function endedUse(row: Row, own: Policy, language: Language, on: Day): EndedUse | null {
  const { purposes, right, choice, state, stoppings, receivedAt, requestFollowsUps } = row;
  const { weighed } = storedTerms(right as Right, choice);
  const upheld = weighed.length > 0 && (state === "fulfilled" || state === "delivered");
  const over = upheld ? weighed : purposes;
  if (over.length === 0) return null;
  const label = (id: string) => (own.consents[id] ?? own.purposes[id])?.label[language] ?? id;
  const system = (source: string) => own.sources[source]?.label[language] ?? source;
  return {
    labels: over.map(label),
    // A weighed use was paused from the press on; it ended when it was decided.
    at: upheld ? (stoppings[0]?.at ?? receivedAt) : receivedAt,
    systems: [...new Map(stoppings.map(({ source, at }) => [source, { system: system(source), at }])).values()],
    follower: requestFollowsUps[0]?.id ?? null,
    stays: upheld ? null : endedStays(row, on, own),
  };
}
