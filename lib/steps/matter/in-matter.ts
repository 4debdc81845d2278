/** Whether a file is needed in a matter, also where the matter does not hold the person's data. */
import { Prisma } from "../../db/generated/client";
import type { Tx } from "../../db";

/** Of the request whose id is the expression `id`. */
export const isInMatter = (id: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT FROM "matter_request" l JOIN "matter" m ON m."id" = l."matter"
  WHERE l."request" = ${id} AND l."unlinked_at" IS NULL AND m."closed_at" IS NULL)`;

export async function inMatter(tx: Tx, request: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ found: boolean }[]>`SELECT ${isInMatter(Prisma.sql`${request}`)} AS found`;
  return row?.found ?? false;
}
