import { parseArgs } from "node:util";
import { join, resolve } from "node:path";

/** The clone. */
export const root = resolve(import.meta.dirname, "../..");

export type DemoOptions = { port: number; dataDir: string; reset: boolean; dev: boolean };

/** What the command line says; `demo/start.mjs` has already refused what is wrong. */
export function demoOptions(args = process.argv.slice(2)): DemoOptions {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string", default: "3000" },
      data: { type: "string", default: join(root, ".data") },
      reset: { type: "boolean", default: false },
      dev: { type: "boolean", default: false },
    },
  });
  return { port: Number(values.port), dataDir: resolve(values.data), reset: values.reset, dev: values.dev };
}
