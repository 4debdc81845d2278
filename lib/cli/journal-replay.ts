import { replayJournal, type Replayed } from "../steps/replay";
import { BadUsage, readArguments } from "./arguments";
import { onData } from "./on-data";
import { print } from "./print";

const usage = "journal replay [--since <instant>] [--dry-run] [--json]";

/** After a restore: writes again in the sources what the journal says was written. Exit 1 when something is left to do. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    usage,
    options: { since: { type: "string" }, "dry-run": { type: "boolean" } },
    positionals: [0, 0],
  });
  const since = values.since === undefined ? null : instant(values.since);
  const dryRun = values["dry-run"] ?? false;
  return onData(async () => {
    const sources = await replayJournal({ since, dryRun });
    const ok = sources.every(({ held, stopped, corrections, failed }) => held + stopped + corrections + failed === 0);
    const report = { ok, dryRun, since: since?.toISOString() ?? null, sources };
    print(values.json, report, sources.length > 0 ? sources.map(inWords) : ["The journal has nothing to play."]);
    return ok ? 0 : 1;
  });
}

function instant(text: string): Date {
  const at = new Date(text);
  if (!/^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(at.getTime()))
    throw new BadUsage(`--since is an instant with its zone, such as 2026-11-26T03:00:00Z. Usage: ${usage}`);
  return at;
}

const inWords = ({ source, batches, done, gone, held, stopped, corrections, requests, failed }: Replayed): string =>
  `${source}: ${batches} batches, ${done} written again, ${gone} already so, ${held} held back, ${stopped} kept by a hold or a pause, ${corrections} to correct by hand${requests.length > 0 ? ` (${requests.join(" ")})` : ""}, ${failed} batches failed`;
