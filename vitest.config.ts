import { defineConfig } from "vitest/config";

/** Files that `npm test` leaves to other days (`e2e/heavy-tests.ts`). */
const otherDays = process.env.LEFT_TO_OTHER_DAYS?.split(" ") ?? [];
const left = ["node_modules/**", ".next/**", ".data/**", ...otherDays];
/** Tests that leave nothing behind in a process, neither a variable nor something opened. One process reads their modules once. */
const pure = [
  "lib/gdpr/**/*.test.ts",
  "lib/policy/**/*.test.ts",
  "lib/bundle/**/*.test.ts",
  "lib/imports.test.ts",
  "messages/**/*.test.ts",
  "docs/{evidence,policy,policy-map,readme,sources}.test.ts",
];
/** Tests that close what they open of the portal: the database, the sources, the queue. One process reads the portal once. */
const shared = [
  "lib/{db,letters,package,queries,sources,steps}/**/*.test.ts",
  "app/**/*.test.{ts,tsx}",
  "demo/vendors/**/*.test.ts",
];
/** Those among them whose modules remember something, or that measure their process. */
const alone = [
  "lib/package/make.test.ts",
  "lib/sources/**/{faults,finding,killed,memory,others,volume}.test.ts",
  "lib/steps/sweep/**/*.test.ts",
  "demo/vendors/main.test.ts",
];
/** Workers that are killed: `npm test` runs them beside the browser. */
const killed = ["lib/steps/crash*.test.ts"];
/** A process that reads one file of tests ends before it were worth the time to make the database client's WebAssembly fast. */
const brief = { execArgv: ["--liftoff-only"] };
/** On a machine that does other things as well a test takes several times as long. */
const patience = { testTimeout: 60_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    // Once for all: what a project inherits would run again for each.
    globalSetup: ["e2e/run/vitest-setup.ts"],
    maxWorkers: 2,
    projects: [
      { test: { name: "pure", include: pure, exclude: left, isolate: false, ...patience } },
      {
        test: {
          name: "shared process",
          include: shared,
          exclude: [...left, ...alone, ...killed],
          isolate: false,
          setupFiles: ["e2e/run/as-found.ts"],
          ...patience,
        },
      },
      { test: { name: "alone", include: alone, exclude: left, ...brief, ...patience } },
      {
        test: {
          name: "own process",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...left, ...pure, ...shared, ...killed],
          ...brief,
          ...patience,
        },
      },
      { test: { name: "killed", include: killed, exclude: left, ...patience } },
    ],
  },
});
