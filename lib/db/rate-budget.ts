/**
 * How often a system may still be asked. The limits belong to a credential, not to a process, so the count lies in the
 * database: all workers together never ask more often than the system allows.
 */
import { db } from "../db";
import type { RateBudget, RateLimit } from "../sources/source";

/** Windows are fixed: they start with the first call and end after their seconds. */
export const rateBudget: RateBudget = {
  async take(credential, limits) {
    if (limits.length === 0) return null;
    return db()
      .$transaction(async (tx) => {
        for (const limit of inOrder(limits)) {
          const { calls, seconds } = limit;
          const taken = await tx.$executeRaw`
          INSERT INTO "rate_budget" AS b ("credential", "seconds", "starts_at", "used")
          VALUES (${credential}, ${seconds}, clock_timestamp(), 1)
          ON CONFLICT ("credential", "seconds") DO UPDATE SET
            "starts_at" = CASE WHEN b."starts_at" + make_interval(secs => ${seconds}) <= clock_timestamp()
                               THEN clock_timestamp() ELSE b."starts_at" END,
            "used" = CASE WHEN b."starts_at" + make_interval(secs => ${seconds}) <= clock_timestamp()
                          THEN 1 ELSE b."used" + 1 END
          WHERE b."used" < ${calls} OR b."starts_at" + make_interval(secs => ${seconds}) <= clock_timestamp()`;
          if (taken === 0) throw new Spent(credential, seconds);
        }
        return null;
      })
      .catch(async (error: unknown) => {
        // What the other limits gave is given back with the transaction.
        if (error instanceof Spent) return error.endsAt();
        throw error;
      });
  },
};

/** Always locked in the same order, so that two workers never wait for each other. */
const inOrder = (limits: readonly RateLimit[]): RateLimit[] =>
  limits.toSorted((one, other) => one.seconds - other.seconds);

class Spent extends Error {
  constructor(
    private readonly credential: string,
    private readonly seconds: number,
  ) {
    super("the calls of this window are spent");
  }

  async endsAt(): Promise<Date> {
    const { credential, seconds } = this;
    const row = await db().rateBudget.findUniqueOrThrow({ where: { credential_seconds: { credential, seconds } } });
    return new Date(row.startsAt.getTime() + seconds * 1_000);
  }
}
