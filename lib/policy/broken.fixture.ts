/** The model policy with one thing broken: what the tests of the check read. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readPolicy } from "./load";

export const modelPolicy = fileURLToPath(new URL("../../policy.yaml", import.meta.url));
const good = readFileSync(modelPolicy, "utf8");

/** One edit: the first `from` below the keys of `under` (with dots between) becomes `to`. */
export type Edit = { under: string; from: string | RegExp; to: string };

/** The model policy after the edits. Throws when there is nothing to edit. */
export function broken(...edits: Edit[]): string {
  return edits.reduce((text, { under, from, to }) => {
    const start = under.split(".").reduce((at, key, depth) => keyAt(text, key, at, depth), 0);
    const rest = text.slice(start);
    const edited = rest.replace(from, () => to);
    if (edited === rest && from !== to) throw new Error(`the model policy has no ${from} under ${under}`);
    return text.slice(0, start) + edited;
  }, good);
}

function keyAt(text: string, key: string, from: number, depth: number): number {
  const found = new RegExp(`^ {${2 * depth}}${key}:`, "m").exec(text.slice(from));
  if (!found) throw new Error(`the model policy has no key ${key} there`);
  return from + found.index;
}

/** A case of a test: why, the edit, and the problem's path, the line it stands on, and its sentence. */
export type Broken = [why: string, edit: Edit, path: string, line: string, message: RegExp];

/** The problems of a text, each with the line it stands on as text. */
export function problemsOf(text: string): { path: string; line: string; message: string }[] {
  return readPolicy(text).problems.map((problem) => ({ ...problem, line: lineOf(text, problem.line) }));
}

/** The text of one line, from 1. */
export function lineOf(text: string, line: number): string {
  return text.split("\n")[line - 1]?.trim() ?? "";
}
