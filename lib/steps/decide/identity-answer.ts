/**
 * Art. 12(2), (3), (6): what somebody answered who was asked who they are. Their request goes on, or opens again where they could not be
 * identified before: received on the day on which it first came. A question that had left at once rested the clock, so the date moves by
 * the days until the answer. Who they are a reviewer decides then.
 */
import type { Actor, Role } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { day, dayIn, isDay, type Day } from "../../gdpr/day";
import { pauseDays, type Pause } from "../../gdpr/deadline";
import { done, no, type Result } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { dateOf } from "../answer/send-letter";
import { clockOf } from "../clock";
import type { Loaded } from "../load";
import { move, note } from "../move";
import { deciding, forStaff } from "./allowed";
import { leftOn } from "./identity-query";

/** `on`: the day on which the answer came; `how`: by which way and in which words. */
export type IdentityAnswer = { on: string; how: string };

type Refused = "not-found" | "not-allowed" | "own-request" | "how-missing" | "no-such-day" | "not-open";

/** A reviewer writes down what the person answered by another way than the portal. */
export async function recordIdentityAnswer(
  who: Actor,
  reference: string,
  { on, how }: IdentityAnswer,
): Promise<Result<Refused>> {
  if (how.trim().length < 10) return no("how-missing");
  if (!isDay(on)) return no("no-such-day");
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    if (request.personId === who.person) return no("own-request");
    if (!awaitsAnswer(request)) return no("not-open");
    const today = dayIn(policy().zone, await portalNow(tx));
    if (on > today || on < firstDay(request)) return no("no-such-day");
    const { commit } = await putInDrawer(tx, request.keys, answerDrawer, { on, how });
    await answered(tx, request, { who, as: "reviewer", on: day(on), commit });
    return done;
  });
}

/** What was shown to prove who one is: it goes the day the check ends (`message/forget`). */
export const answerDrawer = "identity-answer";
export const answerFiles = "identity-answer files";

type Awaiting = Pick<Loaded, "state" | "identityAskedAt">;

/** A question is open, or the person was told that they are not known and what would help. */
export const awaitsAnswer = ({ state, identityAskedAt }: Awaiting): boolean =>
  state === "not-identified" || (state === "received" && identityAskedAt !== null);

/** No answer comes before its question; to what the closing letter asked not before the request. */
const firstDay = ({ identityAskedAt, receivedOn }: Loaded): Day =>
  identityAskedAt === null ? dateOf(receivedOn) : dayIn(policy().zone, identityAskedAt);

type By = { who: Actor; as: Role; on: Day; commit: string | null };

/** Within the caller's transaction. The door by which somebody came decided nothing before and decides nothing now. */
export async function answered(tx: Tx, request: Loaded, by: By): Promise<void> {
  const { id, channel, right, receivedOn, state } = request;
  const dueOn = request.identityAskedAt === null ? dateOf(request.dueOn) : await endPause(tx, request, by);
  await tx.request.update({ where: { id }, data: { waitsFor: "reviewer", tryAt: null } });
  if (state !== "not-identified") return;
  const { who, as, commit } = by;
  await move(tx, id, "received", who, {
    as,
    data: { channel, right, receivedOn: dateOf(receivedOn), dueOn },
    commit: request.identityAskedAt === null ? commit : null,
  });
}

/** The question is answered; gives the date that binds from now on. A question whose letter never left paused nothing. */
async function endPause(tx: Tx, request: Loaded, { who, as, on, commit }: By): Promise<Day> {
  const { id, identitySentOn, receivedOn, extendedOn } = request;
  // The worker may not have seen yet that the letter left.
  const askedOn = identitySentOn ? dateOf(identitySentOn) : await leftOn(tx, id);
  const pause: Pause[] = askedOn && askedOn <= on ? [{ from: askedOn, to: on }] : [];
  const pauses = [...request.pauses, ...pause];
  const clock = clockOf({ ...request, pauses });
  const dueOn = extendedOn ? clock.extendedDue : clock.due;
  await tx.request.update({
    where: { id },
    data: {
      identityAskedAt: null,
      identitySentOn: null,
      pauses,
      dueOn: new Date(dueOn),
      ...(extendedOn ? { extendedOn: new Date(dueOn) } : {}),
    },
  });
  const place = { received: dateOf(receivedOn), land: policy().holidays };
  const days = pauseDays(pauses, place) - pauseDays(request.pauses, place);
  await note(tx, id, "identity-answered", who, { as, data: { askedOn, answeredOn: on, days, dueOn }, commit });
  return dueOn;
}
