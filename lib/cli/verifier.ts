/**
 * The verifier that stands alone: `node rightful-verify.mjs <bundle.zip>`. One file without the portal, a database or a network,
 * made by `npm run build:verifier` from the same parts as `rightful verify`.
 */
// First: a schema looks when it is made.
import "./brief-run";
import { BadUsage, readArguments } from "./arguments";
import { givenOptions, verifyFile } from "./verify-bundle";

const usage =
  "node rightful-verify.mjs <bundle.zip> [--key <file>] [--head <hash>] [--checkpoint <file>] [--copy <file>] [--json]";

try {
  const { values, positionals } = readArguments(process.argv.slice(2), {
    usage,
    options: givenOptions,
    positionals: [1, 1],
  });
  process.exitCode = await verifyFile(positionals[0] ?? "", values);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : "The verifier failed."}\n`);
  process.exitCode = error instanceof BadUsage ? 2 : 1;
}
