import { revokeKey } from "../steps/registry/keys";
import { readArguments } from "./arguments";
import { onData } from "./on-data";
import { print } from "./print";

const usage = "keys revoke <name> [--json]";

/** From now on the key opens nothing. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { usage, options: {}, positionals: [1, 1] });
  const [name = ""] = positionals;
  return onData(async () => {
    const revoked = await revokeKey(name);
    if (!revoked.ok) {
      process.stderr.write(
        revoked.reason === "not-found" ? `There is no key ${name}.\n` : `${name} was revoked before.\n`,
      );
      return 1;
    }
    print(values.json, { name, revoked: true }, [`${name} opens nothing any more.`]);
    return 0;
  });
}
