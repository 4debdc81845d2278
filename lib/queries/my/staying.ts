/**
 * Art. 12(4): what of the person's data stays until a day, as their answers said and as it stands today. It is the portal's own
 * record: no system is asked, so that the first page costs them nothing.
 */
import type { Actor } from "../../actor";
import { told } from "../../answer/told";
import { policy } from "../../company";
import { transactionAs, type Tx } from "../../db";
import type { Line } from "../../gdpr/answer-line";
import type { Answer } from "../../gdpr/facts";
import type { Right } from "../../gdpr/right";
import { ownSight } from "../../sight";

export type Staying = {
  /** What two answers kept stands in both. */
  lines: Line[];
  /** The newest request whose answer kept something. */
  reference: string;
};

/** Null where nothing is kept until a day. */
export async function staying(who: Actor): Promise<Staying | null> {
  const { person } = who;
  const requests = person === null ? [] : await transactionAs(ownSight(who), (tx) => keptFor(tx, person));
  const lines = requests.flatMap(({ right, answers, kept }) => {
    const said = Object.fromEntries(answers.map(({ selector, answer }) => [selector, answer as Answer]));
    const context = { policy: policy(), language: who.language, right: right as Right, copyMade: false, begun: true };
    return told(kept, { ...context, answers: said }).lines;
  });
  const newest = requests.find(({ kept }) => kept.length > 0);
  return newest && lines.length > 0 ? { lines, reference: newest.id } : null;
}

/** Of requests that were carried out, the newest first, what they kept; a duty that is done keeps nothing any more. */
async function keptFor(tx: Tx, personId: string) {
  const requests = await tx.request.findMany({
    where: { personId, state: { in: ["fulfilled", "delivered"] } },
    select: { id: true, right: true, answers: true },
    orderBy: { receivedAt: "desc" },
  });
  const kept = await tx.decision.findMany({
    where: { request: { in: requests.map(({ id }) => id) }, duty: { state: { not: "done" } } },
    include: { duty: true },
    orderBy: { idx: "asc" },
  });
  return requests.map((request) => ({ ...request, kept: kept.filter((row) => row.request === request.id) }));
}
