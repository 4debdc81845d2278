/** What the policy says about a processor reached by OpenDSR must fit what the specification can carry. */
import type { OpendsrSource } from "./kinds/opendsr";
import { finding, type Finding } from "./problem";
import type { Policy } from "./schema";

/** Findings about one source of this kind; category and recipient are looked up elsewhere. */
export function opendsrFindings(policy: Policy, id: string, source: OpendsrSource): Finding[] {
  const at = ["sources", id];
  return [
    ...source.identities.flatMap(({ type, from }, index) =>
      type === "email" || type === "controller_customer_id" || from
        ? []
        : [finding([...at, "identities", index], `Nobody knows a person's ${type} here: say “from” which kind of id.`)],
    ),
    ...(source.use && !source.extension
      ? [finding([...at, "use"], "OpenDSR takes no orders to end a use: name the “extension”, or remove “use”.")]
      : []),
    ...(source.use && !Object.hasOwn(policy.purposes, source.use)
      ? [finding([...at, "use"], `There is no purpose “${source.use}”: define it or mend the name.`)]
      : []),
    ...endFindings(policy, id, source),
  ];
}

/** An order to erase is about everything, so nothing in its category may end otherwise. */
function endFindings({ categories }: Policy, id: string, { category, extension }: OpendsrSource): Finding[] {
  const rules = categories[category]?.rules ?? [];
  return rules.flatMap(({ end, onRequest, id: rule }) => {
    const cannot = [end, onRequest].find((word) => cannotEnd(word, extension !== undefined));
    return cannot
      ? [
          finding(
            ["sources", id, "category"],
            `The rule “${rule}” of ${category} says ${cannot}, for which OpenDSR has no order: map it elsewhere.`,
          ),
        ]
      : [];
  });
}

const cannotEnd = (word: string, extended: boolean): boolean =>
  ["unlink", "truncate"].includes(word) || (word === "restrict" && !extended);
