/** Killed anywhere and run again, the folder is as if nothing had been. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { all, cutoffs, digestOf, kim, line, openFolder, type Folder } from "./logs.fixture";

const script = fileURLToPath(new URL("shorten.fixture.ts", import.meta.url));
const names = ["access.log.1", "access.log.2", "access.log.3.gz", "access.log.4.gz"];

let folder: Folder;
let plain: Folder;
beforeEach(async () => {
  [folder, plain] = [await openFolder(), await openFolder()];
  for (const one of [folder, plain])
    for (const [at, name] of names.entries()) {
      const lines = Array.from({ length: 1_500 }, (_, second) =>
        line(
          `2026-11-${20 - at}T10:${String(second % 60).padStart(2, "0")}:00.${String(second).padStart(6, "0")}Z`,
          `KW-${1 + (second % 3)}`,
          `203.0.113.${second % 256}`,
        ),
      );
      await one.put(name, lines, 24 * (at + 1));
    }
});
afterEach(() => Promise.all([folder.remove(), plain.remove()]));

const digest = async ({ text }: Folder) => digestOf(await Promise.all(names.map(text)));

/** Runs the process and kills it at the nth thing that happens to its half-made files; gives whether it was killed. */
async function runUntil(nth: number): Promise<boolean> {
  const child = spawn(process.execPath, ["--import", "tsx", script, folder.path], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  let seen = 0;
  const watcher = watch(folder.path, (_, name) => {
    if (name?.includes(".rightful-") && ++seen === nth) child.kill("SIGKILL");
  });
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  watcher.close();
  if (signal === null) expect(code).toBe(0);
  return signal === "SIGKILL";
}

test("the file after many kills is the file after none", async () => {
  const source = plain.source();
  for (const group of (await source.locate(kim, cutoffs)).groups)
    await source.write!("truncate", await all(source.list(kim, group)), "o-1");
  const expected = await digest(plain);
  expect(expected).not.toBe(await digest(folder));

  let killed = 0;
  for (const nth of [1, 3, 6]) {
    if (await runUntil(nth)) killed += 1;
    // At every moment each file is whole: as many lines as before, shortened or not.
    for (const name of names) expect(await folder.lines(name)).toHaveLength(1_500);
  }
  expect(killed).toBeGreaterThan(1);
  await runUntil(Number.POSITIVE_INFINITY);
  expect(await digest(folder)).toBe(expected);
  expect(await folder.names()).toEqual(names.toSorted());
}, 240_000);
