/** Which letters go out when the plan is approved as it stands, as far as they can be looked at before. */
import type { WordedKind } from "../../gdpr/wording";
import { isInForce } from "./overridable";
import type { DeskRequest } from "./request";

export type ToCome = { kind: WordedKind; worded: boolean };

const answers = ["access", "erasure", "rectification", "portability"] as const;

type Planned = Pick<
  DeskRequest,
  "right" | "state" | "planHash" | "byHand" | "weighed" | "overrides" | "decisions" | "events"
>;

/** Whether somebody worded one is told from the events: the last draft after the last letter of its kind. */
export function lettersToCome(request: Planned): ToCome[] {
  const { right, state, planHash, byHand, weighed, overrides, decisions, events } = request;
  if (state !== "planned" || planHash === null || byHand || weighed.length > 0) return [];
  const refuses = overrides.some((one) => one.to === "keep" && isInForce(one, decisions));
  const kinds: WordedKind[] = [...(refuses ? (["partial-refusal"] as const) : []), ...answers.filter((one) => one === right)]; // prettier-ignore
  const last = (fact: string, name: string, kind: string) =>
    events.findLast((event) => event.fact === fact && event.data[name] === kind);
  return kinds.map((kind) => {
    const [draft, sent] = [last("worded", "letter", kind), last("notified", "kind", kind)];
    return { kind, worded: (draft?.seq ?? -1) > (sent?.seq ?? -1) && draft?.data.texts !== 0 };
  });
}
