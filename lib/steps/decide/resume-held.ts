/** Art. 17(3)(e): a hold or a pause is over, and what waited for it goes on: runs, duties, and plans that were made under it. */
import { Prisma } from "../../db/generated/client";
import { portalNow, type Tx } from "../../db";
import { wake } from "../../jobs/wake";
import { subjectsOf } from "../ask/register-stop";
import { load } from "../load";

/** Whose data lay under it, as far as it was known: the request it came with, the account, hashes of what is theirs. */
type About = { request: string | null; account: string | null; subjects: readonly Uint8Array[] };

/**
 * Wakes the requests of these people that wait because something held them, and the duties that do. `kept`: the norms by which a
 * plan keeps what was held; one that waits for its approval is made anew, and nobody has to think of it.
 */
export async function resumeHeld(tx: Tx, held: readonly About[], kept: readonly string[] = []): Promise<void> {
  await tx.duty.updateMany({
    where: { state: "stopped", stoppedBy: { in: ["hold", "restriction"] } },
    data: { tryAt: null },
  });
  const requests = held.flatMap(({ request }) => request ?? []);
  const accounts = held.flatMap(({ account }) => account ?? []);
  // Who has no account is told apart by the addresses alone, which lie sealed.
  const found = await tx.$queryRaw<{ id: string; known: boolean }[]>`
    SELECT r."id", (r."id" = ANY(${requests}::text[]) OR r."account" IS NOT NULL) AS known
    FROM "request" r
    WHERE (r."id" = ANY(${requests}::text[]) OR r."account" = ANY(${accounts}::text[]) OR r."account" IS NULL)
      AND r."closed_at" IS NULL AND (r."waits_for" = 'hold' OR (${isPlannedUnder(kept)}))
    ORDER BY r."id"`;
  const hashes = new Set(held.flatMap(({ subjects }) => subjects.map(text)));
  for (const { id, known } of found) if (known || (await isOneOf(tx, id, hashes))) await goOn(tx, id, kept);
}

const isPlannedUnder = (
  kept: readonly string[],
): Prisma.Sql => Prisma.sql`r."state" = 'planned' AND r."plan_hash" IS NOT NULL AND EXISTS (
  SELECT FROM "decision" d WHERE d."request" = r."id" AND d."plan_no" = r."plan_no" AND d."norm" = ANY(${kept}::text[]))`;

const text = (hash: Uint8Array): string => Buffer.from(hash).toString("hex");

async function isOneOf(tx: Tx, id: string, hashes: ReadonlySet<string>): Promise<boolean> {
  const request = await load(tx, id);
  return request !== null && subjectsOf(request.subject).some((hash) => hashes.has(text(hash)));
}

async function goOn(tx: Tx, id: string, kept: readonly string[]): Promise<void> {
  const tryAt = await portalNow(tx);
  await tx.request.updateMany({ where: { id, waitsFor: "hold" }, data: { waitsFor: null, tryAt } });
  await tx.$executeRaw`
    UPDATE "request" r SET "plan_hash" = NULL, "waits_for" = NULL, "try_at" = ${tryAt}
    WHERE r."id" = ${id} AND (${isPlannedUnder(kept)})`;
  await wake(tx, "advance", id);
}
