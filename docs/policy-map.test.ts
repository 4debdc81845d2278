/** docs/policy-map.md leaves no section and no category out, and what it points to exists. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadPolicy } from "../lib/policy/load";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const page = read("docs/policy-map.md");
const categories = Object.keys(loadPolicy(join(root, "policy.yaml")).categories);

/** Every section of the published policy. */
const sections = `1 2a 2b 2c(aa) 2c(bb) 2c(cc) 2c(dd) 2c(ee) 2d(aa) 2d(bb) 2d(cc) 2e 3a 3b 3c 4a 4b 5 6a 6b 7 8
  9a 9b 9c 9d 9e 9f 9g 9h 9i`.split(/\s+/);

/** Where the portal does otherwise than the text. */
const topics = [
  "opt-out cookies",
  "joint controllers",
  "demo downloaders' newsletter",
  "survey invitations",
  "longer storage by agreement",
  "social pages",
  "obligatory account fields",
  "no other transmission",
];

const rows = page
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const mapped = rows.filter((cells) => cells.length === 6 && /^\d/.test(cells[0] ?? ""));
const otherwise = rows.filter((cells) => cells.length === 4 && cells[0] !== "Topic" && !cells[0]?.startsWith("-"));
const added = rows.filter((cells) => cells.length === 3 && cells[0]?.startsWith("`"));
const codes = (cell = ""): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

/** The tests of a cell, each with the words of it that are pointed to, if any. */
const tests = (cell = ""): { path: string; words: string | null }[] =>
  [...cell.matchAll(/`([^`]+\.(?:test|spec)\.ts)`(?: "([^"]+)")?/g)].map(([, path = "", words]) => ({
    path,
    words: words ?? null,
  }));

/** There is a test, it exists, and it has the words that are pointed to. */
function expectTests(cell: string | undefined): void {
  const pointers = tests(cell);
  expect(pointers).not.toEqual([]);
  expect(codes(cell).filter((code) => !pointers.some(({ path }) => path === code))).toEqual([]);
  for (const { path, words } of pointers) {
    expect(existsSync(join(root, path)), path).toBe(true);
    if (words) expect(read(path), path).toContain(words);
  }
}

describe("the map of the policy", () => {
  test("has every section once, in the policy's order", () => {
    expect(mapped.map(([section]) => section)).toEqual(sections);
  });

  test.each(mapped)("section %s (%s)", (_section, about, named, journey, tested, why) => {
    expect(about).not.toBe("");
    expect(journey).not.toBe("");
    expect(codes(named).filter((id) => !categories.includes(id))).toEqual([]);
    if (codes(named).length === 0) expect(named).toMatch(/^(all|none)$/);
    if (named === "none") expect(why).not.toBe("");
    expectTests(tested);
  });

  test.each(mapped.filter(([section]) => /^9[a-g]$/.test(section ?? "")))(
    "the right of %s is held from the submission to the answer",
    (_section, _about, _named, _journey, tested) => {
      expect(tests(tested).some(({ path }) => path.startsWith("lib/steps/"))).toBe(true);
    },
  );

  test("says of every topic what is done instead, where the text speaks of it, and why", () => {
    expect(otherwise.map(([topic]) => topic)).toEqual(topics);
    for (const [topic, where = "", why = ""] of otherwise) {
      expect(
        where.split(", ").filter((section) => !sections.includes(section)),
        topic,
      ).toEqual([]);
      expect(why.length, topic).toBeGreaterThan(80);
    }
    // What a section points to is there.
    const pointed = mapped.flatMap(([, , , , , why = ""]) => [...why.matchAll(/_([^_]+)_/g)].map(([, topic]) => topic));
    expect(pointed.filter((topic) => !topics.includes(topic ?? ""))).toEqual([]);
    expect(pointed.length).toBeGreaterThan(6);
  });

  test.each(otherwise)("otherwise: %s", (_topic, _where, _why, tested) => expectTests(tested));

  test("promises nothing that is still to be built", () => {
    expect(page).not.toMatch(/not built|by hand: |TODO/i);
  });

  test.each(added)("added: %s (%s)", (id, _is, tested) => {
    expect(categories).toContain(codes(id)[0]);
    expect(tests(tested)).not.toEqual([]);
    for (const { path } of tests(tested)) expect(read(path)).toContain(codes(id)[0]);
  });

  test("mentions every category of the policy", () => {
    const known = new Set([...mapped.flatMap((cells) => codes(cells[2])), ...added.flatMap(([id]) => codes(id))]);
    expect(categories.filter((id) => !known.has(id))).toEqual([]);
  });
});
