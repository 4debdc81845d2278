/**
 * A program of the portal in plain JavaScript with the packages it uses, made once for a run of the tests: a process that
 * is started by the dozen need not read TypeScript and a thousand files each time. What users start is tested as they start it, by one test that says so.
 */
import { existsSync } from "node:fs";
import { readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { locked } from "../../demo/postgres/leases";

const root = join(import.meta.dirname, "../..");

/** Node's options for a process that lives a second or two: the database client's WebAssembly is not made fast first. */
export const shortLived = ["--liftoff-only"];

/** The path of the program made from `entry` (from the root). Workers that ask at once wait for the first. */
export async function programOf(entry: string): Promise<string> {
  const run = process.env.RIGHTFUL_TEST_RUN;
  if (!run) throw new Error("Programs are made under vitest with e2e/run/vitest-setup.ts as its global setup.");
  const name = entry.replaceAll("/", "-").replace(/\.ts$/, "");
  // Inside the project, so that it finds what stays outside of it.
  const folder = join(run, name);
  await locked(`${folder}.lock`, () => make(entry, folder));
  return join(folder, `${entry.split("/").at(-1)?.replace(/\.ts$/, "")}.js`);
}

async function make(entry: string, folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const outdir = `${folder}.making`;
  await build({
    entryPoints: [join(root, entry)],
    outdir,
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    // pdfkit looks for its fonts beside itself.
    external: ["pg-native", "pdfkit"],
    // Names stay: errors are told apart by theirs.
    minifyWhitespace: true,
    minifySyntax: true,
    // Packages of the older kind ask for Node's own modules so.
    banner: {
      js: 'import { createRequire as $createRequire } from "node:module"; const require = $createRequire(import.meta.url);',
    },
    logLevel: "warning",
    plugins: [ownPlaces],
  });
  // Whole or not there: a run that was killed in the middle leaves no half of a program under its name.
  await rename(outdir, folder);
}

/** A file that looks beside itself still looks where it stood. */
const ownPlaces: Plugin = {
  name: "own-places",
  setup(builder) {
    builder.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const contents = text
        .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)))
        .replaceAll("import.meta.filename", JSON.stringify(path))
        .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href));
      return { contents, loader: path.endsWith("x") ? "tsx" : "ts" };
    });
  },
};
