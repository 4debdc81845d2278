/** Art. 21(1), 22(3): what the answer says where a person weighed, looked again, or answered by hand. */
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { day, dayIn, isDay } from "../../gdpr/day";
import { openDrawer } from "../../seal/request-key";
import { handAnswerOf } from "../decide/answer-by-hand";
import { wishOf } from "../plan/corrected";
import { againOf } from "../decide/decide-again";
import type { Loaded } from "../load";
import type { OwnFacts } from "./send-letter";
import type { Balance } from "../decide/weigh";
import { endedFacts, fileUntil, weighedLabels } from "./ended-use";
import { labelOf } from "./said";

/** An objection that was upheld: why, and where the use has ended. */
export async function weighedFacts(tx: Tx, request: Loaded): Promise<OwnFacts<"weighing">> {
  const row = await tx.drawer.findFirstOrThrow({
    where: { request: request.id, kind: "balance" },
    orderBy: { madeAt: "desc" },
  });
  const { interest, necessity, situation, result } = await openDrawer<Balance>(tx, request.keys, row.id);
  const ended = await endedFacts(tx, request);
  return {
    outcome: "stops",
    purposes: weighedLabels(request),
    interest,
    necessity,
    situation,
    result,
    endsOn: null,
    ended,
  };
}

export async function againFacts(tx: Tx, request: Loaded): Promise<OwnFacts<"intervention">> {
  const again = await againOf(tx, request);
  const about = (await wishOf(tx, request))?.decision;
  if (!again || !about) throw new Error(`nobody has decided again about ${request.id}`);
  const today = dayIn(policy().zone, await portalNow(tx));
  return {
    label: labelOf(about.category, request),
    decidedOn: about.decidedOn && isDay(about.decidedOn) ? day(about.decidedOn) : null,
    outcome: again.outcome,
    reasons: again.reasons,
    fileUntil: fileUntil(today),
  };
}

export async function handFacts(tx: Tx, request: Loaded): Promise<OwnFacts<"answer">> {
  const given = await handAnswerOf(tx, request);
  if (!given) throw new Error(`nobody has answered ${request.id}`);
  return { ...given, fileUntil: fileUntil(dayIn(policy().zone, await portalNow(tx))) };
}
