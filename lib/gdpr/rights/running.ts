/** Art. 6(1)(b), 17(1)(a): what of a person's still runs, so that the controller owes it to them and needs records for it. */
import { dayOf } from "../day";
import type { Group } from "../plan-value";
import type { Situation } from "./decider";

/** As a rule that which lasts longest comes first. */
export const runningKinds = ["licence", "warranty", "open-order", "contract"] as const;
export type Running = (typeof runningKinds)[number];

/** What runs by these groups, each once. A licence runs until its end, and may where nobody can count. */
export function stillRuns(groups: readonly Group[], at: Pick<Situation, "today" | "zone">): Running[] {
  const found = new Set(groups.map((group) => (isLicence(group, at) ? "licence" : group.inUse)));
  return runningKinds.filter((kind) => found.has(kind));
}

function isLicence({ category, inUse, trigger }: Group, { today, zone }: Pick<Situation, "today" | "zone">): boolean {
  if (inUse === "licence") return true;
  return category === "licence" && (trigger === null || dayOf(zone, trigger) > dayOf(zone, today));
}

/** What a licence needs: who holds it, for which product, reached where. */
export const licenceCategories: readonly string[] = ["account", "licence", "product-registration"];

/** For which of it a group stays if the person wants to go on using it; null where nothing of it needs the group. */
export function neededFor({ category, inUse }: Group, running: readonly Running[]): Running | null {
  if (inUse === "licence") return "licence";
  if (running.includes("licence") && licenceCategories.includes(category)) return "licence";
  return category === "account" ? (running[0] ?? null) : null;
}
