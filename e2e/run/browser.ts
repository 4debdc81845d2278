/** Finds a Chromium that starts here, or brings one. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { unpackChromium } from "./chromium-package";

export type Browser = { from: string; executablePath: string; args: string[]; env: Record<string, string> };

type Found = { executablePath: string; env?: Record<string, string> };
type Place = { from: string; look(): Found | null | Promise<Found | null> };

const folder = join(import.meta.dirname, "../../.data/browser");

const places: Place[] = [
  { from: "CHROME_PATH", look: () => (process.env.CHROME_PATH ? { executablePath: process.env.CHROME_PATH } : null) },
  { from: "Playwright", look: () => existing(chromium.executablePath()) },
  { from: "this machine", look: () => systemChromium() },
  { from: "the package @sparticuz/chromium", look: () => unpackChromium(folder) },
  { from: "apt", look: () => installChromium() },
];

const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-pings",
];

/** The first browser that really opens a page. Without one: the reason for each place that was tried. */
export async function findBrowser(): Promise<{ browser: Browser } | { reasons: string[] }> {
  const reasons: string[] = [];
  for (const { from, look } of places) {
    try {
      const found = await look();
      if (!found) continue;
      return { browser: await start({ from, env: {}, ...found, args: quiet }) };
    } catch (error) {
      reasons.push(`${from}: ${error instanceof Error ? error.message.split("\n").slice(0, 3).join(" ") : error}`);
    }
  }
  return { reasons };
}

// Root has no sandbox, and some systems deny it to everyone. The browser opens nothing but our own pages.
async function start(browser: Browser): Promise<Browser> {
  const bare = { ...browser, args: ["--no-sandbox", ...browser.args] };
  if (process.getuid?.() !== 0) {
    try {
      await tryOut(browser);
      return browser;
    } catch (error) {
      if (!/sandbox/i.test(String(error))) throw error;
    }
  }
  await tryOut(bare);
  return bare;
}

async function tryOut({ executablePath, args, env }: Browser): Promise<void> {
  const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env }, timeout: 30_000 });
  try {
    const page = await browser.newPage();
    await page.setContent("<title>ready</title>");
    if ((await page.title()) !== "ready") throw new Error("it opens no page");
  } finally {
    await browser.close();
  }
}

function existing(executablePath: string | undefined): Found | null {
  return executablePath && existsSync(executablePath) ? { executablePath } : null;
}

function systemChromium(): Found | null {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  const fixed = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  ];
  const paths = names.flatMap((name) => folders.map((place) => join(place, name)));
  return existing([...paths, ...fixed].find((path) => existsSync(path)));
}

function installChromium(): Found | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return null;
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
    const { status, error } = spawnSync("apt-get", ["-qq", ...args], { timeout: 300_000, stdio: "ignore" });
    if (status !== 0) throw new Error(`apt-get ${args[0]} failed${error ? `: ${error.message}` : ""}`);
  }
  return systemChromium();
}
