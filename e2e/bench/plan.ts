/** The plan of one person, with its closed list, against the database's own way to the same keys and dates. */
import pg from "pg";
import { timed, type Measure } from "./measure";
import { account, asked, closed, planned, rows, type Stage } from "./stage";

export function planning(stage: Stage, count: number): Measure {
  let made = false;
  return {
    name: "plan",
    goal: "ratio <= 2",
    runs: 3,
    async before() {
      if (!made) await rows(stage, count);
      made = true;
    },
    async portal() {
      const claimed = await asked("erasure");
      const took = await planned(stage, claimed);
      await closed(stage, claimed);
      return took;
    },
    limit: () =>
      timed(stage, () =>
        stage.shop.query(
          `COPY (SELECT id, occurred_at FROM analytics_events WHERE account_id = ${pg.escapeLiteral(account)} ORDER BY id)
           TO PROGRAM 'cat > /dev/null'`,
        ),
      ),
    note: () => `erasure of ${count} records: every source searched, keys and versions listed, sealed and committed to`,
  };
}
