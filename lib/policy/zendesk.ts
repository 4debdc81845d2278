/** What the policy says about a Zendesk: its categories and rules must exist, and every end must be possible there. */
import type { Rule } from "../gdpr/rule";
import type { ZendeskSource } from "./kinds/zendesk";
import { finding, type Finding } from "./problem";
import type { Policy } from "./schema";

type Named = { category: string; rule?: string | undefined; at: (string | number)[] };

/** Findings about one source of this kind. */
export function zendeskFindings(policy: Policy, id: string, source: ZendeskSource): Finding[] {
  const at = ["sources", id];
  const named: Named[] = [
    { ...source.profile, at: [...at, "profile"] },
    ...source.tickets.map((tickets, index) => ({ ...tickets, at: [...at, "tickets", index] })),
  ];
  return [
    ...(Object.hasOwn(policy.recipients, source.recipient)
      ? []
      : [finding([...at, "recipient"], `There is no recipient “${source.recipient}”: define it or mend the name.`)]),
    ...named.flatMap((each) => endFindings(policy, source, each)),
    ...orderFindings(source, [...at, "tickets"]),
  ];
}

/** Zendesk can delete, empty, lock and mark; it cannot shorten a record or cut it off from its person. */
function endFindings(policy: Policy, { lock }: ZendeskSource, { category, rule: named, at }: Named): Finding[] {
  if (!Object.hasOwn(policy.categories, category))
    return [finding([...at, "category"], `There is no category “${category}”: define it or mend the name.`)];
  const rules: readonly Rule[] = policy.categories[category]?.rules ?? [];
  const rule = named === undefined ? rules[0] : rules.find((each) => each.id === named);
  if (!rule) return [finding([...at, "rule"], `The category “${category}” has no such rule: name one of its rules.`)];
  const ends: string[] = [rule.end, rule.onRequest, rule.meanwhile];
  return [
    ...["unlink", "truncate"]
      .filter((end) => ends.includes(end))
      .map((end) =>
        finding(at, `The rule ${rule.id} ends with “${end}”, which Zendesk cannot do: choose another end.`),
      ),
    ...(ends.includes("restrict") && lock === undefined
      ? [finding(at, `The rule ${rule.id} locks tickets: say by which tag, under “lock”.`)]
      : []),
  ];
}

/** The last entry takes what is left, and only the last; a category stands in one entry. */
function orderFindings({ tickets }: ZendeskSource, at: (string | number)[]): Finding[] {
  return tickets.flatMap(({ category, tags, field }, index) => {
    const [takesAll, last] = [tags === undefined && field === undefined, index === tickets.length - 1];
    const before = tickets.findIndex((other) => other.category === category) < index;
    return [
      ...(takesAll && !last
        ? [finding([...at, index], "This entry takes every ticket, those below none: add “tags” or a “field”.")]
        : []),
      ...(last && !takesAll
        ? [
            finding(
              [...at, index],
              "Tickets that no entry names would be lost: end with one without “tags” and “field”.",
            ),
          ]
        : []),
      ...(before ? [finding([...at, index, "category"], `“${category}” stands in an entry above: join the two.`)] : []),
    ];
  });
}
