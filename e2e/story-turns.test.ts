import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { always, leftBy, turns } from "./story-turns";

const folder = import.meta.dirname;
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".spec.ts"))
  .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
/** As Playwright puts them before the pattern: project, file, title and tags. */
const untagged = files.map(({ name }) => ` ${name} some story that is told`);
const tagged = untagged.map((story) => `${story} ${always}`);
const days = turns.map((_, turn) => leftBy(turn));

test("the turns name files that are there, each once", () => {
  const named = turns.flat();
  expect(new Set(named).size).toBe(named.length);
  const there = files.map(({ name }) => name.replace(/\.spec\.ts$/, ""));
  expect(named.filter((name) => !there.includes(name))).toEqual([]);
});

test("over all turns each story is told: those of a turn on its day, all others each day", () => {
  for (const story of untagged) {
    const told = days.filter((left) => !left.test(story)).length;
    const inTurn = turns.flat().some((name) => story.startsWith(` ${name}.spec.ts `));
    expect(`${story}: ${told}`).toBe(`${story}: ${inTurn ? 1 : turns.length}`);
  }
});

test("a story with the tag is told each day", () => {
  for (const story of tagged) expect(days.filter((left) => left.test(story))).toEqual([]);
});

test("a title does not put a story into the turn of another file", () => {
  expect(days.filter((left) => left.test(" sign-in.spec.ts reads what hostile.spec.ts wrote"))).toHaveLength(
    turns.length - 1,
  );
});

test("the tag stands only where it changes something, and each turn leaves some", () => {
  const marked = files.filter(({ text }) => text.includes(always)).map(({ name }) => name.replace(/\.spec\.ts$/, ""));
  expect(marked.filter((name) => !turns.flat().includes(name))).toEqual([]);
  for (const left of days) expect(untagged.filter((story) => left.test(story)).length).toBeGreaterThan(10);
});
