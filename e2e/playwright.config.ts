import { defineConfig } from "@playwright/test";
import { round, toldByReaders } from "./readers";
import { findBrowser, type Browser } from "./run/browser";
import { leftBy, storyTurn } from "./story-turns";
import { takesAll } from "./turn";

// `npm test` starts a demo for each worker and names them here: stories share one shop, one desk and one inbox, so a demo
// plays one story at a time. By hand: npm run demo, then npx playwright test -c e2e.
const { DEMOS, TEST_PARALLEL_INDEX = "0" } = process.env;
const demos = DEMOS ? (JSON.parse(DEMOS) as Record<string, string>[]) : [];
Object.assign(process.env, demos[Number(TEST_PARALLEL_INDEX)]);

const { PORTAL_URL = "http://localhost:3000", TEST_BROWSER, TRACE } = process.env;
const { executablePath, args, env } = TEST_BROWSER ? (JSON.parse(TEST_BROWSER) as Browser) : await lookForBrowser();

async function lookForBrowser(): Promise<Browser> {
  const found = await findBrowser();
  if ("reasons" in found) throw new Error(`No browser was found: set CHROME_PATH.\n${found.reasons.join("\n")}`);
  // The workers read this file again.
  process.env.TEST_BROWSER = JSON.stringify(found.browser);
  return found.browser;
}

const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);

/** `npm test`; by hand everything that is named is told, and once. */
const common = demos.length > 0 && round === undefined;

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  // Further rounds have other readers; what has no readers was told in the first.
  ...(round !== undefined && round > 1 ? { grep: toldByReaders } : {}),
  ...(common && !takesAll ? { grepInvert: leftBy(storyTurn()) } : {}),
  outputDir: "../test-results",
  workers: Math.max(1, demos.length),
  // On a busy machine a story may wait in vain: it is told again, and the run names each that only passed then.
  retries: common ? 1 : 0,
  forbidOnly: true,
  timeout: 120_000,
  // On a machine that does other things as well a page takes several times as long.
  expect: { timeout: 30_000 },
  reporter: "list",
  use: {
    baseURL: PORTAL_URL,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // What cannot be clicked says so soon, not when the whole story's time is over.
    actionTimeout: 30_000,
    screenshot: "only-on-failure",
    // A trace costs a fifth of the time.
    trace: TRACE === "1" ? "retain-on-failure" : "off",
    launchOptions: { executablePath, args, env: { ...Object.fromEntries(inherited), ...env } },
  },
});
