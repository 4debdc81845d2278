/** `npm run build:verifier`: one file that verifies evidence bundles and customers' copies on any machine with Node 20, without the portal. */
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/**
 * Makes the verifier of the clone at `root`.
 * @param {string} root
 * @param {string} outfile
 */
export async function buildVerifier(root, outfile) {
  await build({
    entryPoints: [join(root, "lib/cli/verifier.ts")],
    outfile,
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    // A short run is for the most part reading the program.
    minify: true,
    legalComments: "inline",
    // The library that reads ZIPs asks for the parts of Node in the old way.
    banner: {
      js: `#!/usr/bin/env node
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);`,
    },
    logLevel: "warning",
    plugins: [oneLanguage],
  });
}

/** More than half of the file would be messages of the schema library in fifty languages; the verifier prints none of them. */
const oneLanguage = {
  name: "one-language",
  setup(builder) {
    builder.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: "export {};" }));
  },
};

if (import.meta.url === pathToFileURL(resolve(process.argv[1] ?? "")).href) {
  const root = resolve(import.meta.dirname, "../..");
  const outfile = join(root, "dist/rightful-verify.mjs");
  await buildVerifier(root, outfile);
  process.stdout.write(`${outfile}\n`);
}
