/** What the policy says about a system that only people reach: its guide exists, and somebody is told what to do. */
import { strangeGaps } from "./guide";
import type { ManualSource } from "./kinds/manual";
import { finding, type Finding } from "./problem";
import { templateNames } from "./templates";

/** Findings about one source of this kind; categories and recipient are looked up elsewhere. */
export function manualFindings(id: string, { template, steps, notice }: ManualSource): Finding[] {
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
    ...Object.entries(notice ?? {}).flatMap(([part, words]) =>
      Object.entries(words).flatMap(([language, text]) =>
        strangeGaps(text).map((gap) =>
          finding([...at, "notice", part, language], `Nothing fills the gap {${gap}}: mend its name or write it out.`),
        ),
      ),
    ),
  ];
}
