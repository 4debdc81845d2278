/**
 * Art. 12(4): what of the person's data stays, as their answers said and as it stands today: until a day, or as long as a licence,
 * an order or a legal matter needs it. It is the portal's own record: no system is asked, so that the first page costs them nothing.
 */
import type { Actor } from "../../actor";
import { told } from "../../answer/told";
import { policy } from "../../company";
import { transactionAs, type Tx } from "../../db";
import { isStaying, type Line } from "../../gdpr/answer-line";
import type { Answer } from "../../gdpr/facts";
import { keptBecause } from "../../gdpr/plan";
import type { ErasureChoice } from "../../gdpr/plan-value";
import type { Right } from "../../gdpr/right";
import { ownSight } from "../../sight";

export type Staying = {
  /** What two answers kept until a day stands in both; what has no day stands as the newest answer about it left it. */
  lines: Line[];
  /** The newest request whose answer kept something. */
  reference: string;
};

/** Null where nothing is kept. */
export async function staying(who: Actor): Promise<Staying | null> {
  const { person } = who;
  const requests = person === null ? [] : await transactionAs(ownSight(who), (tx) => keptFor(tx, person));
  const kept = requests.map(({ id, right, answers, rows }, at) => {
    const said = Object.fromEntries(answers.map(({ selector, answer }) => [selector, answer as Answer]));
    const context = { policy: policy(), language: who.language, right: right as Right, copyMade: false, begun: true };
    const newer = requests.slice(0, at);
    const { lines } = told(
      rows.filter((row) => row.duty !== null || !newer.some((request) => decidesAbout(request, row))),
      { ...context, answers: said },
    );
    return { id, lines: lines.filter(isStaying) };
  });
  const newest = kept.find(({ lines }) => lines.length > 0);
  return newest ? { lines: kept.flatMap(({ lines }) => lines), reference: newest.id } : null;
}

type Request = Awaited<ReturnType<typeof keptFor>>[number];
type Row = Request["rows"][number];

/** Whether an erasure says anew what becomes of what an older one left, also by finding it no more. */
function decidesAbout({ choice, rows }: Request, { source, category }: Row): boolean {
  const about = choice as ErasureChoice | null;
  if (about && (about.scope === "everything" || about.categories.includes(category))) return true;
  const asked = rows.filter(({ norm }) => norm !== keptBecause.notAsked);
  return asked.some((row) => row.source === source && row.category === category);
}

/** The erasures that were carried out, the newest first, with all that was decided. */
async function keptFor(tx: Tx, personId: string) {
  const requests = await tx.request.findMany({
    where: { personId, right: "erasure", state: { in: ["fulfilled", "delivered"] } },
    select: { id: true, right: true, planNo: true, choice: true, answers: true },
    orderBy: { receivedAt: "desc" },
  });
  const decided = await tx.decision.findMany({
    where: { OR: requests.map(({ id, planNo }) => ({ request: id, planNo })) },
    include: { duty: true, takenUpRow: { select: { followsUp: true } } },
    orderBy: { idx: "asc" },
  });
  return requests.map((request) => ({ ...request, rows: decided.filter((row) => row.request === request.id) }));
}
