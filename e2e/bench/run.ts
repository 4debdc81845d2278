/** The measures, one after the other on one stage. */
import { erasing } from "./erase";
import { exporting } from "./export";
import { verifyingLog, writingLog } from "./log";
import { measured, type Measure } from "./measure";
import { planning } from "./plan";
import { recovering } from "./recover";
import { openStage, type Stage } from "./stage";
import { sweeping } from "./sweep";

type Wanted = { names: readonly string[]; records: number; logRows: number; events: number };

const measures = {
  export: (stage, { records }) => exporting(stage, records, [records / 100, records / 10].map(Math.ceil)),
  plan: (stage, { records }) => planning(stage, records),
  erase: (stage, { records }) => erasing(stage, records),
  sweep: (stage, { logRows }) => sweeping(stage, logRows),
  recover: (stage, { records }) => recovering(stage, Math.min(records, 200_000)),
  "log-write": (stage) => writingLog(stage),
  "log-verify": (stage, { events }) => verifyingLog(stage, events),
} satisfies Record<string, (stage: Stage, wanted: Wanted) => Measure>;

/** Runs the named measures, all without a name; prints a line for each. Gives the exit code. */
export async function runBench(wanted: Wanted): Promise<number> {
  const all = Object.keys(measures) as (keyof typeof measures)[];
  const strays = wanted.names.filter((name) => !all.some((known) => known === name));
  if (strays.length > 0) {
    console.error(`There is no measure ${strays.join(", ")}; there are ${all.join(", ")}.`);
    return 2;
  }
  const stage = await openStage();
  try {
    for (const name of all.filter((known) => wanted.names.length === 0 || wanted.names.includes(known))) {
      console.error(`${name} …`);
      console.log(JSON.stringify(await measured(measures[name](stage, wanted))));
    }
    return 0;
  } finally {
    await stage.close();
  }
}
