import { defineConfig } from "vitest/config";

const left = ["node_modules/**", ".next/**", ".data/**"];
/** Tests that leave nothing behind in a process, neither a variable nor something opened. One process reads their modules once. */
const pure = [
  "lib/gdpr/**/*.test.ts",
  "lib/policy/**/*.test.ts",
  "lib/bundle/**/*.test.ts",
  "lib/imports.test.ts",
  "messages/**/*.test.ts",
  "docs/{evidence,policy,policy-map,readme,sources}.test.ts",
];
/** Workers that are killed: `npm test` runs them beside the browser. */
const killed = ["lib/steps/crash*.test.ts"];
const patience = { testTimeout: 20_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    // Once for all: what a project inherits would run again for each.
    globalSetup: ["e2e/run/vitest-setup.ts"],
    maxWorkers: 2,
    projects: [
      { test: { name: "pure", include: pure, exclude: left, isolate: false, ...patience } },
      {
        test: {
          name: "own process",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...left, ...pure, ...killed],
          ...patience,
        },
      },
      { test: { name: "killed", include: killed, exclude: left, ...patience } },
    ],
  },
});
