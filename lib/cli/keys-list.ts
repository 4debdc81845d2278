import { listKeys } from "../steps/registry/keys";
import { readArguments } from "./arguments";
import { onData } from "./on-data";
import { print } from "./print";

const usage = "keys list [--json]";

/** Every key that was made, without the keys themselves. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, { usage, options: {}, positionals: [0, 0] });
  return onData(async () => {
    const keys = await listKeys();
    const lines = keys.map(({ name, scopes, madeBy, madeAt, revokedAt }) => {
      const since = `made ${madeAt.toISOString()} by ${madeBy}`;
      return `${name}  ${scopes.join(",")}  ${since}${revokedAt ? `, revoked ${revokedAt.toISOString()}` : ""}`;
    });
    print(values.json, { keys }, lines.length > 0 ? lines : ["No keys."]);
    return 0;
  });
}
