/** Art. 21(1), 22(3): what the answer says where a person weighed, looked again, or answered by hand. */
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { addDays, day, dayIn, isDay, type Day } from "../../gdpr/day";
import { openDrawer } from "../../seal/request-key";
import { handAnswerOf } from "../decide/answer-by-hand";
import { wishOf } from "../plan/corrected";
import { againOf, type Again } from "../decide/decide-again";
import type { Loaded } from "../load";
import type { Ahead } from "./answer-of";
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
  const balance = await openDrawer<Balance>(tx, request.keys, row.id);
  const today = dayIn(policy().zone, await portalNow(tx));
  return weighingFacts(tx, request, { balance: { ...balance, outcome: "stops" }, today });
}

type Weighed = Ahead & { balance: Balance; today: Day };

/**
 * What the answer to an objection says: which use stops or goes on and why. A use that goes on was paused meanwhile, and the same
 * letter tells when that ends (Art. 18(3)). `ahead`: before it has stopped, as the plan says.
 */
export async function weighingFacts(
  tx: Tx,
  request: Loaded,
  { balance, today, ahead }: Weighed,
): Promise<OwnFacts<"weighing">> {
  const { outcome, interest, necessity, situation, result } = balance;
  const stops = outcome === "stops";
  return {
    outcome,
    purposes: weighedLabels(request),
    interest,
    necessity,
    situation,
    result,
    endsOn: stops ? null : addDays(today, policy().pause.liftDays),
    ended: stops ? await endedFacts(tx, request, { ahead }) : null,
  };
}

/** `decided`: what a reviewer typed, before it is decided; else what was. */
export async function againFacts(tx: Tx, request: Loaded, decided?: Again): Promise<OwnFacts<"intervention">> {
  const again = decided ?? (await againOf(tx, request));
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
