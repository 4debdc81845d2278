/**
 * Art. 17(3)(e): holds that have ended, and the answered erasures of whose data they kept something. The end itself is the
 * intent: as long as nobody has settled it, the worker looks again.
 */
import { db, portalNow, type Tx } from "../../db";
import { SourceUnreachable } from "../../sources/source";
import { subjectsOf } from "../ask/register-stop";
import { load, type Loaded } from "../load";
import { reached } from "../milestone";
import { keptByHold } from "./kept-by-hold";
import { takeUp } from "./take-up";

/** Ids of holds that have ended and are not settled, the first that ended first. */
export async function endedHolds(limit: number): Promise<string[]> {
  const rows = await db().hold.findMany({
    where: { releasedAt: { not: null }, settledAt: null },
    orderBy: [{ releasedAt: "asc" }, { id: "asc" }],
    select: { id: true },
    take: limit,
  });
  return rows.map(({ id }) => id);
}

/** Takes up what the hold kept of answered erasures. Gives false where it has to be looked at again: a source is silent, or much moves. */
export async function settleHold(id: string): Promise<boolean> {
  const seen = new Set<string>();
  try {
    for (const request of await heldErasures(db(), id)) {
      if (!(await takeUp(request))) return false;
      seen.add(request);
    }
  } catch (error) {
    if (error instanceof SourceUnreachable) return false;
    throw error;
  }
  reached("hold:taken-up");
  return db().$transaction(async (tx) => {
    // First, so that an erasure which is answered meanwhile waits for it and opens the hold again (see `lookAgainAtHolds`).
    await tx.hold.update({ where: { id }, data: { settledAt: await portalNow(tx) } });
    const found = await heldErasures(tx, id);
    if (found.every((request) => seen.has(request))) return true;
    await tx.hold.update({ where: { id }, data: { settledAt: null } });
    return false;
  });
}

/** The answered erasures of the people whom the hold was about that kept something because of a hold. */
async function heldErasures(tx: Tx, id: string): Promise<string[]> {
  const { request, account, subjects } = await tx.hold.findUniqueOrThrow({ where: { id } });
  const rows = await tx.$queryRaw<{ id: string; known: boolean }[]>`
    SELECT r."id", (r."id" = ${request}::text OR r."account" = ${account}::text) IS TRUE AS known FROM "request" r
    WHERE (r."id" = ${request}::text OR r."account" = ${account}::text OR r."account" IS NULL OR ${account}::text IS NULL)
      AND r."right" = 'erasure' AND r."state" IN ('fulfilled', 'delivered') AND r."shredded_at" IS NULL AND ${keptByHold}
    ORDER BY r."received_at", r."id"`;
  const hashes = new Set(subjects.map(text));
  const found: string[] = [];
  // Where one of the two has no account, the addresses alone say whether they are the same; they lie sealed.
  for (const row of rows) if (row.known || (await isOneOf(tx, row.id, hashes))) found.push(row.id);
  return found;
}

const text = (hash: Uint8Array): string => Buffer.from(hash).toString("hex");

async function isOneOf(tx: Tx, id: string, hashes: ReadonlySet<string>): Promise<boolean> {
  const request = await load(tx, id);
  return request !== null && subjectsOf(request.subject).some((hash) => hashes.has(text(hash)));
}

/**
 * A hold may end between the making of a plan under it and the run: the ended holds on the person of an erasure that has been carried
 * out are looked at again. Only to be called when the state `fulfilled` is written, so that whoever looks sees it.
 */
export async function lookAgainAtHolds(
  tx: Tx,
  { id, account, subject }: Pick<Loaded, "id" | "account" | "subject">,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "hold" SET "settled_at" = NULL
    WHERE "released_at" IS NOT NULL
      AND ("request" = ${id} OR "account" = ${account}::text OR "subjects" && ${subjectsOf(subject)}::bytea[])
      AND EXISTS (SELECT FROM "request" r WHERE r."id" = ${id} AND r."right" = 'erasure' AND ${keptByHold})`;
}
