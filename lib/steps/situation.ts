/**
 * What a decision may look at, gathered for one request: the policy's rules, holds and restrictions in force, the
 * person's choice, the reviewer's answers, today.
 */
import { policy } from "../company";
import type { Tx } from "../db";
import type { Answer } from "../gdpr/facts";
import type { Situation } from "../gdpr/plan";
import type { ErasureChoice } from "../gdpr/plan-value";
import type { HoldKind } from "../gdpr/rule";

export type Asking = { id: string | null; account: string | null; choice: ErasureChoice | null };

/** The situation of a request (or of a preview, with no id) at `now`. */
export async function situation(tx: Tx, asking: Asking, now: Date): Promise<Situation> {
  const { categories, zone, entity } = policy();
  const [holds, restrictions, answers] = await Promise.all([
    tx.hold.findMany({ where: { releasedAt: null, OR: scope(asking) } }),
    tx.restriction.findMany({ where: { liftedAt: null, OR: scope(asking) } }),
    asking.id ? tx.answer.findMany({ where: { request: asking.id } }) : [],
  ]);
  return {
    zone,
    entity,
    today: now.toISOString(),
    categories,
    holds: holds.map(({ kind, category }) => ({ kind: holdKind(kind), category })),
    art18: restrictions.flatMap(({ category }) => (category === null ? Object.keys(categories) : [category])),
    choice: asking.choice,
    answers: Object.fromEntries(answers.map(({ selector, answer }) => [selector, answer as Answer])),
  };
}

/** Rows about the request itself or about the account behind it. */
export const scope = ({ id, account }: Pick<Asking, "id" | "account">) => [
  ...(id ? [{ request: id }] : []),
  ...(account ? [{ account }] : []),
];

/** A legal hold stops every end, as a claim does. */
const holdKind = (kind: string): HoldKind => (kind === "tax" || kind === "recall" ? kind : "claim");
