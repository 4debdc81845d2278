import { expect, test } from "vitest";
import { erasedLine } from "../letters/erased-lines.fixture";
import { erasedInShort } from "./erased-in-short";
import type { Fate, Line } from "./answer-line";

const line = (label: string, fate: Fate, more: Partial<Line> = {}) => erasedLine(label, { fate, count: 1, ...more });
const short = (...lines: Line[]) => {
  const { said, kinds, stays } = erasedInShort(lines);
  return [said, kinds.map(({ label }) => label), stays.map(({ label }) => label)];
};

test("only what was deleted, and all of it, is gone: not what was shortened, is under way or stays in part", () => {
  const found = [
    line("Website log", "shortened"),
    line("Account", "deleted"),
    line("Account", "deleted", { system: "Books" }),
    line("Analytics", "deleted"),
    line("Analytics", "under-way"),
    line("Licences", "deleted"),
    line("Licences", "stays", { reason: "licence" }),
    line("Invoices", "locked"),
    line("Reviews", "stays", { reason: "not-asked" }),
  ];
  expect(short(...found)).toEqual(["gone", ["Account"], ["Licences", "Invoices"]]);
});

test("less is said where less is true", () => {
  expect(short(line("Website log", "shortened"), line("Licences", "disconnected"))).toEqual(["shortened", ["Website log", "Licences"], []]); // prettier-ignore
  expect(short(line("Account", "deleted"), line("Account", "under-way"))).toEqual(["partly", ["Account"], []]);
  expect(short(line("Account", "under-way"), line("Invoices", "stays"))).toEqual(["under-way", ["Account"], ["Invoices"]]); // prettier-ignore
  expect(short(line("Invoices", "locked"))).toEqual(["nothing", [], ["Invoices"]]);
  expect(short()).toEqual(["nothing", [], []]);
});
