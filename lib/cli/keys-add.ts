import { userInfo } from "node:os";
import { addKey, scopes } from "../steps/registry/keys";
import { oneOf, readArguments } from "./arguments";
import { onData } from "./on-data";
import { print } from "./print";

const usage = "keys add <name> --scope registry|export [--scope …] [--json]";

const problems = {
  "name-unfit": "A name is made of lower-case letters, digits and hyphens, and begins with a letter.",
  "scope-missing": "Say what the key is good for: --scope registry, --scope export, or both.",
  "name-taken": "There was a key of this name before: choose another.",
};

/** Makes a key for another system. It is shown this once. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    usage,
    options: { scope: { type: "string", multiple: true } },
    positionals: [1, 1],
  });
  const [name = ""] = positionals;
  const good = (values.scope ?? []).map((one) => oneOf(scopes, one, "--scope"));
  return onData(async () => {
    const made = await addKey(name, { scopes: good, by: userInfo().username });
    if (!made.ok) {
      process.stderr.write(`${problems[made.reason]}\n`);
      return 1;
    }
    const { key, exportKey } = made.value;
    print(values.json, { name, scopes: good, key, exportKey }, [
      `Key of ${name}, good for ${good.join(" and ")}. It is shown this once:`,
      key,
      ...(exportKey === null ? [] : ["The key under which the hashes of the file are made (base64):", exportKey]),
    ]);
    return 0;
  });
}
