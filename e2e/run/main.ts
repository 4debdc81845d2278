/** Runs every check in order, shows how long each took, names what failed, and ends with the line `N passed, N failed`. */
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { generateClient } from "../../lib/build/generate.mjs";
import { buildPages, isBuilt } from "../../lib/build/next-build.mjs";
import { root } from "../../demo/start/options";
import { heavyTestsLeft, heavyTurns } from "../heavy-tests";
import { rounds } from "../readers";
import { storyTurn, turns } from "../story-turns";
import { takesAll, turnNumber, turnOf } from "../turn";
import { notTakenSince } from "../pictures";
import { findBrowser, type Browser } from "./browser";
import {
  failure,
  nothing,
  playwrightCounts,
  sum,
  storiesListed,
  verdict,
  vitestCounts,
  withExit,
  type Counts,
} from "./counts";
import { startDemo, type RunningDemo } from "./demo";
import { endRunning, run, runBeside } from "./program";
import "../../demo/start/leash.mjs";

const scratch = join(root, ".data/test-runs", String(process.pid));
const reports = join(scratch, "reports");
const program = (path: string) => join(root, "node_modules", path);
/** Stories of one demo follow one another and wait much; two demos keep two processors busy. */
const sideBySide = 2;
const demos: RunningDemo[] = [];
const ending = new AbortController();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());

await mkdir(reports, { recursive: true });
const counts = process.argv.includes("--killed") ? await killedEverywhere() : [await checks(), await unitTests()];
if (process.argv.includes("--check")) counts.push(await crashTests());
else if (!process.argv.includes("--killed")) counts.push(...(await browserAndCrashTests()));
await rm(scratch, { recursive: true, force: true });
const total = sum(counts);
for (const name of total.unsteady) console.log(`unsteady: ${name}`);
for (const name of total.names) console.log(`failed: ${name}`);
console.log(verdict(total));
process.exit(total.failed > 0 ? 1 : 0);

async function checks(): Promise<Counts> {
  const types = async () => {
    const known = await run([program("next/dist/bin/next"), "typegen"], { NEXT_TELEMETRY_DISABLED: "1" });
    return known || (await run([program("typescript/bin/tsc"), "--noEmit", "-p", root]));
  };
  const generated = await generate();
  const others = [
    part("types", types),
    part("lint", () => run([program("oxlint/bin/oxlint"), "--deny-warnings"])),
    part("format", () => run([program("prettier/bin/prettier.cjs"), "--check", "--log-level=warn", "."])),
  ];
  return sum([generated, ...(await Promise.all(others))]);
}

// Each of the parts above is one test.
async function part(name: string, work: () => Promise<number>): Promise<Counts> {
  return timed(name, async () => {
    const code = await work().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      return 1;
    });
    return code === 0 ? { ...nothing, passed: 1 } : failure(name);
  });
}

function generate(): Promise<Counts> {
  return part("generate", () => generateClient(root).then(() => 0));
}

/** The workers alone, killed at every milestone and not only at those whose turn it is today. */
async function killedEverywhere(): Promise<Counts[]> {
  process.env.EVERYTHING = "1";
  return [await generate(), await crashTests()];
}

async function unitTests(): Promise<Counts> {
  return timed("unit and database tests", async () => {
    const { file, args } = vitest("unit");
    const whole = process.argv.includes("--check") || process.argv.includes("--all");
    const left = whole ? [] : heavyTestsLeft();
    if (left.length > 0)
      console.log(`turn ${turnOf(heavyTurns) + 1} of ${heavyTurns}: ${left.length} long files were left to other days`);
    // By project: `--exclude` on the command line leaves the projects as they are.
    const env: Record<string, string> = left.length > 0 ? { LEFT_TO_OTHER_DAYS: left.join(" ") } : {};
    const code = await run([...args, "--project=!killed"], env);
    return withExit(await vitestCounts(file), code, "vitest");
  });
}

async function crashTests(): Promise<Counts> {
  return timed("workers that are killed", async () => {
    const { file, args } = vitest("crash");
    const said = join(reports, "crash.txt");
    const code = await runBeside([...args, "--project=killed"], said);
    console.log(await readFile(said, "utf8"));
    return withExit(await vitestCounts(file), code, "vitest");
  });
}

