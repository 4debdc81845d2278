/**
 * A second web process of the same build on the same database, whose `proxy.ts` never runs. Next has let requests past
 * that file more than once; whoever relies on it would be seen through here.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../demo/postgres/cluster";
import { root } from "../demo/start/options";
import { runningDemo } from "../demo/start/running";

export type Portal = { url: string; stop(): Promise<void> };

const parts = [".next", "lib", "i18n", "messages", "next.config.js", "package.json", "tsconfig.json"];

/** Starts it beside the demo of `dataDir`, which must run. */
export async function portalWithoutProxy(dataDir: string): Promise<Portal> {
  const demo = await runningDemo(dataDir);
  if (!demo) throw new Error(`no demo runs on ${dataDir}`);
  const folder = await mkdtemp(join(tmpdir(), "rightful-no-proxy-"));
  await copyBuild(folder);
  const port = await freePort();
  // Preloaded, the leash ends the process also when the tests are killed.
  const preload = ["--import", join(root, "demo/start/leash.mjs"), "--import", "tsx"];
  const child = spawn(process.execPath, [...preload, join(folder, "lib/server/web.ts")], {
    cwd: folder,
    env: { ...process.env, ...demo.env.web, PORT: String(port), NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  await untilReady(child).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url: `http://localhost:${port}`, stop };
}

async function copyBuild(folder: string): Promise<void> {
  const filter = (path: string) => !path.startsWith(join(root, ".next/cache"));
  for (const part of parts)
    await cp(join(root, part), join(folder, part), { recursive: true, verbatimSymlinks: true, filter });
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  const manifest = join(folder, ".next/server/functions-config-manifest.json");
  const config = JSON.parse(await readFile(manifest, "utf8")) as { functions: Record<string, unknown> };
  if (!config.functions["/_middleware"]) throw new Error("the build keeps its proxy elsewhere");
  await writeFile(manifest, JSON.stringify({ ...config, functions: {} }));
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the portal without its proxy ended with ${code}`)));
    child.stdout?.setEncoding("utf8").on("data", (text: string) => text.includes("web ready") && resolve());
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}
