/** What a mapping of log files says by itself: categories, rules that a line can follow, fields of the format. */
import type { FilesSource, Log } from "./kinds/files";
import { finding, type Finding } from "./problem";
import { rulesOf } from "./rules-of";
import type { Policy } from "./schema";

/** Findings about every log of a source. */
export function logFindings(policy: Policy, source: string, { logs }: FilesSource): Finding[] {
  return Object.entries(logs).flatMap(([id, log]) => {
    const at = ["sources", source, "logs", id];
    return [
      ...fieldFindings(at, log),
      ...ruleFindings(policy, at, log),
      ...afterwardsFindings(policy, [...at, "afterwards"], log),
    ];
  });
}

/** What each key can name in the combined format, whose fields are fixed. */
const combined = {
  at: ["at"],
  account: ["user"],
  addresses: ["address"],
  urls: ["path", "referrer"],
  drop: ["referrer", "browser"],
};

function fieldFindings(at: string[], log: Log): Finding[] {
  if (log.format !== "combined") return [];
  return Object.entries(combined).flatMap(([key, known]) => {
    const named = [log[key as keyof typeof combined] ?? []].flat();
    return named.flatMap((name) =>
      known.includes(name)
        ? []
        : [
            finding(
              [...at, key],
              `In the combined format “${key}” cannot name “${name}”: write ${known.join(" or ")}.`,
            ),
          ],
    );
  });
}

function ruleFindings(policy: Policy, at: string[], log: Log): Finding[] {
  const { rule, findings } = rulesOf(policy, at, log);
  if (!rule) return findings;
  const category = policy.categories[log.category];
  return [
    ...(rule.meanwhile === "restrict" || rule.onRequest === "restrict"
      ? [finding([...at, "category"], `A line of a log cannot be locked, but the rule “${rule.id}” asks for it.`)]
      : []),
    ...(category && category.rights.portability !== "no"
      ? [finding([...at, "category"], `Nobody takes a log along: write portability: no in “${log.category}”.`)]
      : []),
    ...(rule.end === "truncate" && !log.afterwards
      ? [finding(at, "Shortened lines are kept on: say under “afterwards” what they are then.")]
      : []),
  ];
}

function afterwardsFindings(policy: Policy, at: string[], { afterwards, category }: Log): Finding[] {
  if (!afterwards) return [];
  const { rule, findings } = rulesOf(policy, at, afterwards);
  return [
    ...findings,
    ...(afterwards.category === category
      ? [finding([...at, "category"], "Shortened lines need a category of their own, with their own rule.")]
      : []),
    ...(rule && rule.end !== "erase"
      ? [finding([...at, "category"], `A shortened line can only be erased, but the rule “${rule.id}” does not.`)]
      : []),
  ];
}
