/** Art. 15(3): from the plan to the finished encrypted file, against the database's own way to compressed text. */
import { join } from "node:path";
import pg from "pg";
import { db } from "../../lib/db";
import { fulfil } from "../../lib/steps/carry-out/fulfil";
import { timed, together, watchMemory, type Measure, type Took } from "./measure";
import { account, approved, asked, closed, planned, rows, type Stage } from "./stage";

/** `smaller`: sizes at which only the memory is looked at. */
export function exporting(stage: Stage, count: number, smaller: readonly number[]): Measure {
  const grown: Record<number, number> = {};
  let made = false;
  return {
    name: "export",
    goal: "ratio <= 1.3; resident memory <= 150 MiB and the same at every size",
    runs: 2,
    async before() {
      if (made) return;
      for (const size of smaller) {
        await rows(stage, size);
        const watch = watchMemory();
        await exported(stage);
        grown[size] = Math.round(watch.stop());
      }
      await rows(stage, count);
      made = true;
    },
    portal: () => exported(stage),
    limit: () => copied(stage),
    note: () =>
      `${count} records of one person; plan and package, the approval between them not timed; limit: COPY TO PROGRAM 'gzip -6'; ` +
      `resident memory grew by ${Object.entries(grown)
        .map(([size, mib]) => `${mib} MiB at ${size}`)
        .join(", ")} records`,
  };
}

async function exported(stage: Stage): Promise<Took> {
  const claimed = await asked("access");
  const planning = await planned(stage, claimed);
  await approved(stage, claimed);
  const packing = await timed(stage, async () => {
    const { outcome } = await fulfil(claimed);
    if (outcome !== "fulfilled") throw new Error(`the copy is ${outcome}`);
  });
  await db().package.findUniqueOrThrow({ where: { request: claimed.request } });
  await closed(stage, claimed);
  return together(planning, packing);
}

async function copied(stage: Stage): Promise<Took> {
  const file = pg.escapeLiteral(`gzip -6 > ${join(stage.folder, "limit.gz")}`);
  return timed(stage, () =>
    stage.shop.query(
      `COPY (SELECT * FROM analytics_events WHERE account_id = ${pg.escapeLiteral(account)} ORDER BY id) TO PROGRAM ${file}`,
    ),
  );
}
