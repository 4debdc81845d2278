/** Lines and numbers of a request's approved plan as its page tells them, for the letter that says the same. */
import { told } from "../../answer/told";
import { policy } from "../../company";
import type { Tx } from "../../db";
import type { Told } from "../../gdpr/answer-line";
import type { Answer as Given } from "../../gdpr/facts";
import { arrivedLater, carriedOut, type Ahead } from "./answer-of";
import type { Loaded } from "../load";

type Of = Pick<Loaded, "id" | "planNo" | "language" | "right">;
type How = Ahead & {
  /** Whether the copy that the plan is about lies ready, or is told as if it did. */
  copyMade: boolean;
};

/** `ahead`: as it will be when every system does what the plan says. */
export async function toldOf(tx: Tx, request: Of, { ahead = false, copyMade }: How): Promise<Told> {
  const { id, planNo, language, right } = request;
  const rows = await tx.decision.findMany({
    where: { request: id, planNo },
    include: { duty: true, takenUpRow: { select: { followsUp: true } } },
    orderBy: { idx: "asc" },
  });
  const given = await tx.answer.findMany({ where: { request: id }, select: { selector: true, answer: true } });
  const answers = Object.fromEntries(given.map(({ selector, answer }) => [selector, answer as Given]));
  const later = await arrivedLater(tx, request);
  const context = { policy: policy(), language, answers, later, copyMade, begun: true, right };
  return told(ahead ? rows.map(carriedOut) : rows, context);
}
