/**
 * What the policy says about a system that only people reach: its guide exists, somebody is told what to do, and whom it
 * knows can be told from what a database learns.
 */
import { strangeGaps } from "./guide";
import type { ManualSource } from "./kinds/manual";
import { learnedKinds } from "./learned";
import { finding, type Finding } from "./problem";
import type { Policy } from "./schema";
import { templateNames } from "./templates";

/** Findings about one source of this kind; categories and recipient are looked up elsewhere. */
export function manualFindings(policy: Policy, id: string, source: ManualSource): Finding[] {
  const { template, steps, notice } = source;
  const at = ["sources", id];
  const known = templateNames();
  return [
    ...(template !== undefined && !known.includes(template)
      ? [finding([...at, "template"], `There is no template “${template}”: write one of ${known.join(", ")}.`)]
      : []),
    ...(template === undefined && steps === undefined
      ? [finding(at, "Nobody is told what to do there: name a “template”, or write “steps”.")]
      : []),
    ...(template === undefined && notice !== undefined
      ? [finding([...at, "notice"], "A notice belongs to a guide: name the “template” that it stands in for.")]
      : []),
    ...knownByFindings(policy, at, source),
    ...rightFindings(policy, at, source),
    ...Object.entries(notice ?? {}).flatMap(([part, words]) =>
      Object.entries(words).flatMap(([language, text]) =>
        strangeGaps(text).map((gap) =>
          finding([...at, "notice", part, language], `Nothing fills the gap {${gap}}: mend its name or write it out.`),
        ),
      ),
    ),
  ];
}

function knownByFindings(policy: Policy, at: string[], { knownBy = [] }: ManualSource): Finding[] {
  const learned = learnedKinds(policy);
  return knownBy.flatMap((kind, index) =>
    learned.includes(kind)
      ? []
      : [
          finding(
            [...at, "knownBy", index],
            `No database learns an id “${kind}”, so nobody would be known there: write one of ${learned.join(", ")}, or add it to the “ids” under “learns”.`,
          ),
        ],
  );
}

/** Art. 28(3)(e): what a processor holds, the controller holds; a copy without it would not be whole. */
function rightFindings({ recipients }: Policy, at: string[], { recipient, rights }: ManualSource): Finding[] {
  const found = recipients[recipient];
  if (rights === undefined || found?.role !== "processor" || rights.includes("access")) return [];
  const message = `${found.name} is a processor: what it holds belongs into a copy. Add access to “rights”.`;
  return [finding([...at, "rights"], message)];
}
