/**
 * The procedure's next step for one request. Short, idempotent, fenced: called by a job, by the tick, twice or after a
 * crash, it does what is still to be done and nothing else.
 */
import { system } from "../actor";
import { db, portalNow } from "../db";
import { claim, whileClaimed, letGo, type Claim } from "./claim";
import { deliver } from "./answer/deliver";
import { lockRequest } from "./decide/allowed";
import { settleExtension } from "./decide/extend";
import { settleQuery } from "./decide/identity-query";
import { feeIsOpen } from "./decide/fee";
import { fulfil } from "./carry-out/fulfil";
import { identify } from "./ask/identify";
import { waitForHand } from "./decide/answer-by-hand";
import { lookAtDecision } from "./decide/decide-again";
import { loadRequest, type Loaded } from "./load";
import { reached } from "./milestone";
import { LostRace } from "./move";
import { makePlan } from "./plan/plan";
import { stopUse } from "./carry-out/stop-use";

/** Seconds until the next try, null when somebody else has to act first. */
type Next = { again: number | null; more: boolean };

const now: Next = { again: 0, more: true };
const never: Next = { again: null, more: false };
const in_ = (seconds: number): Next => ({ again: seconds, more: false });

/** Advances a request as far as it can go by itself. Gives false when another worker holds it. */
export async function advance(request: string): Promise<boolean> {
  const claimed = await claim(request);
  if (!claimed) return false;
  let next: Next = in_(60);
  try {
    do {
      next = await whileClaimed(claimed, () => step(claimed));
      reached("advance:stepped");
    } while (next.more);
  } catch (error) {
    if (error instanceof LostRace) return false;
    next = in_(await backoff(request));
    throw error;
  } finally {
    await letGo(claimed, next.again);
  }
  return true;
}

async function step(claimed: Claim): Promise<Next> {
  const request = await db().$transaction(async (tx) => {
    await lockRequest(tx, claimed.request);
    const held = await loadRequest(tx, claimed.request);
    await settleExtension(tx, held, system);
    await settleQuery(tx, held);
    return held;
  });
  switch (request.state) {
    case "received":
      return whenReceived(await identify(claimed));
    case "identified":
      return whenIdentified(request, claimed);
    case "planned":
      // Without a hash the plan was voided or a doubt was answered: it is made anew.
      return request.planHash === null ? planned(claimed) : never;
    case "approved":
      return afterApproval(claimed, request.undoUntil);
    case "fulfilled":
      return (await deliver(claimed)) === "delivered" ? never : in_(30);
    default:
      return never;
  }
}

const whenReceived = (known: Awaited<ReturnType<typeof identify>>): Next => {
  if (known === "identified") return now;
  return known.until === null ? never : in_(known.until);
};

/** What ends at once needs no plan; what no source can be asked about is a person's. */
async function whenIdentified(request: Loaded, claimed: Claim): Promise<Next> {
  // Art. 12(5): nothing is done before the person agreed to the fee; what ends at once costs nothing.
  if (feeIsOpen(request)) return never;
  if (request.byHand) return (await waitForHand(request, claimed)) === "waits" ? never : now;
  if (request.right === "intervention") return (await lookAtDecision(request, claimed)) === "fulfilled" ? now : never;
  if (request.purposes.length > 0) return stopped(claimed);
  return planned(claimed);
}

async function stopped(claimed: Claim): Promise<Next> {
  const outcome = await stopUse(claimed);
  return outcome === "stopped" ? now : outcome === "alarmed" ? never : in_(60);
}

async function planned(claimed: Claim): Promise<Next> {
  const { outcome, askAgain } = await makePlan(claimed);
  switch (outcome) {
    case "planned":
    case "alarmed":
      return never;
    case "approved":
      return now;
    case "source-unreachable":
      return in_(await secondsUntil(askAgain));
    default:
      return outcome satisfies never;
  }
}

/** From a minute on: a system that names a day is not asked every minute. */
async function secondsUntil(instant: Date | null): Promise<number> {
  if (instant === null) return 60;
  return Math.max(60, Math.ceil((instant.getTime() - (await portalNow()).getTime()) / 1000));
}

async function afterApproval(claimed: Claim, undoUntil: Date | null): Promise<Next> {
  const { outcome, askAgain = null } = await fulfil(claimed);
  switch (outcome) {
    case "alarmed":
      return never;
    case "fulfilled":
      return now;
    case "stale":
      return planned(claimed);
    case "later":
      return in_(Math.min(60, Math.max(1, ((undoUntil?.getTime() ?? 0) - (await portalNow()).getTime()) / 1000)));
    case "waits":
      return in_(await secondsUntil(askAgain));
    default:
      return outcome satisfies never;
  }
}

/** A failed try is tried again later and later, at most after ten minutes; the desk shows that it is in trouble. */
async function backoff(id: string): Promise<number> {
  const { tries } = await db().request.update({
    where: { id },
    data: { tries: { increment: 1 } },
    select: { tries: true },
  });
  return Math.min(600, 5 * 2 ** Math.min(tries, 7));
}
