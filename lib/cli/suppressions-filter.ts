import { channel, useAsked } from "../steps/registry/contract";
import { linesOf, notAllowed } from "../steps/registry/filter";
import { BadUsage, oneOf, readArguments } from "./arguments";
import { onData } from "./on-data";

const usage = "suppressions filter --purpose <id> [--channel email|post|phone] < addresses > allowed";

/**
 * Reads a list of addresses, one a line, and writes those that may be used for the purpose. Nothing is written unless the
 * whole list was read: a file that is half answered would leave out nobody who stands in its other half.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    usage,
    options: { purpose: { type: "string" }, channel: { type: "string" } },
    positionals: [0, 0],
  });
  if (values.purpose === undefined) throw new BadUsage(`--purpose is missing. Usage: ${usage}`);
  const by = values.channel === undefined ? undefined : oneOf(channel.options, values.channel, "--channel");
  const use = useAsked.safeParse({ purpose: values.purpose, ...(by && { channel: by }) });
  if (!use.success) throw new BadUsage("--purpose is an id of the policy.");
  return onData(async () => {
    const lines: string[] = [];
    const kept = (async function* () {
      for await (const line of linesOf(process.stdin)) {
        lines.push(line);
        yield line;
      }
    })();
    const found = await notAllowed(kept, use.data, { most: Infinity });
    if (!found.ok) {
      process.stderr.write(
        `Line ${found.at.line} is no address, or has more than an instant after it. Nothing was written.\n`,
      );
      return 1;
    }
    const out = new Set(found.value.map((line) => line.trim()));
    const allowed = lines.filter((line) => line.trim() !== "" && !out.has(line.split(",", 1)[0]?.trim() ?? ""));
    process.stdout.write(allowed.map((line) => `${line}\n`).join(""));
    return 0;
  });
}
