import { defineConfig } from "@playwright/test";
import { findBrowser, type Browser } from "./run/browser";

// `npm test` starts the demo and names it here. By hand: npm run demo, then npx playwright test -c e2e.
const { PORTAL_URL = "http://localhost:3000", TEST_BROWSER } = process.env;
const { executablePath, args, env } = TEST_BROWSER ? (JSON.parse(TEST_BROWSER) as Browser) : await lookForBrowser();

async function lookForBrowser(): Promise<Browser> {
  const found = await findBrowser();
  if ("reasons" in found) throw new Error(`No browser was found: set CHROME_PATH.\n${found.reasons.join("\n")}`);
  // The workers read this file again.
  process.env.TEST_BROWSER = JSON.stringify(found.browser);
  return found.browser;
}

const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../test-results",
  // One worker: the stories share one shop, one desk and one inbox.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    baseURL: PORTAL_URL,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // What cannot be clicked says so soon, not when the whole story's time is over.
    actionTimeout: 20_000,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: { executablePath, args, env: { ...Object.fromEntries(inherited), ...env } },
  },
});
