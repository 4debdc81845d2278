/** What a mapping of a mailbox says by itself: categories, and rules that a message can follow. */
import type { MailboxSource } from "./kinds/mailbox";
import { finding, type Finding } from "./problem";
import { rulesOf } from "./rules-of";
import type { Policy } from "./schema";

/** Findings about every folder of a mailbox. */
export function mailboxFindings(policy: Policy, source: string, { folders, keywords }: MailboxSource): Finding[] {
  return Object.entries(folders).flatMap(([id, folder]) => {
    const at = ["sources", source, "folders", id];
    const { rule, findings } = rulesOf(policy, at, folder);
    if (!rule) return findings;
    const ends: string[] = [rule.end, rule.onRequest];
    return [
      ...(ends.includes("truncate") || ends.includes("unlink")
        ? [
            finding(
              [...at, "category"],
              `A message is erased whole, but the rule “${rule.id}” asks for something else.`,
            ),
          ]
        : []),
      ...((rule.meanwhile === "restrict" || rule.onRequest === "restrict") && keywords.restrict === undefined
        ? [finding([...at, "category"], `The rule “${rule.id}” locks: name the keyword for it under “keywords”.`)]
        : []),
    ];
  });
}
