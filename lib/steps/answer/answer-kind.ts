import type { Right } from "../../gdpr/right";
import type { Loaded } from "../load";

export type AnswerKind = Right | "weighing" | "answer";

/** The letter that answers bears the name of the right, unless a person weighed it or answered by hand. */
export function answerKind({ right, byHand, weighed }: Pick<Loaded, "right" | "byHand" | "weighed">): AnswerKind {
  if (byHand) return "answer";
  return weighed.length > 0 ? "weighing" : right;
}
