/**
 * Art. 21: the right to object, and Art. 7(3): the end of a consent.
 *
 * A purpose stops; the records stay unless nothing else carries them, which is another request's plan. Rows by which a
 * system carries the purpose out are marked there; other systems ask the registry.
 */
import type { Group } from "../plan-value";
import { ask, groupKey, keep, keptBecause, openQuestion, type Decided, type Decider, type Situation } from "./decider";

/** Art. 21(2), (3): advertising has no balance; Art. 21(1): every other purpose is weighed before it gets here. */
export const objection: Decider = {
  article: "21",
  decide: (groups, situation) =>
    groups.map((group) =>
      decide(group, situation, ({ rights }) => (rights.objection === "absolute" ? "21(3)" : "21(1)")),
    ),
};

/** Art. 7(3): as easily ended as given. */
export const withdrawal: Decider = {
  article: "7(3)",
  decide: (groups, situation) => groups.map((group) => decide(group, situation, () => "7(3)")),
};

/** Art. 21(1): whether one can say no to the purpose and have it weighed: an interest carries it, in one category at least. */
export const isWeighed = (
  purpose: string,
  { categories, purposes }: Pick<Situation, "categories" | "purposes">,
): boolean =>
  purposes[purpose]?.basis === "f" && Object.values(categories).some((category) => balances(category, purpose));

/** Whether the category holds the purpose as one that is weighed. */
export const balances = ({ purposes, rights }: Pick<Category, "purposes" | "rights">, purpose: string): boolean =>
  rights.objection === "balance" && purposes.includes(purpose);

type Category = Situation["categories"][string];

function decide(group: Group, situation: Situation, groundOf: (category: Category) => string): Decided {
  if (situation.answers[groupKey(group)] === "not-theirs") return keep({ norm: keptBecause.notTheirs });
  const category = situation.categories[group.category];
  if (category && !rests(group, category, situation.ended)) return keep({ norm: keptBecause.notAsked });
  const doubt = openQuestion(group, situation);
  if (doubt) return ask(doubt);
  const ground = groundOf(category as Category);
  return { action: "stop", mode: null, ground, rule: null, norm: null, until: null, doubt: null };
}

/** Whether the records carry out, or rest on, a purpose that ended. */
function rests({ use }: Group, { purposes, rights }: Category, ended: readonly string[]): boolean {
  if (use) return ended.includes(use);
  return ended.includes(rights.withdrawal) || purposes.some((purpose) => ended.includes(purpose));
}
