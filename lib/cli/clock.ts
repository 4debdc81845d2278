import { isDay } from "../gdpr/day";
import { deadline, type Pause } from "../gdpr/deadline";
import { isInstant } from "../gdpr/instant";
import { BadUsage, readArguments } from "./arguments";
import { print } from "./print";

const usage = "clock <instant> [--pause <from>..<to>] [--extended] [--json]";

/** When a request received at an instant must be answered (Art. 12(3)), in Berlin. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    usage,
    options: { pause: { type: "string", multiple: true }, extended: { type: "boolean" } },
    positionals: [1, 1],
  });
  const receivedAt = positionals[0] ?? "";
  if (!isInstant(receivedAt)) throw new BadUsage("The time of receipt is an instant such as 2026-11-23T09:00:00Z.");
  const found = deadline({
    receivedAt,
    land: "DE-BE",
    zone: "Europe/Berlin",
    pauses: (values.pause ?? []).map(pauseOf),
    extended: values.extended ?? false,
  });
  const { headline, ...dates } = found;
  print(values.json, dates, [headline, ...dates.why.map((sentence) => `  ${sentence}`)]);
  return 0;
}

function pauseOf(text: string): Pause {
  const [from = "", to = "", ...rest] = text.split("..");
  if (!isDay(from) || !isDay(to) || rest.length > 0)
    throw new BadUsage("--pause is two days, from the query to the answer: 2026-11-24..2026-12-01.");
  return { from, to };
}
