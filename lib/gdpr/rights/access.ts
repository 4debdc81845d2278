/**
 * Art. 15: the right of access.
 *
 * Everything is handed out, what is locked or held included: a restriction limits the controller's uses, not the copy.
 * What may touch others (Art. 15(4)) or is disclosed only after a review waits for a reviewer, record group by record
 * group, and is named as withheld when the reviewer says so (Art. 12(4)). So is what a reviewer keeps back of a line that
 * the rules would hand out. Records that name others are decided about one by one (`redaction.ts`): what of them is handed
 * out has a line of its own.
 */
import type { Answer } from "../facts";
import type { Doubt, Group } from "../plan-value";
import { onceTheirs } from "../redaction";
import { ask, groupKey, keep, keptBecause, openQuestion, type Decided, type Decider, type Situation } from "./decider";
import { overruled } from "./overruled";

export const access: Decider = {
  article: "15",
  decide: (groups, situation) =>
    groups.map((group) => {
      const ruled = decide(group, situation);
      return overruled("access", group, ruled, situation) ?? ruled;
    }),
};

function decide(group: Group, situation: Situation): Decided {
  const answer = situation.answers[groupKey(group)];
  if (answer === "not-theirs") return keep({ norm: keptBecause.notTheirs });
  if (answer === "withhold") return keep({ ground: "15(4)" });
  if (answer === "redact" && group.redaction === "withheld") return keep({ ground: "15(4)", norm: keptBecause.others });
  const reviewed = answer === "disclose" || (answer === "redact" && group.redaction === "released");
  const looked = onceTheirs(group, answer);
  const doubt = openQuestion(group, situation) ?? (reviewed ? null : reviewFirst(looked, situation, answer));
  if (doubt) return ask(doubt);
  const ground = answer === "redact" ? "15(4)" : "15(3)";
  return { action: "export", mode: null, ground, rule: null, norm: null, until: null, doubt: null };
}

function reviewFirst(group: Group, { categories }: Situation, answer?: Answer): Doubt | null {
  // What changed since somebody decided about it, or came later, is asked again.
  if (answer === "redact") return "third-persons";
  if (categories[group.category]?.disclose === "after-review") return "after-review";
  return group.doubt === "after-review" || group.doubt === "third-persons" ? group.doubt : null;
}
