/**
 * Art. 12(4), (5): on which grounds a request may be refused, and the provision each rests on. What ends at once, a consent
 * or advertising, is never refused (Art. 7(3), 21(3)); whether another use goes on is weighed, not refused (Art. 21(1)).
 */
import type { Right } from "./right";

export const refusalGrounds = ["manifestly-unfounded", "excessive", "not-identified", "exception", "not-met"] as const;
export type RefusalGround = (typeof refusalGrounds)[number];

/** What has to be the case for a right to exist: that the data are wrong, that one of four grounds for a pause is there. */
const conditions: Partial<Record<Right, string>> = {
  rectification: "16",
  restriction: "18(1)",
  portability: "20(1)",
  intervention: "22(1)",
};

/** The provision of a ground for this right, like "17(3)"; null where the ground does not fit the right. */
export function provisionOf(ground: RefusalGround, right: Right): string | null {
  switch (ground) {
    case "manifestly-unfounded":
    case "excessive":
      return "12(5)";
    case "not-identified":
      return "11(2)";
    case "exception":
      return right === "erasure" ? "17(3)" : null;
    case "not-met":
      return conditions[right] ?? null;
    default:
      return ground satisfies never;
  }
}

/** The grounds that a reviewer may choose for a request. `purposes`: what ended with it at once, ids of the policy. */
export const groundsFor = ({ right, purposes }: { right: Right; purposes: readonly string[] }): RefusalGround[] =>
  purposes.length > 0 ? [] : refusalGrounds.filter((ground) => provisionOf(ground, right) !== null);
