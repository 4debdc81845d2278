import { spawn } from "node:child_process";
import { join } from "node:path";
import { programOf, shortLived } from "../build/program.fixture";

const root = join(import.meta.dirname, "../..");
export type Said = { code: number | null; out: string; err: string };

/** The command in a process of its own, from the same files as a person's, made into one program for the run of tests. */
export async function rightful(args: string[], env: Record<string, string> = {}, input = ""): Promise<Said> {
  return said(process.execPath, [...shortLived, await commandLine(), ...args], env, input);
}

/** The command exactly as a person calls it, through npm. */
export const throughNpm = (args: string[]): Promise<Said> => said("npm", ["run", "-s", "rightful", "--", ...args]);

/** The file of the command line, for a test that starts it by itself. */
export const commandLine = (): Promise<string> => programOf("lib/cli/rightful.ts");

function said(command: string, args: string[], env: Record<string, string> = {}, input = ""): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env } });
    const heard: Said = { code: null, out: "", err: "" };
    child.stdout.on("data", (bytes: Buffer) => (heard.out += bytes.toString()));
    child.stderr.on("data", (bytes: Buffer) => (heard.err += bytes.toString()));
    child.on("error", reject).on("close", (code) => resolve({ ...heard, code }));
    child.stdin.end(input);
  });
}
