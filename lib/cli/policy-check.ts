import { existsSync } from "node:fs";
import { checkPolicy } from "../policy/check";
import { BadUsage, readArguments } from "./arguments";
import { onData } from "./on-data";
import { print } from "./print";

/** Every problem of the policy file, with line and path; a file that reads well is also held against the databases. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    usage: "policy check [file] [--json]",
    options: {},
    positionals: [0, 1],
  });
  const file = positionals[0] ?? process.env.POLICY_FILE ?? "policy.yaml";
  if (!existsSync(file)) throw new BadUsage(`There is no file ${file}.`);
  const read = await checkPolicy(file);
  const checked = read.ok ? await onData(() => checkPolicy(file, { databases: true })) : read;
  const lines = checked.problems.map(({ line, path, message }) => `${file}:${line}: ${path}: ${message}`);
  print(values.json, checked, checked.ok ? [`${file} has no problems.`] : lines);
  return checked.ok ? 0 : 1;
}
