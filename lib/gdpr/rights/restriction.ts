/**
 * Art. 18: the right to restriction of processing.
 *
 * The article knows no exception: whatever the person chose is marked, what is kept by law included. From then on it is
 * only stored; every other use needs a ground of Art. 18(2) that a person recorded.
 */
import type { Group } from "../plan-value";
import { ask, groupKey, keep, keptBecause, openQuestion, type Decided, type Decider, type Situation } from "./decider";
import { overruled } from "./overruled";

export const restriction: Decider = {
  article: "18",
  decide: (groups, situation) =>
    groups.map((group) => {
      const ruled = decide(group, situation);
      return overruled("restriction", group, ruled, situation) ?? ruled;
    }),
};

function decide(group: Group, situation: Situation): Decided {
  const { pause, answers } = situation;
  if (answers[groupKey(group)] === "not-theirs") return keep({ norm: keptBecause.notTheirs });
  if (pause?.categories && !pause.categories.includes(group.category)) return keep({ norm: keptBecause.notAsked });
  const doubt = openQuestion(group, situation);
  if (doubt) return ask(doubt);
  return {
    action: "restrict",
    mode: "art18",
    ground: pause?.ground ?? "18(1)",
    rule: null,
    norm: null,
    until: null,
    doubt: null,
  };
}
