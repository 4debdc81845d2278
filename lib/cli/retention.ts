import { isDay } from "../gdpr/day";
import { isInstant } from "../gdpr/instant";
import { retain } from "../gdpr/retention";
import { holdKinds } from "../gdpr/rule";
import { loadPolicy } from "../policy/load";
import { BadUsage, oneOf, readArguments } from "./arguments";
import { print } from "./print";

const usage =
  "retention <category> <date or instant> --today <date or instant> [--rule <id>] [--hold tax|claim|recall] [--entity financial] [--json]";

/** What the policy's retention rule says about a record today, with and without an erasure request. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    usage,
    options: {
      today: { type: "string" },
      rule: { type: "string" },
      hold: { type: "string", multiple: true },
      entity: { type: "string" },
    },
    positionals: [2, 2],
  });
  const [category = "", trigger = ""] = positionals;
  if (values.today === undefined) throw new BadUsage(`--today is missing. Usage: ${usage}`);
  const holds = (values.hold ?? []).map((kind) => oneOf(holdKinds, kind, "--hold"));
  const entity = values.entity === undefined ? undefined : oneOf(["standard", "financial"], values.entity, "--entity");
  const policy = loadPolicy(process.env.POLICY_FILE ?? "policy.yaml");
  const classified = Object.hasOwn(policy.categories, category) ? policy.categories[category] : undefined;
  const { verdict, erasableFrom, onRequest, rule, norm, why } = retain({
    rules: classified?.rules ?? [],
    rule: values.rule ?? null,
    trigger: timeOf(trigger, "The date of the record"),
    today: timeOf(values.today, "--today"),
    zone: policy.zone,
    entity: entity ?? policy.entity,
    holds,
  });
  const headline = `${category}: ${verdict} (${erasableFrom === null ? "no date" : `from ${erasableFrom}`}); on an erasure request: ${onRequest}`;
  print(values.json, { verdict, erasableFrom, onRequest, rule, norm, why }, [
    headline,
    ...why.map((sentence) => `  ${sentence}`),
  ]);
  return 0;
}

function timeOf(text: string, what: string): string {
  if (!isDay(text) && !isInstant(text))
    throw new BadUsage(`${what} is a date (2026-11-23) or an instant (2026-11-23T09:00:00Z).`);
  return text;
}
