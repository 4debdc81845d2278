import { spawn } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
export type Said = { code: number | null; out: string; err: string };

/** The real command, as a person would call it. */
export function rightful(args: string[], env: Record<string, string> = {}, input = ""): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", "lib/cli/rightful.ts", ...args], {
      cwd: root,
      env: { ...process.env, ...env },
    });
    const said: Said = { code: null, out: "", err: "" };
    child.stdout.on("data", (bytes: Buffer) => (said.out += bytes.toString()));
    child.stderr.on("data", (bytes: Buffer) => (said.err += bytes.toString()));
    child.on("error", reject).on("close", (code) => resolve({ ...said, code }));
    child.stdin.end(input);
  });
}
