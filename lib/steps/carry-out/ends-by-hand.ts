/**
 * Art. 7(3), 21(3): whether somebody must tell a system that a purpose has ended. The shop's own databases follow what the
 * registry says; a system that others run knows nothing of it, and goes on unless it is told.
 */
import { policy, sourceById } from "../../company";
import type { Group } from "../../gdpr/plan-value";

/** `goes`: the categories that nothing carries any longer, so that their certain records get an erasure of their own. */
export function needsHand(group: Group, ended: readonly string[], goes: readonly string[]): boolean {
  const { source, category, count, belongs, assumed, use } = group;
  const purposes = [...(policy().categories[category]?.purposes ?? []), ...(use ? [use] : [])];
  if (!purposes.some((purpose) => ended.includes(purpose))) return false;
  // Nobody can search it, or nothing is known by which it could be told.
  if (count === null) return true;
  if (count === 0) return false;
  // Not certain that they are this person's: the registry says no already, a person looks whose they are.
  const endsHere = !!use && ended.includes(use) && sourceById(source).write !== undefined;
  if (endsHere) return belongs === "ask";
  if (assumed) return true;
  return isOthers(source) && (belongs === "ask" || !goes.includes(category));
}

/** Whether somebody else runs the system. */
function isOthers(id: string): boolean {
  const source = policy().sources[id];
  return source !== undefined && "recipient" in source;
}
