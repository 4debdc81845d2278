/** Which letters go out when the plan is approved as it stands, as far as they can be looked at before. */
import type { WordedKind } from "../../gdpr/wording";
import { isInForce } from "./overridable";
import type { DeskRequest } from "./request";

export type ToCome = { kind: WordedKind; worded: boolean };

const answers = ["access", "erasure", "rectification", "portability"] as const;

type Planned = Pick<
  DeskRequest,
  "right" | "state" | "planHash" | "byHand" | "weighed" | "purposes" | "overrides" | "decisions" | "events"
>;

/** Whether somebody worded one is told from the events: the last draft after the last letter of its kind. */
export function lettersToCome(request: Planned): ToCome[] {
  const { right, state, planHash, byHand, weighed, overrides, decisions } = request;
  if (endsAtOnce(request)) return [{ kind: right as "objection" | "withdrawal", worded: isWorded(request, right) }];
  if (state !== "planned" || planHash === null || byHand || weighed.length > 0) return [];
  const refuses = overrides.some((one) => one.to === "keep" && isInForce(one, decisions));
  const kinds: WordedKind[] = [...(refuses ? (["partial-refusal"] as const) : []), ...answers.filter((one) => one === right)]; // prettier-ignore
  return kinds.map((kind) => ({ kind, worded: isWorded(request, kind) }));
}

/** Art. 7(3), 21(3): ended without a plan, and answered as soon as each system has followed. */
function endsAtOnce({ right, state, byHand, weighed, purposes, events }: Planned): boolean {
  const sent = events.some(({ fact, data }) => fact === "notified" && data.kind === right);
  const is =
    purposes.length > 0 && weighed.length === 0 && !byHand && (right === "objection" || right === "withdrawal");
  return is && !sent && (state === "identified" || state === "fulfilled");
}

function isWorded({ events }: Planned, kind: string): boolean {
  const last = (fact: string, name: string) =>
    events.findLast((event) => event.fact === fact && event.data[name] === kind);
  const [draft, sent] = [last("worded", "letter"), last("notified", "kind")];
  return (draft?.seq ?? -1) > (sent?.seq ?? -1) && draft?.data.texts !== 0;
}
