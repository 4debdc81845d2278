/**
 * Art. 24(1): somebody answers for each request. Who has one in hand is a working arrangement of the desk: it decides nothing about
 * the person, so it stands in the request's row and in no event; what somebody then does is recorded under their own name.
 */
import { has, type Actor } from "../../actor";
import { transactionAs, type Tx } from "../../db";
import { Prisma } from "../../db/generated/client";
import { no, yes, type Result } from "../../result";
import { staffSight } from "../../sight";

/** A request, and who had it in hand when it was pressed: whoever was faster is not overruled unseen. */
export type Wanted = { reference: string; shown: string | null };
export type NotGiven = { reference: string; because: "not-found" | "closed" | "given-before" | "changed" | "own" };
/** `given`: how many changed hands. */
export type Given = { given: number; not: NotGiven[] };

/**
 * Gives requests to somebody of the desk, or back to nobody (`to` null). Those that cannot be given stay as they are, each with
 * its reason; the others are given all the same.
 */
export async function assign(
  who: Actor,
  to: string | null,
  wanted: readonly Wanted[],
): Promise<Result<"not-found" | "no-colleague", Given>> {
  if (!has(who, "reviewer", "dpo")) return no("not-found");
  return transactionAs(staffSight(who), async (tx) => {
    if (to !== null && !(await worksHere(tx, to))) return no("no-colleague");
    const found = await locked(tx, wanted);
    if (found.size === 0) return no("not-found");
    const not = wanted.flatMap(({ reference, shown }): NotGiven[] => {
      const because = obstacle(found.get(reference), { to, shown });
      return because ? [{ reference, because }] : [];
    });
    const kept = new Set(not.map(({ reference }) => reference));
    const ids = [...found.keys()].filter((id) => !kept.has(id));
    const { count } = await tx.request.updateMany({ where: { id: { in: ids } }, data: { assignee: to } });
    return yes({ given: count, not });
  });
}

type Row = { id: string; assignee: string | null; person: string | null; closed: boolean };

/** In the order of their references, so that two who give the same ones wait for each other and never both. */
async function locked(tx: Tx, wanted: readonly Wanted[]): Promise<Map<string, Row>> {
  const references = wanted.map(({ reference }) => reference);
  if (references.length === 0) return new Map();
  const rows = await tx.$queryRaw<Row[]>`
    SELECT "id", "assignee", "person_id" AS person, "closed_at" IS NOT NULL AS closed FROM "request"
    WHERE "id" IN (${Prisma.join(references)}) ORDER BY "id" FOR UPDATE`;
  return new Map(rows.map((row) => [row.id, row]));
}

function obstacle(
  row: Row | undefined,
  { to, shown }: { to: string | null; shown: string | null },
): NotGiven["because"] | null {
  if (!row) return "not-found";
  if (row.closed) return "closed";
  if (row.assignee === to) return "given-before";
  if (row.assignee !== shown) return "changed";
  // Nobody decides about their own request, so nobody has it in hand.
  return to !== null && row.person === to ? "own" : null;
}

/** Whether somebody has signed in with a role at the desk: those are all that the desk sees of people. */
async function worksHere(tx: Tx, person: string): Promise<boolean> {
  const found = await tx.person.count({ where: { id: person, roles: { hasSome: ["reviewer", "dpo"] } } });
  return found === 1;
}
