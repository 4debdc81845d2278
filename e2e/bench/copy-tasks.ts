/**
 * What a browser does when it opens pages of a copy: `node --import tsx e2e/bench/copy-tasks.ts <folder> [<folder>]…`, each an
 * unpacked copy. Every page is opened in a browser of its own, the folders by turns, and the longest task of its main thread is
 * said in milliseconds: the middle of so many runs, and the longest of them.
 */
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { findBrowser } from "../run/browser";

const runs = 5;
const found = await findBrowser();
if ("reasons" in found) throw new Error(`No browser was found: set CHROME_PATH.\n${found.reasons.join("\n")}`);
const launched = found.browser;
type Traced = { name: string; ph: string; pid: number; tid: number; dur?: number; args?: { name?: string } };

/** Milliseconds of the longest task of the page's main thread, from the beginning of its load until a second after it. */
async function longestTask(file: string): Promise<number> {
  const browser = await chromium.launch(launched);
  try {
    const page = await (await browser.newContext({ offline: true, viewport: { width: 1280, height: 900 } })).newPage();
    await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "__metadata"] });
    await page.goto(pathToFileURL(file).toString());
    await page.waitForTimeout(1_000);
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Traced[] };
    const main = new Set(
      traceEvents
        .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
        .map(({ pid, tid }) => `${pid} ${tid}`),
    );
    const tasks = traceEvents.filter(
      ({ name, ph, pid, tid }) => ph === "X" && name.endsWith("RunTask") && main.has(`${pid} ${tid}`),
    );
    if (tasks.length === 0) throw new Error("the browser told of no task");
    return Math.max(...tasks.map(({ dur = 0 }) => dur / 1_000));
  } finally {
    await browser.close();
  }
}

const folders = process.argv.slice(2).map((folder) => resolve(folder));
const [first] = folders;
if (first === undefined) throw new Error("name the folders of unpacked copies");
const pages = (await readdir(join(first, "records"))).filter((name) => name.endsWith("-2.html"));
for (const page of pages) {
  const each = folders.map((): number[] => []);
  for (let run = 0; run < runs; run += 1)
    for (const [at, folder] of folders.entries()) each[at]?.push(await longestTask(join(folder, "records", page)));
  for (const [at, times] of each.entries()) {
    const [middle = 0, most = 0] = [times.toSorted((a, b) => a - b)[Math.floor(runs / 2)], Math.max(...times)];
    process.stdout.write(`${page} in ${folders[at]}: ${middle.toFixed(0)} ms, at most ${most.toFixed(0)} ms\n`);
  }
}
