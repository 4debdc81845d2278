/**
 * Art. 16: the right to rectification.
 *
 * What the person provided is set right where it lies. What must not be overwritten (letters sent and received, opinions
 * of others) gets the person's statement beside it; an issued invoice stays as it is and a correction document is asked
 * for (§ 146(4) AO). What nobody can be wrong about, because a machine wrote it down, is not changed.
 */
import type { Group } from "../plan-value";
import { ask, groupKey, keep, keptBecause, openQuestion, type Decided, type Decider, type Situation } from "./decider";
import { overruled } from "./overruled";

export const rectification: Decider = {
  article: "16",
  decide: (groups, situation) =>
    groups.map((group) => {
      const ruled = decide(group, situation);
      return overruled("rectification", group, ruled, situation) ?? ruled;
    }),
};

function decide(group: Group, situation: Situation): Decided {
  if (situation.answers[groupKey(group)] === "not-theirs") return keep({ norm: keptBecause.notTheirs });
  const doubt = openQuestion(group, situation);
  if (doubt) return ask(doubt);
  const mode = situation.categories[group.category]?.rights.rectification ?? "no";
  switch (mode) {
    case "self-service":
    case "yes":
      return correct(null);
    case "annotate":
    case "contest":
      return correct(keptBecause.statement);
    case "document":
      return keep({ ground: "17(3)(b)", norm: keptBecause.document });
    case "no":
      return keep({ norm: keptBecause.notCorrectable });
    default:
      return mode satisfies never;
  }
}

const correct = (norm: string | null): Decided => ({
  action: "correct",
  mode: null,
  ground: "16",
  rule: null,
  norm,
  until: null,
  doubt: null,
});
