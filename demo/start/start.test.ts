import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runNode } from "../../lib/build/program.mjs";
import { isAlive } from "../postgres/leases";
import { Children } from "./children";
import { root } from "./options";
import { explain } from "./progress";
import { demoSecrets } from "./secrets";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rightful-start-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const start = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, "demo/start.mjs"), ...args], { encoding: "utf8", timeout: 15_000 });

const listening = (port: number) =>
  new Promise<Server | null>((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen(port, "localhost", () => resolve(server));
  });

/** A server below which so many ports are free. */
async function loneServer(below: number): Promise<{ port: number; close(): void }> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const server = await listening(0);
    const address = server?.address();
    if (!server || !address || typeof address === "string") throw new Error("a server without a port");
    const { port } = address;
    const neighbours = await Promise.all(Array.from({ length: below }, (_, at) => listening(port - 1 - at)));
    for (const neighbour of neighbours) neighbour?.close();
    if (!neighbours.includes(null)) return { port, close: () => void server.close() };
    server.close();
  }
  throw new Error("no port with free ports below it was found");
}

describe("npm run demo, when it cannot", () => {
  test.each([
    [["--port", "often"], "--port needs a number from 1 to 65532; often is none."],
    [["--port", "65534"], "--port needs a number from 1 to 65532; 65534 is none."],
    [["--fast"], "--fast is not known. Known are: --port N, --reset, --dev."],
    [["--port", "4000", "--data"], "--data needs a folder."],
  ])("says why in one sentence: %s", (args, sentence) => {
    const { status, stdout, stderr } = start(...args);
    expect({ status, stdout, stderr: stderr.trim() }).toEqual({ status: 1, stdout: "", stderr: sentence });
  });

  test.each([0, 1, 2, 3])("names the port that is taken (N+%d)", async (offset) => {
    const { port, close } = await loneServer(offset);
    const { status, stderr } = start("--port", String(port - offset));
    close();
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`^Port ${port}, for the [a-z -]+, is taken\\..*\\n$`));
  });

  test("says which Node it needs", async () => {
    const old = join(folder, "old.mjs");
    await writeFile(old, `Object.defineProperty(process, "versions", { value: { node: "18.20.0" } });`);
    const args = ["--import", old, join(root, "demo/start.mjs")];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 15_000 });
    expect({ status, stderr: stderr.trim() }).toEqual({
      status: 1,
      stderr: "Rightful needs Node 20.19 or newer; this is Node 18.20.0.",
    });
  });

  // An old Node refuses a module over one name it does not know, before a line of it has run.
  test("asks an old Node for no name of its modules that came later", async () => {
    const files = ["demo/start.mjs", "demo/start/requirements.mjs", "demo/start/held.mjs", "lib/build/tell-group.mjs"];
    const texts = await Promise.all(files.map((file) => readFile(join(root, file), "utf8")));
    const names = texts.flatMap((text) =>
      [...text.matchAll(/^import \{ (.*) \} from "node:/gm)].map(([, list]) => list),
    );
    const known = ["spawn", "createServer", "existsSync", "rmSync", "statSync", "dirname", "join", "resolve", "fileURLToPath"]; // prettier-ignore
    expect(names.flatMap((list) => (list ?? "").split(", ")).filter((name) => !known.includes(name))).toEqual([]);
  });

  test("a full disk is one sentence too", () => {
    const full = Object.assign(new Error("write"), { code: "ENOSPC" });
    expect(explain(full)).toBe("The disk is full: nothing more could be written.");
  });
});

describe("the processes of the demo", () => {
  // A child that starts a child of its own and writes down both.
  const family = `
    import { spawn } from "node:child_process";
    import { writeFileSync } from "node:fs";
    const inner = spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)"]);
    writeFileSync(process.env.PIDS, JSON.stringify([process.pid, inner.pid]));
    console.log("born"); setInterval(() => 0, 1000);`;
  const born = async (file: string): Promise<number[]> => {
    await expect.poll(() => readFile(file, "utf8").catch(() => ""), { timeout: 10_000 }).toMatch(/^\[.*\]$/);
    return JSON.parse(await readFile(file, "utf8")) as number[];
  };

  test("stop with everything they started", async () => {
    const file = join(folder, "family.mts");
    const PIDS = join(folder, "stop.json");
    await writeFile(file, family);
    const deaths: string[] = [];
    const children = new Children(join(folder, "logs"), (sentence) => deaths.push(sentence));
    await children.start("family", file, { PIDS });
    const pids = await born(PIDS);
    await children.stop();
    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
    expect(deaths).toEqual([]);
  });

  test("also those of a preparation that is told to stop half-way", async () => {
    const file = join(folder, "preparation.mts");
    const PIDS = join(folder, "preparation.json");
    await writeFile(file, family);
    const stop = new AbortController();
    const env = { ...process.env, PIDS };
    const work = runNode(["--import", "tsx", file], { cwd: root, env, signal: stop.signal });
    const pids = await born(PIDS);
    stop.abort();
    await expect(work).rejects.toThrow(/aborted/);
    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
  });

  test("are reported with their last words when they end by themselves", async () => {
    const file = join(folder, "broken.mts");
    await writeFile(file, `console.error("no such thing"); process.exit(3);`);
    const deaths: string[] = [];
    const children = new Children(join(folder, "logs"), (sentence) => deaths.push(sentence));
    await children.start("broken", file, {});
    await expect.poll(() => deaths, { timeout: 10_000 }).toHaveLength(1);
    expect(deaths[0]).toBe("The broken process ended by itself (3). It said last:\nno such thing");
    await children.stop();
  });

  test("end by themselves when the one that started them was killed", async () => {
    const leash = join(root, "demo/start/leash.mjs");
    const PIDS = join(folder, "leash.json");
    const child = join(folder, "child.mjs");
    const parent = join(folder, "parent.mjs");
    await writeFile(
      child,
      `import { writeFileSync } from "node:fs"; writeFileSync(process.env.PIDS, "[" + process.pid + "]");
       setInterval(() => 0, 1000);`,
    );
    await writeFile(
      parent,
      `import { spawn } from "node:child_process";
       spawn(process.execPath, ["--import", ${JSON.stringify(leash)}, ${JSON.stringify(child)}], { detached: true });
       setInterval(() => 0, 1000);`,
    );
    const started = spawn(process.execPath, [parent], { env: { ...process.env, PIDS } });
    const [pid = 0] = await born(PIDS);
    started.kill("SIGKILL");
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });
});

test("secrets that came with a later version are added to those of an older demo", async () => {
  const old = await mkdtemp(join(folder, "old-"));
  const { masterKey, MAILCHIMP_KEY: _, STRIPE_KEY: __, ...rest } = await demoSecrets(old);
  await writeFile(join(old, "secrets.json"), JSON.stringify({ masterKey, ...rest }));
  const [first, second] = await Promise.all([demoSecrets(old), demoSecrets(old)]);
  expect(first).toMatchObject({ masterKey, ...rest, MAILCHIMP_KEY: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(second).toEqual(first);
  expect(await demoSecrets(old)).toEqual(first);
  expect((await stat(join(old, "secrets.json"))).mode & 0o077).toBe(0);
});

test("secrets are drawn once, differ, and are for the owner's eyes", async () => {
  const [first, second] = await Promise.all([demoSecrets(folder), demoSecrets(folder)]);
  expect(second).toEqual(first);
  expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
  expect(Buffer.from(first.masterKey, "base64")).toHaveLength(32);
});
