/**
 * The portal's own database. One Prisma client per process; `Tx` is what steps pass along inside a transaction.
 */
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient, type Prisma } from "./db/generated/client";

export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;

const kept = globalThis as { rightfulDb?: Db };

/** The client of this process, made at first use from `DATABASE_URL`. */
export function db(): Db {
  kept.rightfulDb ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL, max: 10 }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  return kept.rightfulDb;
}

/** The portal's clock, the only one: an instant read from the database. */
export async function portalNow(tx: Tx | Db = db()): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT portal_now() AS now`;
  if (!row) throw new Error("portal_now() gave nothing");
  return row.now;
}

/** Ends the client of this process (command line, tests, shutdown). */
export async function closeDb(): Promise<void> {
  await kept.rightfulDb?.$disconnect();
  delete kept.rightfulDb;
}
