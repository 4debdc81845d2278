import { BadUsage, readArguments } from "./arguments";
import { givenOptions, verifyFile } from "./verify-bundle";

const usage =
  "verify <bundle.zip> [--key <file>] [--head <hash>] [--checkpoint <file>] [--copy <file>], or verify --all [--key <file>] [--checkpoint <file>]";

/** Checks a bundle, which needs no database, no key of ours and no network; or, with `--all`, everything in the database. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    usage,
    options: { ...givenOptions, all: { type: "boolean" } },
    positionals: [0, 1],
  });
  const [file] = positionals;
  if (values.all) {
    if (file !== undefined || values.head !== undefined || values.copy !== undefined)
      throw new BadUsage(`--all takes no bundle, no head and no copy. Usage: ${usage}`);
    const { verifyAll } = await import("./verify-all");
    return verifyAll({ key: values.key, checkpoint: values.checkpoint, json: values.json });
  }
  if (file === undefined) throw new BadUsage(`Something is missing. Usage: ${usage}`);
  return verifyFile(file, values);
}
