import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { tellGroup } from "../../lib/build/tell-group.mjs";
import { root } from "./options";

const leash = join(root, "demo/start/leash.mjs");
const patience = 10_000;

/** The processes of one demo. Each has a process group of its own, so that whatever it started stops with it. */
export class Children {
  private readonly all = new Map<string, ChildProcess>();
  private stopping = false;

  /** `onDeath` hears of a process that ended although nobody stopped it. */
  constructor(
    private readonly logs: string,
    private readonly onDeath: (sentence: string) => void,
  ) {}

  async start(name: string, file: string, env: Record<string, string>, args: string[] = []): Promise<void> {
    await mkdir(this.logs, { recursive: true, mode: 0o700 });
    const path = join(this.logs, `${name}.log`);
    const log = createWriteStream(path, { mode: 0o600 });
    const command = ["--import", leash, "--import", "tsx", resolve(root, file), ...args];
    const stdio: ["ignore", "pipe", "pipe"] = ["ignore", "pipe", "pipe"];
    const child = spawn(process.execPath, command, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio,
      detached: true,
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    this.all.set(name, child);
    child.once("exit", (code, signal) => {
      if (!this.stopping) void this.report(name, path, String(signal ?? code));
    });
  }

  private async report(name: string, log: string, how: string): Promise<void> {
    // What it printed last is still on its way into the file.
    await pause(200);
    const lines = (await readFile(log, "utf8").catch(() => "")).trim().split("\n").slice(-20);
    this.onDeath(`The ${name} process ended by itself (${how}). It said last:\n${lines.join("\n")}`);
  }

  /** Ends all of them: politely, then after ten seconds for certain. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all([...this.all.values()].map(stopGroup));
  }
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (!child.pid) return;
  const ended = child.exitCode !== null || child.signalCode !== null;
  const gone = ended ? Promise.resolve() : new Promise<void>((done) => child.once("exit", () => done()));
  tellGroup(child.pid, "SIGTERM");
  await Promise.race([gone, pause(patience, undefined, { ref: false })]);
  // Also what outlived its parent.
  tellGroup(child.pid, "SIGKILL");
}
