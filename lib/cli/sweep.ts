import { isDry, sweepNow, type SweepLine } from "../steps/sweep/sweep";
import { readArguments } from "./arguments";
import { onData } from "./on-data";
import { print } from "./print";

const usage = "sweep [--dry-run] [--json]";

/** Sweeps now what is due. Whether records go is said by the policy; `--dry-run` only counts. Exit 1 when something stays. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, { usage, options: { "dry-run": { type: "boolean" } }, positionals: [0, 0] });
  return onData(async () => {
    const dryRun = (values["dry-run"] ?? false) || isDry();
    const sweeps = await sweepNow({ dry: dryRun });
    const ok = sweeps.every(({ state, held }) => state === "done" && held === 0);
    const why = !values["dry-run"] && dryRun ? ["The policy says sweep: dry-run. Nothing was written."] : [];
    const lines = sweeps.length > 0 ? sweeps.map((line) => inWords(line, dryRun)) : ["Nothing is due."];
    print(values.json, { ok, dryRun, sweeps }, [...why, ...lines]);
    return ok ? 0 : 1;
  });
}

const inWords = (line: SweepLine, dryRun: boolean): string => {
  const { source, category, rule, norm, state, due, done, held, stopped, unreleased } = line;
  const what = state !== "done" ? state : dryRun ? `${due} due` : `${done} of ${due} done, ${held} held back`;
  return `${source}/${category} (${rule}, ${norm}): ${what}, ${stopped} kept by a stop, ${unreleased} wait for finance`;
};
