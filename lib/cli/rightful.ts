/** `npm run -s rightful -- <command>`: exit 0 fine, 1 a finding, 2 bad usage. Loads only what the command needs. */
import { BadUsage } from "./arguments";

type Command = { usage: string; load: () => Promise<{ run(args: string[]): Promise<number> }> };

const commands: Record<string, Command> = {
  clock: { usage: "clock <instant> [--pause <from>..<to>] [--extended]", load: () => import("./clock") },
  retention: {
    usage:
      "retention <category> <date or instant> --today <date or instant> [--rule <id>] [--hold <kind>] [--entity financial]",
    load: () => import("./retention"),
  },
  "policy check": { usage: "policy check [file]", load: () => import("./policy-check") },
  "languages check": { usage: "languages check", load: () => import("./languages-check") },
  plan: { usage: "plan --right <right> --subject <account id, or ->", load: () => import("./plan") },
  requests: { usage: "requests [--state <state>] [--right <right>]", load: () => import("./requests") },
  bundle: { usage: "bundle <reference> <file.zip>", load: () => import("./bundle") },
  verify: {
    usage:
      "verify <bundle.zip> [--key <file>] [--head <hash>] [--checkpoint <file>] [--copy <file>], or verify --all [--key <file>] [--checkpoint <file>]",
    load: () => import("./verify"),
  },
  "log key": { usage: "log key", load: () => import("./log-key") },
  "keys add": { usage: "keys add <name> --scope <scope> [--scope <scope>]", load: () => import("./keys-add") },
  "keys list": { usage: "keys list", load: () => import("./keys-list") },
  "keys revoke": { usage: "keys revoke <name>", load: () => import("./keys-revoke") },
  "suppressions filter": {
    usage: "suppressions filter --purpose <id> [--channel <way>]",
    load: () => import("./suppressions-filter"),
  },
  api: { usage: "api", load: () => import("./api") },
  "journal replay": {
    usage: "journal replay [--since <instant>] [--dry-run]",
    load: () => import("./journal-replay"),
  },
  sweep: { usage: "sweep [--dry-run]", load: () => import("./sweep") },
  "sources test": { usage: "sources test [id]", load: () => import("./sources-test") },
};

const usage = [
  "Usage: rightful <command> [--json]",
  ...Object.values(commands).map((command) => `  ${command.usage}`),
].join("\n");

async function main(args: string[]): Promise<number> {
  if (args[0] === "--help" || args[0] === "help") {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const words = args.slice(0, 2).join(" ") in commands ? 2 : 1;
  const name = args.slice(0, words).join(" ");
  if (!Object.hasOwn(commands, name))
    throw new BadUsage(args.length === 0 ? usage : `There is no command ${name}.\n${usage}`);
  const { run } = await (commands[name] as Command).load();
  return run(args.slice(words));
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : "The command failed."}\n`);
  process.exitCode = error instanceof BadUsage ? 2 : 1;
}
