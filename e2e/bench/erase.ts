/** The approved erasure, batch by batch with stops, journal and proof, against one statement that deletes the same rows. */
import { fulfil } from "../../lib/steps/carry-out/fulfil";
import { timed, type Measure } from "./measure";
import { account, approved, asked, closed, planned, rows, type Stage } from "./stage";

export function erasing(stage: Stage, count: number): Measure {
  return {
    name: "erase",
    goal: "ratio <= 5",
    runs: 2,
    before: () => rows(stage, count),
    async portal() {
      const claimed = await asked("erasure");
      await planned(stage, claimed);
      await approved(stage, claimed);
      const took = await timed(stage, async () => {
        const { outcome } = await fulfil(claimed);
        if (outcome !== "fulfilled") throw new Error(`the erasure is ${outcome}`);
      });
      const { rows: left } = await stage.shop.query("SELECT FROM analytics_events WHERE account_id = $1 LIMIT 1", [
        account,
      ]);
      if (left.length > 0) throw new Error("rows are left");
      await closed(stage, claimed);
      return took;
    },
    limit: () => timed(stage, () => stage.shop.query("DELETE FROM analytics_events WHERE account_id = $1", [account])),
    note: () =>
      `${count} records by closed list in batches: intent, stops, delete, look again, progress; then the whole list looked at again`,
  };
}
