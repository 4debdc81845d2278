/** The rule by which records of a category go, where a mapping names the category and perhaps the rule. */
import { ruleOf } from "../gdpr/retention";
import type { Rule } from "../gdpr/rule";
import { finding, type Finding } from "./problem";
import type { Policy } from "./schema";

type Named = { category: string; rule?: string | undefined };

/** The rule, or what is wrong with the names that should lead to it. */
export function rulesOf(
  policy: Policy,
  at: readonly (string | number)[],
  { category, rule }: Named,
): { rule: Rule | undefined; findings: Finding[] } {
  const known = policy.categories[category];
  if (!known) {
    const message = `There is no category “${category}”: define it or mend the name.`;
    return { rule: undefined, findings: [finding([...at, "category"], message)] };
  }
  const found = ruleOf(known.rules, rule);
  if (found) return { rule: found, findings: [] };
  const message = `The category “${category}” has no such rule: name one of its rules.`;
  return { rule: undefined, findings: [finding([...at, "rule"], message)] };
}
