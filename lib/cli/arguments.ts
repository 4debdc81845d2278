/** Reading a command line. What a person typed wrongly is one sentence and exit code 2, never a stack. */
import { parseArgs, type ParseArgsConfig } from "node:util";

export class BadUsage extends Error {}

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Options and positionals of one command; every command takes `--json`. Throws `BadUsage` with how it is meant. */
export function readArguments<const O extends Options>(
  args: string[],
  { usage, options, positionals: [least, most] }: { usage: string; options: O; positionals: readonly [number, number] },
) {
  const config = {
    args,
    options: { ...options, json: { type: "boolean" } },
    allowPositionals: true,
    strict: true,
  } as const;
  try {
    const read = parseArgs(config);
    if (read.positionals.length < least) throw new BadUsage("Something is missing.");
    if (read.positionals.length > most) throw new BadUsage(`${read.positionals[most]} is one word too many.`);
    return read;
  } catch (error) {
    if (error instanceof BadUsage) throw new BadUsage(`${error.message} Usage: ${usage}`);
    if (isParseError(error)) throw new BadUsage(`${error.message.split(". ")[0]}. Usage: ${usage}`);
    throw error;
  }
}

/** The word, when it is one of those that are allowed. */
export function oneOf<T extends string>(words: readonly T[], word: string, option: string): T {
  const found = words.find((allowed) => allowed === word);
  if (found === undefined) throw new BadUsage(`${option} is one of ${words.join(", ")}.`);
  return found;
}

function isParseError(error: unknown): error is Error {
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
