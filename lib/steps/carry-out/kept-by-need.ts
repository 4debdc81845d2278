/** Art. 17(1)(a): what an erasure kept without a day, and when somebody looks again whether it is still needed. */
import { Prisma } from "../../db/generated/client";
import type { Tx } from "../../db";
import { heldNorms } from "../../gdpr/plan";
import type { Loaded } from "../load";

const { sql } = Prisma;

/** Once a day, and not all that were answered together at the same time. */
const nextLook = sql`portal_now() + interval '1 day' + random() * interval '6 hours'`;

/**
 * Lines of an erasure that stay without a day and that nothing has taken up yet; only those of which it is known which records were
 * meant. What a hold keeps has its own look, what a reviewer decided otherwise has a reviewer's, what became a duty has its day.
 */
export async function linesWithoutDay(tx: Tx, { id, planNo }: Pick<Loaded, "id" | "planNo">) {
  return tx.decision.findMany({
    where: {
      request: id,
      planNo,
      action: { in: ["keep", "restrict"] },
      until: null,
      list: { not: null },
      count: { gt: 0 },
      OR: [{ norm: null }, { norm: { notIn: [...heldNorms] } }],
      overridden: false,
      takenUpBy: null,
      duty: { is: null },
    },
    orderBy: { idx: "asc" },
  });
}

/** Sees to it that an erasure that has been carried out is looked at again, where it kept something in that way. */
export async function lookTomorrow(tx: Tx, request: Loaded): Promise<void> {
  if ((await linesWithoutDay(tx, request)).length === 0) return;
  await tx.$executeRaw`UPDATE "request" SET "need_look_at" = ${nextLook} WHERE "id" = ${request.id}`;
}

export async function lookNoMore(tx: Tx, id: string): Promise<void> {
  await tx.request.update({ where: { id }, data: { needLookAt: null } });
}

/**
 * Takes the answered erasure whose look is due the longest; null where none is. It is put off by a day at once: whoever is killed over it
 * leaves it to the next day, and two workers never look at the same.
 */
export async function takeDueLook(tx: Tx): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "request" SET "need_look_at" = ${nextLook}
    WHERE "id" IN (
      SELECT "id" FROM "request" WHERE "need_look_at" <= portal_now() AND "state" IN ('fulfilled', 'delivered')
      ORDER BY "need_look_at", "id" LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING "id"`;
  return row?.id ?? null;
}
