/** Which systems a customer may read of: one that holds only what waits for a review would tell of it by its name alone. */
import { mayName } from "../gdpr/disclosure";
import { categoriesOf } from "./categories-of";
import type { Policy } from "./schema";

/** Whether the system may be named before anybody reviewed what it holds. */
export function mayNameSystem(source: string, policy: Policy): boolean {
  const known = Object.hasOwn(policy.sources, source) ? policy.sources[source] : undefined;
  const held = known ? categoriesOf(known) : [];
  return held.length === 0 || held.some((category) => mayName(category, policy));
}
