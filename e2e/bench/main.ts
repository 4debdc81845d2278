/**
 * `npm run bench`: how fast the portal is, measured against what the same machine can do at all. One JSON line for each
 * measure on stdout, and what goes on on stderr. `npm run bench -- erase plan --records 100000` runs some, smaller.
 */
import { parseArgs } from "node:util";
import { generateClient } from "../../lib/build/generate.mjs";
import { root } from "../../demo/start/options";
import "../../demo/start/leash.mjs";

await generateClient(root);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    records: { type: "string", default: "1000000" },
    "log-rows": { type: "string", default: "10000000" },
    events: { type: "string", default: "1200000" },
  },
});
const [records, logRows, events] = [Number(values.records), Number(values["log-rows"]), Number(values.events)];
if (![records, logRows, events].every((count) => Number.isSafeInteger(count) && count > 0)) {
  console.error("--records, --log-rows and --events take a whole number above 0.");
  process.exit(2);
}
const { runBench } = await import("./run");
const { removeStage } = await import("./stage");
let ending: Promise<never> | undefined;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => (ending ??= end()));
try {
  process.exit(await runBench({ names: positionals, records, logRows, events }));
} catch (error) {
  await ending;
  throw error;
}

/** Leaves nothing behind. Whatever is under way fails when the server goes, and nobody needs to hear of it. */
async function end(): Promise<never> {
  process.on("uncaughtException", () => undefined);
  process.on("unhandledRejection", () => undefined);
  await removeStage();
  process.exit(130);
}
