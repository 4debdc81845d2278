/** Art. 12(2): what a right means where nobody could fill in its form: a letter, a call, somebody asking for another. */
import type { Right } from "../../gdpr/right";
import type { Terms } from "../../gdpr/wish";

/** Rights that need what only the person's own pages can ask: which record, which use, which decision. */
const pagesOnly: readonly Right[] = ["rectification", "intervention"];

/** Whether a reviewer answers it by hand, whoever's data it is about. */
export const isByHand = (right: Right): boolean => pagesOnly.includes(right);

/** Without a form everything is meant; the reviewer sees the words beside the plan. */
export function termsWithoutForm(right: Right): Terms | null {
  if (right === "erasure") return { scope: "everything", categories: [], keepLicences: null, doNotContact: false };
  return right === "restriction" ? { ground: "18(1)(c)", categories: null } : null;
}
