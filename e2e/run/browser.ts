/** Finds a Chromium that starts here, or brings one. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { unpackChromium } from "./chromium-package";

export type Browser = { from: string; executablePath: string; args: string[]; env: Record<string, string> };

type Found = { executablePath: string; env?: Record<string, string> };
type Place = { from: string; look(): Found | null | Promise<Found | null> };

const folder = join(import.meta.dirname, "../../.data/browser");

const places: Place[] = [
  { from: "CHROME_PATH", look: () => (process.env.CHROME_PATH ? { executablePath: process.env.CHROME_PATH } : null) },
  // Builds without a window come first: the others draw tabs and menus for every page, which costs twice the time.
  { from: "this machine", look: () => onPath("chromium-headless-shell", "chrome-headless-shell") },
  { from: "apt", look: () => install("chromium-headless-shell") },
  { from: "the package @sparticuz/chromium", look: () => unpackChromium(folder) },
  { from: "Playwright", look: () => existing(chromium.executablePath()) },
  { from: "this machine", look: () => systemChromium() },
  { from: "apt", look: () => install("chromium") },
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
    // A build that lacks the machine's fonts may open pages and yet crash at the portal's.
    await page.setContent(
      `<style>@font-face { font-family: own; src: url(${await ownFont()}) } p { font-family: own }</style><p>a`,
    );
    const fonts = await page.evaluate(async () => [...(await document.fonts.ready)].map(({ status }) => status));
    if (fonts.join() !== "loaded") throw new Error("it shows no fonts");
  } finally {
    await browser.close();
  }
}

async function ownFont(): Promise<string> {
  const file = createRequire(import.meta.url).resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2");
  return `data:font/woff2;base64,${await readFile(file, "base64")}`;
}

function existing(executablePath: string | undefined): Found | null {
  return executablePath && existsSync(executablePath) ? { executablePath } : null;
}

const onPath = (...names: string[]): Found | null =>
  existing(
    names
      .flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((place) => join(place, name)))
      .find((path) => existsSync(path)),
  );

function systemChromium(): Found | null {
  const fixed = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  ];
  return (
    onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe") ??
    existing(fixed.find((path) => existsSync(path)))
  );
}

function install(name: "chromium-headless-shell" | "chromium"): Found | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return null;
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", name]]) {
    const { status, error } = spawnSync("apt-get", ["-qq", ...args], { timeout: 300_000, stdio: "ignore" });
    if (status !== 0) throw new Error(`apt-get ${args.join(" ")} failed${error ? `: ${error.message}` : ""}`);
  }
  return onPath(name);
}
