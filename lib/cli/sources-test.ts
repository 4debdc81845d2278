import { policy, sources } from "../company";
import { readArguments } from "./arguments";
import { onData } from "./on-data";
import { print } from "./print";

/** Whether each source can be reached and allows what the policy wants of it; reads no person's data. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    usage: "sources test [id] [--json]",
    options: {},
    positionals: [0, 1],
  });
  const [id] = positionals;
  return onData(async () => {
    const known = Object.keys(policy().sources);
    if (id !== undefined && !known.includes(id)) {
      process.stderr.write(`The policy names no source ${id}; it names ${known.join(", ")}.\n`);
      return 2;
    }
    const asked = sources().filter((source) => id === undefined || source.id === id);
    const tested = await Promise.all(asked.map(async (source) => ({ id: source.id, problems: await source.probe() })));
    const found = tested.map(({ id, problems }) => ({ id, ok: problems.length === 0, problems }));
    const ok = found.every((source) => source.ok);
    const lines = found.flatMap((source) => [
      `${source.id}: ${source.ok ? "fine" : "has problems"}`,
      ...source.problems.map((problem) => `  ${problem}`),
    ]);
    print(values.json, { ok, sources: found }, lines);
    return ok ? 0 : 1;
  });
}
