import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { combinations, pairsOf, pairwise } from "./pairwise";
import {
  called,
  chosenReaders,
  everyReader,
  journeys,
  looksAt,
  readersOf,
  rounds,
  toldByReaders,
  type Journey,
} from "./readers";

const all = Object.keys(journeys) as Journey[];
const pairs = (list: readonly object[]) => [...new Set(list.flatMap(pairsOf))].toSorted();

describe("a pairwise choice", () => {
  const shapes = {
    "2 × 2 × 2": { a: [1, 2], b: [1, 2], c: [1, 2] },
    "3 × 2 × 4 × 2": { a: ["x", "y", "z"], b: [true, false], c: [1, 2, 3, 4], d: ["on", "off"] },
    "one factor": { a: [1, 2, 3] },
  };

  it.each(Object.entries(shapes))("has each pair of values of %s, in no combination twice", (_, factors) => {
    const chosen = pairwise(factors);
    expect(pairs(chosen)).toEqual(pairs(combinations(factors)));
    expect(new Set(chosen.map((one) => JSON.stringify(one))).size).toBe(chosen.length);
  });

  it("is as small as it can be for three factors of two values, and much smaller than everything for others", () => {
    expect(pairwise(shapes["2 × 2 × 2"])).toHaveLength(4);
    expect(pairwise(shapes["3 × 2 × 4 × 2"]).length).toBeLessThanOrEqual(15);
    expect(combinations(shapes["3 × 2 × 4 × 2"])).toHaveLength(48);
  });

  it("would miss a pair with one reader less", () => {
    for (const left of chosenReaders)
      expect(pairs(chosenReaders.filter((reader) => reader !== left))).not.toEqual(pairs(everyReader));
  });
});

describe("npm test", () => {
  const told = all.flatMap((journey) => readersOf(journey, undefined));

  it("tells each journey once", () => {
    for (const journey of all) expect(readersOf(journey, undefined).map(called)).toEqual([journeys[journey].by]);
  });

  it("has each pair of language, screen and JavaScript in one of the journeys", () => {
    expect(pairs(told)).toEqual(pairs(everyReader));
  });

  it("looks at other pages in both languages and at both widths", () => {
    for (const part of ["language", "screen"] as const)
      expect(new Set(looksAt(undefined).map((look) => look[part])).size).toBe(2);
  });
});

describe("npm run test:all", () => {
  it("tells each journey by each reader, once", () => {
    for (const journey of all) {
      const told = rounds.flatMap((_, at) => readersOf(journey, at + 1)).map(called);
      expect(told.toSorted()).toEqual(everyReader.map(called).toSorted());
    }
  });

  it("has a reader of each language in each round, since people of the demo are given by language", () => {
    for (const round of rounds) expect(round.map(({ language }) => language)).toEqual(["en", "de"]);
  });

  it("looks at other pages in each language at each width", () => {
    expect(looksAt(1)).toHaveLength(4);
    expect(pairs(looksAt(1))).toEqual(pairs(everyReader.map(({ language, screen }) => ({ language, screen }))));
  });

  it("has no fifth round", () => {
    expect(() => readersOf("both", 5)).toThrow("no round 5");
  });
});

describe("the stories", () => {
  const folder = import.meta.dirname;
  const stories = readdirSync(folder)
    .filter((file) => file.endsWith(".spec.ts"))
    .map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
  const tellings = stories.flatMap(({ text }) => [...text.matchAll(/readersOf\("([^"]+)"\)/g)].map(([, name]) => name));

  it("tell each journey of the list, each in one place", () => {
    expect(tellings.toSorted()).toEqual(all.toSorted());
  });

  it("say at the end of their title who reads, and so are told again in each round", () => {
    expect(everyReader.every((reader) => toldByReaders.test(`somebody asks (${called(reader)})`))).toBe(true);
    for (const { file, text } of stories) {
      const loops = text.match(/readersOf\(/g)?.length ?? 0;
      const titles = text.match(/\(\$\{called\(reader\)\}\)`, async/g)?.length ?? 0;
      expect(`${file}: ${titles}`).toBe(`${file}: ${loops}`);
      expect(text, file).not.toMatch(/\((en|de), (wide|narrow), (no )?JavaScript\)["`],/);
    }
  });

  it("have no readers of their own", () => {
    for (const { file, text } of stories)
      expect(text, file).not.toMatch(/of \["en", "de"\] as const\)\s+(for \(const \w+ of [^)]*\)\s+)?test\(/);
  });
});
