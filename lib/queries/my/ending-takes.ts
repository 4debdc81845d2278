/** Art. 7(3), 21(3): how long the end of a use takes where it is not there at once, so that it is said before the press. */
import { policy } from "../../company";
import { categoriesOf, runBy } from "../../policy/categories-of";
import type { Policy } from "../../policy/schema";

export type EndingTakes = {
  /** Days until a system that only people reach has been told; null where none is concerned. */
  hand: number | null;
  /** Days for which a mailing under way may still arrive; null where nothing is mailed. */
  overlap: number | null;
};

/** `ends`: purposes or consents. The same days stand in the tasks and in the answer. */
export function endingTakes(ends: readonly string[], own: Policy = policy()): EndingTakes {
  const { stops, sources, categories, consents } = own;
  const rests = new Set([
    ...ends.flatMap((id) => consents[id]?.categories ?? []),
    ...Object.keys(categories).filter((id) => categories[id]?.purposes.some((purpose) => ends.includes(purpose))),
  ]);
  const byPeople = Object.values(sources).some(
    (source) =>
      (source.kind === "manual" || runBy(source) !== null) &&
      categoriesOf(source).some((category) => rests.has(category)),
  );
  const mailed = ends.some((id) => stops.advertising.includes(id));
  return {
    hand: byPeople ? stops.handDays : null,
    overlap: mailed && stops.overlapDays > 0 ? stops.overlapDays : null,
  };
}

/** Of a no to all advertising. */
export const advertisingTakes = (): EndingTakes => endingTakes(policy().stops.advertising);
