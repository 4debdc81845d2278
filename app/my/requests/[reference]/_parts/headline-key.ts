/** Which sentence tells of a request where it stands: that of its manner, and another where it did not go as meant. */
import type { RequestView } from "../../../../../lib/queries/my/request";

/** The answer of a request, some of which its system did not take: a person sees to that. */
export const isHeldBack = ({ outcome, phase }: Pick<RequestView, "outcome" | "phase">): boolean =>
  phase === "answered" && (outcome?.lines.some(({ reason }) => reason === "held") ?? false);

/** An answer about nothing: no record of it was found any more, in no system, and none by hand. */
const isAboutNothing = ({ outcome, byHand, phase }: Pick<RequestView, "outcome" | "byHand" | "phase">): boolean =>
  phase === "answered" && (outcome?.lines.length ?? 0) + byHand.length === 0;

type Known = (key: string) => boolean;
type Where = Pick<RequestView, "manner" | "phase" | "outcome" | "byHand">;

/** The sentence of the manner, where it has one, and the one for what did not go as meant, where that has its own. */
export function headlineKey(request: Where, known: Known, word: string): string {
  const own = `${request.manner}.${word}`;
  if (isHeldBack(request) && known(`${own}-held`)) return `${own}-held`;
  if (isAboutNothing(request) && known(`${own}-nothing`)) return `${own}-nothing`;
  return known(own) ? own : `any.${word}`;
}
