/** Whether the person proved who they are a moment ago: what changes how they are recognised asks for it. */
import { isFresh, type Actor } from "../../actor";
import { policy } from "../../company";

export function freshness(who: Actor): { fresh: boolean; minutes: number; coolDays: number } {
  const { release, correction } = policy();
  return { fresh: isFresh(who, release.freshMinutes), minutes: release.freshMinutes, coolDays: correction.coolDays };
}
