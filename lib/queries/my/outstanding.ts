/**
 * Art. 12(1), (3): what an answer left to be done: a person works by hand, or a system has not confirmed yet; and by when. As long as
 * there is any, no page says that a request is done. It is the portal's own record: no system is asked.
 */
import type { Actor } from "../../actor";
import { told } from "../../answer/told";
import { policy } from "../../company";
import { portalNow, transactionAs, type Tx } from "../../db";
import type { Line } from "../../gdpr/answer-line";
import { confirmationTold } from "../../gdpr/confirmation";
import { dayIn, dayOfColumn, type Day } from "../../gdpr/day";
import type { Answer } from "../../gdpr/facts";
import type { Right } from "../../gdpr/right";
import { ownSight } from "../../sight";
import { byHand, type ByHand } from "./by-hand";

/** `late`: the day is over. */
export type Outstanding = { by: Day; late: boolean };

type Left = { byHand: readonly ByHand[]; lines: readonly Line[]; confirmedBy: Day };

/** Null where everything is done; the last of the days otherwise. */
export function outstandingOf({ byHand: hand, lines, confirmedBy }: Left, today: Day): Outstanding | null {
  const days = [
    ...hand.flatMap(({ due, doneOn }) => (doneOn === null && due ? [due] : [])),
    ...(lines.some(({ fate }) => fate === "under-way") ? [confirmedBy] : []),
  ];
  const by = days.toSorted().at(-1);
  return by === undefined ? null : { by, late: by < today };
}

/** What is not yet confirmed is told of what changes records. */
export const isConfirmed = (right: Right): boolean => right === "erasure" || right === "rectification";

/** Of the person's answered requests, those that left something; by reference. */
export async function outstanding(who: Actor): Promise<Map<string, Outstanding>> {
  const { person, language } = who;
  if (person === null) return new Map();
  return transactionAs(ownSight(who), async (tx) => {
    const own = policy();
    const requests = await answered(tx, person);
    const now = await portalNow(tx);
    return new Map(
      requests.flatMap((request) => {
        const { id, right, answers, rows, removals, letters, dueOn, extendedOn } = request;
        const given = Object.fromEntries(answers.map(({ selector, answer }) => [selector, answer as Answer]));
        const context = { policy: own, language, answers: given, copyMade: true, begun: true, right: right as Right };
        const times = {
          answeredAt: letters.findLast(({ kind }) => kind === right)?.madeAt ?? null,
          dueOn: dayOfColumn(extendedOn ?? dueOn),
          now,
        };
        const left = outstandingOf(
          {
            byHand: byHand(request, own, language),
            lines: told(rows, context).lines,
            confirmedBy: confirmationTold(own.zone, removals, times),
          },
          dayIn(own.zone, now),
        );
        return left ? [[id, left] as const] : [];
      }),
    );
  });
}

/** With what is not yet done of them, and what was decided to change records. */
async function answered(tx: Tx, personId: string) {
  const requests = await tx.request.findMany({
    where: { personId, state: "delivered" },
    select: {
      id: true,
      right: true,
      planNo: true,
      dueOn: true,
      extendedOn: true,
      answers: true,
      tasks: true,
      removals: true,
      letters: { select: { kind: true, madeAt: true }, orderBy: { madeAt: "asc" } },
    },
  });
  const changing = requests.filter(({ right }) => isConfirmed(right as Right));
  const decided = await tx.decision.findMany({
    where: {
      OR: changing.map(({ id, planNo }) => ({ request: id, planNo })),
      action: { in: ["erase", "truncate", "unlink", "correct"] },
    },
    include: { duty: true, takenUpRow: { select: { followsUp: true } } },
    orderBy: { idx: "asc" },
  });
  return requests.map((request) => ({
    ...request,
    removals: request.removals.filter(({ planNo }) => planNo === request.planNo),
    rows: decided.filter((row) => row.request === request.id),
  }));
}
