/** After the stories: everything that the demo ever recorded is derived anew, its seeded past with it, and fits together. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { runningDemo } from "../demo/start/running";
import { root } from "../demo/start/options";
import { DEMO_DATA } from "./demo-database";
import { expect, test } from "./fixtures";

const rightful = async (args: string[], env: Record<string, string>): Promise<string> => {
  const command = ["--import", "tsx", join(root, "lib/cli/rightful.ts"), ...args];
  // A contradiction ends the command with 1, and with that this call: what it printed stands in the error.
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    cwd: root,
    env: { ...process.env, ...env },
  });
  return stdout;
};

test("what the demo recorded verifies as a whole, each event in the log and under a signed checkpoint", async () => {
  const demo = await runningDemo(DEMO_DATA);
  if (!demo) throw new Error(`no demo runs on ${DEMO_DATA}`);
  const [key = ""] = (await rightful(["log", "key"], demo.env.worker)).split("\n");
  expect(key).toMatch(/^localhost:\d+\/rightful\+[0-9a-f]{8}\+/);
  const look = async () =>
    JSON.parse(await rightful(["verify", "--all", "--json"], demo.env.worker)) as Record<string, unknown>;
  const whole = await look();
  expect(whole).toMatchObject({ ok: true, findings: [], more: 0 });
  expect(whole.events).toBeGreaterThan(100);
  // What has just happened gets its place within seconds.
  await expect(async () => {
    const { events, entries } = await look();
    expect(entries).toBe(events);
  }).toPass({ timeout: 60_000 });
  expect(whole.checkpoints).toBeGreaterThan(0);
});
