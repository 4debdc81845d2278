/**
 * The portal's own database. One Prisma client per process; `Tx` is what steps pass along inside a transaction.
 */
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient, type Prisma } from "./db/generated/client";
import { statementName } from "./prepared";
import type { Sight } from "./sight";

export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;

const kept = globalThis as { rightfulDb?: Db };

/** The client of this process, made at first use from `DATABASE_URL`. */
export function db(): Db {
  kept.rightfulDb ??= new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: process.env.DATABASE_URL, max: 10 },
      { statementNameGenerator: statementName },
    ),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  return kept.rightfulDb;
}

type Options = { timeout?: number; isolationLevel?: Prisma.TransactionIsolationLevel };

/**
 * Runs `work` in one transaction that sees what `sight` allows and no more. Everything that a person or a member of
 * staff asks of the database goes through here; `db()` alone is for the worker and for tables about nobody.
 */
export async function transactionAs<Value>(
  sight: Sight,
  work: (tx: Tx) => Promise<Value>,
  options?: Options,
): Promise<Value> {
  return db().$transaction(async (tx) => {
    await lookAs(tx, sight);
    return work(tx);
  }, options);
}

/** Says as whom the rest of this transaction looks. Connections are shared: it never outlives the transaction. */
export async function lookAs(tx: Tx, sight: Sight): Promise<void> {
  if (sight === null) return;
  const { role, person = "", key = "" } = { person: undefined, key: undefined, ...sight };
  await tx.$executeRaw`
    SELECT set_config('rightful.role', ${role}, true), set_config('rightful.person', ${person}, true),
           set_config('rightful.key', ${key}, true)`;
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
