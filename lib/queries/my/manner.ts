/** How a request goes: the rights go differently, and so does what a person does by hand. Pages choose their words by it. */
import { storedTerms } from "../../gdpr/wish";
import type { Right } from "../../gdpr/right";

export type Manner =
  | Exclude<Right, "objection" | "rectification">
  /** Advertising, at once. */
  | "advertising"
  /** Another use, weighed by a person. */
  | "weighing"
  /** A correction by rule, at once. */
  | "editing"
  /** A correction of what the person is recognised by. */
  | "address"
  /** A correction that a person judges. */
  | "correcting"
  /** Asked for somebody else, or by somebody whom no page fits. */
  | "another"
  /** A customer's wish that no source can be asked about. */
  | "by-hand";

type Row = { right: string; choice: unknown; requester: string; byHand: boolean };

export function mannerOf({ right, choice, requester, byHand }: Row): Manner {
  if (requester !== "self") return "another";
  if (byHand) return "by-hand";
  const { correction, weighed } = storedTerms(right as Right, choice);
  if (right === "objection") return weighed.length > 0 ? "weighing" : "advertising";
  if (right === "rectification")
    return correction?.identity ? "address" : correction?.automatic ? "editing" : "correcting";
  return right as Exclude<Right, "objection" | "rectification">;
}
