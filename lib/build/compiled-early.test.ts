import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, expect, it } from "vitest";
import { hint, markForEarlyCompiling } from "./compiled-early.mjs";

let folder: string;
const write = (name: string, source: string) => writeFileSync(join(folder, name), source);
const read = (name: string) => readFileSync(join(folder, name), "utf8");

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "scripts-"))));
afterEach(() => rmSync(folder, { recursive: true }));

it("begins each script with the mark, and leaves what it does as it is", () => {
  write("a.js", `"use strict";(() => 6 * 7)()`);
  write("b.js", `"ä"`);
  expect(markForEarlyCompiling(folder).toSorted()).toEqual(["a.js", "b.js"]);
  // A browser heeds it on the first lines only, and strictness has to stay the first statement.
  expect(read("a.js")).toBe(`//# allFunctionsCalledOnLoad\n"use strict";(() => 6 * 7)()`);
  expect(runInNewContext(read("a.js"))).toBe(42);
  expect(runInNewContext(read("b.js"))).toBe("ä");
});

it("marks a script once, also when a later build keeps it", () => {
  write("kept.js", "1");
  markForEarlyCompiling(folder);
  write("new.js", "2");
  expect(markForEarlyCompiling(folder)).toEqual(["new.js"]);
  expect(read("kept.js")).toBe(`${hint}1`);
});

it("touches nothing but scripts, and fails where there is no build", () => {
  write("sheet.css", "a{}");
  mkdirSync(join(folder, "below.js"));
  expect(() => markForEarlyCompiling(join(folder, "nowhere"))).toThrow("ENOENT");
  expect(markForEarlyCompiling(folder)).toEqual([]);
  expect(read("sheet.css")).toBe("a{}");
});
