/**
 * Art. 20: the right to data portability.
 *
 * Handed out is what the person provided or their use produced, as far as it rests on consent or on a contract; what was
 * inferred, what only a duty or an interest carries, and records that name third persons (Art. 20(4)) stay out.
 */
import type { Group } from "../plan-value";
import { isMarked, onceTheirs } from "../redaction";
import { ask, groupKey, keep, keptBecause, openQuestion, type Decided, type Decider, type Situation } from "./decider";
import { overruled } from "./overruled";

export const portability: Decider = {
  article: "20",
  decide: (groups, situation) =>
    groups.map((group) => {
      const ruled = decide(group, situation);
      return overruled("portability", group, ruled, situation) ?? ruled;
    }),
};

function decide(group: Group, situation: Situation): Decided {
  if (situation.answers[groupKey(group)] === "not-theirs") return keep({ norm: keptBecause.notTheirs });
  const category = situation.categories[group.category];
  if (category && !isPortable(category, situation)) return keep({ ground: "20(1)", norm: keptBecause.notPortable });
  // Gifts, messages that mention others: left out, never asked for.
  if (isMarked(onceTheirs(group, situation.answers[groupKey(group)])))
    return keep({ ground: "20(4)", norm: keptBecause.others });
  const doubt = openQuestion(group, situation);
  if (doubt) return ask(doubt);
  return { action: "export", mode: null, ground: "20(1)", rule: null, norm: null, until: null, doubt: null };
}

/** Art. 20(1)(a): consent or contract carries it, and the policy says that the person provided it. */
function isPortable(
  { rights, purposes, disclose }: Situation["categories"][string],
  { purposes: known }: Situation,
): boolean {
  const bases = purposes.map((id) => known[id]?.basis);
  if (rights.portability === "no" || disclose !== "always") return false;
  return rights.portability === "if-consent" ? bases.includes("a") : bases.includes("a") || bases.includes("b");
}
