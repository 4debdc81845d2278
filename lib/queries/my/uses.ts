/** Art. 21(1): the uses that rest on an interest, with that interest, so that a person can say no to each. */
import type { Actor } from "../../actor";
import { isWeighed } from "../../gdpr/rights/objection";
import { policy } from "../../company";

export type Use = { id: string; label: string; interest: string };

/** In the policy's order. Advertising is none of them: it ends at once and is never weighed. */
export function weighedUses({ language }: Pick<Actor, "language">): Use[] {
  const { purposes, categories, stops } = policy();
  return Object.entries(purposes)
    .filter(([id]) => isWeighed(id, { purposes, categories }) && !stops.advertising.includes(id))
    .map(([id, { label, interest }]) => ({ id, label: label[language], interest: interest?.[language] ?? "" }));
}
