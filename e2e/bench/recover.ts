/** A worker is killed in the middle of an erasure: how long until another one has finished the next batch. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "../../demo/start/options";
import { db } from "../../lib/db";
import { letGo } from "../../lib/steps/claim";
import { onTheWall, type Measure, type Took } from "./measure";
import { approved, asked, closed, planned, rows, type Stage } from "./stage";

const limitMs = 60_000;

export function recovering(stage: Stage, count: number): Measure {
  return {
    name: "recover",
    goal: "portalMs <= 60000",
    runs: 2,
    before: () => rows(stage, count),
    portal: () => recovered(stage),
    limit: async () => onTheWall(limitMs),
    note: () =>
      `kill -9 after a batch of an erasure of ${count} records; another worker is started at once; until its first batch is settled`,
  };
}

async function recovered(stage: Stage): Promise<Took> {
  const claimed = await asked("erasure");
  await planned(stage, claimed);
  await approved(stage, claimed);
  await letGo(claimed, 0);
  const progress = async (): Promise<number> => {
    const { _sum } = await db().decision.aggregate({ where: { request: claimed.request }, _sum: { nextItem: true } });
    return _sum.nextItem ?? 0;
  };
  const first = worker(stage);
  await until(async () => (await progress()) > 0);
  first.kill("SIGKILL");
  await once(first, "exit");
  const [stood, start] = [await progress(), performance.now()];
  const second = worker(stage);
  await until(async () => (await progress()) > stood);
  const took = performance.now() - start;
  second.kill("SIGKILL");
  await once(second, "exit");
  await stage.owner.query("UPDATE request SET lease_until = NULL WHERE id = $1", [claimed.request]);
  await closed(stage, claimed);
  return onTheWall(took);
}

function worker({ env }: Stage): ChildProcess {
  const args = ["--import", join(root, "demo/start/leash.mjs"), "--import", "tsx", join(root, "lib/server/worker.ts")];
  const own = { ...process.env, ...env, ...serving };
  return spawn(process.execPath, args, { cwd: root, env: own, stdio: ["ignore", "pipe", "inherit"] });
}

/** What a worker's environment must have besides, although this one signs nobody in. */
const serving = {
  NEXTAUTH_SECRET: "c0ffee".repeat(11),
  OIDC_ISSUER: "http://localhost:9",
  OIDC_CLIENT_ID: "bench",
  OIDC_CLIENT_SECRET: "c0ffee".repeat(11),
};

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 180_000; waited += 20) {
    if (await holds()) return;
    await pause(20);
  }
  throw new Error("nothing happened for three minutes");
}
