import { spawn, type ChildProcess } from "node:child_process";
import { cp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "../../demo/start/options";
import { removePostgres } from "../../demo/postgres/launcher";

export type RunningDemo = {
  /** What the browser tests are told by environment. */
  env: Record<string, string>;
  /** Stops every part. With `keepLogs` what the parts said stays in `test-results/demo-logs/<name>`. */
  stop(keepLogs: boolean): Promise<void>;
};

const patience = 600_000;

/** Starts the whole demo as `npm run demo` does, on free ports and with data of its own in `dataDir`; `name` is for its logs. */
export async function startDemo(dataDir: string, name: string): Promise<RunningDemo> {
  const port = await freePorts();
  const args = ["--import", "tsx", join(root, "demo/start/main.ts"), "--port", String(port), "--data", dataDir];
  const env = { ...process.env, INBOX_FAULTS: "1", VENDORS_FAULTS: "1", DEMO_DURABLE: "0" };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
  const stop = async (keepLogs: boolean) => {
    await end(child);
    if (keepLogs)
      await cp(join(dataDir, "logs"), join(root, "test-results/demo-logs", name), { recursive: true, force: true });
    await removePostgres({ dataDir: join(dataDir, "postgres") });
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await untilReady(child, name);
  } catch (error) {
    await stop(true);
    throw error;
  }
  return {
    stop,
    env: {
      PORTAL_URL: `http://localhost:${port}`,
      INBOX_URL: `http://localhost:${port + 1}`,
      ISSUER_URL: `http://localhost:${port + 2}`,
      VENDORS_URL: `http://localhost:${port + 3}`,
      DEMO_DATA: dataDir,
    },
  };
}

function untilReady(child: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the demo was not ready after ${patience / 1000} s`)), patience);
    late.unref();
    child.once("exit", (code) => reject(new Error(`the demo ended with ${code} before it was ready`)));
    if (!child.stdout) throw new Error("a demo that says nothing");
    createInterface({ input: child.stdout }).on("line", (line) => {
      console.log(`${name}: ${line}`);
      if (!line.startsWith("ready http")) return;
      clearTimeout(late);
      resolve();
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await Promise.race([gone, pause(30_000, undefined, { ref: false })]);
  child.kill("SIGKILL");
}

/** Ports given to demos that may not listen yet. */
const given = new Set<number>();

/** The first of four ports in a row of which none is taken. */
async function freePorts(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const four = [first, first + 1, first + 2, first + 3];
    if (four.some((port) => given.has(port))) continue;
    for (const port of four) given.add(port);
    if ((await Promise.all(four.map(isFree))).every(Boolean)) return first;
  }
  throw new Error("no four free ports in a row were found");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "localhost", () => probe.close(() => resolve(true)));
  });
}