function vitest(name: string): { file: string; args: string[] } {
  const file = join(reports, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  return { file, args: [program("vitest/vitest.mjs"), "run", ...reporters] };
}

/** Workers that are killed, one after the other, take long; once the demos have started the browser leaves them half a processor. */
async function browserAndCrashTests(): Promise<Counts[]> {
  let crash: Promise<Counts> | undefined;
  const browser = await browserTests(() => (crash ??= crashTests()));
  return [browser, await (crash ?? crashTests())];
}

async function browserTests(whenReady: () => void): Promise<Counts> {
  const found = await findBrowser();
  if ("reasons" in found) {
    const reasons = found.reasons.map((reason) => `\n  ${reason}`).join("");
    console.error(`No browser was found: set CHROME_PATH to a Chromium or Chrome.${reasons}`);
    return failure("no browser");
  }
  console.log(`browser from ${found.browser.from}: ${found.browser.executablePath}`);
  const stories = (name: string, env: Record<string, string>) =>
    timed(name, () => storiesOf(found.browser, env, whenReady));
  if (!process.argv.includes("--all")) return stories("browser tests", {});
  const counts: Counts[] = [];
  for (const [at] of rounds.entries())
    counts.push(
      await stories(`browser tests, round ${at + 1} of ${rounds.length}`, { ROUND: String(at + 1), EVERYTHING: "1" }),
    );
  return sum(counts);
}

/** Starts demos, has their stories told, and stops them. */
async function storiesOf(browser: Browser, more: Record<string, string>, whenReady: () => void): Promise<Counts> {
  try {
    await startDemos();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    await stopDemos(true);
    return failure("the demo did not start");
  }
  whenReady();
  // The readers of the pictures are those of the first round.
  const withPictures = process.argv.includes("--pictures") && more.ROUND === "1";
  const started = Date.now();
  const file = join(reports, `playwright-${more.ROUND ?? "once"}.json`);
  const env = {
    ...more,
    DEMOS: JSON.stringify(demos.map((demo) => demo.env)),
    TEST_BROWSER: JSON.stringify(browser),
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    ...(withPictures && { DOCS_PICTURES: "1" }),
  };
  const config = join(root, "e2e/playwright.config.ts");
  const tell = [program("@playwright/test/cli.js"), "test", "-c", config];
  const code = await run([...tell, "--reporter=list,json"], env);
  const counted = withExit(await playwrightCounts(file), code, "playwright");
  if (counted.unsteady.length > 0) console.log(`unsteady: ${counted.unsteady.length} passed only when told again`);
  if (more.ROUND === undefined && !takesAll) await sayWhatIsLeft(tell, env, counted);
  await stopDemos(counted.failed > 0);
  const missing = withPictures ? await notTakenSince(started) : [];
  return sum([counted, ...missing.map((picture) => failure(`no story took docs/pictures/${picture}`))]);
}

/** Which turn it was, how many stories were left to other days, and how they are told. */
async function sayWhatIsLeft(tell: string[], env: Record<string, string>, told: Counts): Promise<void> {
  const file = join(reports, "all-stories.json");
  const listing = { ...env, EVERYTHING: "1", PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  await runBeside([...tell, "--list", "--reporter=json"], join(reports, "all-stories.txt"), listing);
  const left = (await storiesListed(file)) - told.passed - told.failed - told.skipped;
  console.log(`stories of turn ${storyTurn() + 1} of ${turns.length}: ${left} were left to other days`);
  console.log(`TURN=${turnNumber} npm test takes the parts of this run again, EVERYTHING=1 npm test all of them`);
}

/** Once the pages are built for all, the demos write their histories at once. */
async function startDemos(): Promise<void> {
  if (!isBuilt(root)) await buildPages(root, "keep", ending.signal);
  const names = Array.from({ length: sideBySide }, (_, at) => `demo-${at + 1}`);
  const starting = names.map((name) => startDemo(join(scratch, name), name).then((demo) => demos.push(demo)));
  // What started is stopped also when another did not.
  await Promise.allSettled(starting);
  await Promise.all(starting);
}

async function stopDemos(keepLogs: boolean): Promise<void> {
  await Promise.all(demos.splice(0).map((demo) => demo.stop(keepLogs)));
}

async function timed(name: string, work: () => Promise<Counts>): Promise<Counts> {
  console.log(`\n== ${name}`);
  const started = performance.now();
  const counts = await work();
  console.log(`== ${name}: ${verdict(counts)}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return counts;
}

async function stop(): Promise<void> {
  if (ending.signal.aborted) return;
  ending.abort();
  endRunning();
  await stopDemos(false);
  process.exit(1);
}
