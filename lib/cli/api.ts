import { openApi } from "../steps/registry/open-api";
import { readArguments } from "./arguments";

/** The description of the registry's interface (OpenAPI 3.1), as docs/openapi.json holds it. */
export async function run(args: string[]): Promise<number> {
  readArguments(args, { usage: "api", options: {}, positionals: [0, 0] });
  process.stdout.write(`${JSON.stringify(openApi(), null, 2)}\n`);
  return 0;
}
