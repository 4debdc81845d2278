/** No page of a customer asks sources without being counted: those of `askingPages` are all that use a module which asks. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";
import { askingPages } from "./asking-pages.fixture";

const root = join(import.meta.dirname, "../../..");
const imported = /^(?:import|export)\s+(?!type\b)([^;]*?)\s*from\s+"(\.[^"]+)"/gm;

/** What is not erased before it runs. */
function importsOf(file: string): { names: string; to: string }[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(imported)].flatMap(([, names = "", to = ""]) => {
    const path = resolve(root, dirname(file), to);
    const found = [`${path}.ts`, `${path}.tsx`].find((one) => existsSync(one));
    return found ? [{ names, to: relative(root, found) }] : [];
  });
}

/** The ways to the sources, by where they stand. */
const ways: Readonly<Record<string, RegExp>> = {
  "lib/company.ts": /\b(sources|sourceById)\b/,
  "lib/steps/plan/search.ts": /\b(search|askEach)\b/,
  "lib/steps/plan/records-of.ts": /\b(recordsOf|readNow)\b/,
  "lib/steps/ask/told.ts": /\btold\b/,
  "lib/steps/ask/own-records.ts": /\bownRecords\b/,
};
const asks = (file: string) => importsOf(file).some(({ names, to }) => ways[to]?.test(names) ?? false);

/** Whether the page or a part of it uses a module that asks. What a form sends off runs when it is pressed, not with the page. */
function isAsking(page: string): boolean {
  const seen = new Set<string>();
  const open = [page];
  for (let file = open.pop(); file; file = open.pop()) {
    if (seen.has(file) || /^\s*["']use server["']/.test(readFileSync(join(root, file), "utf8"))) continue;
    seen.add(file);
    if (!file.startsWith("app/")) {
      if (asks(file)) return true;
      continue;
    }
    open.push(...importsOf(file).map(({ to }) => to));
  }
  return false;
}

test("the pages that ask are those that are counted", () => {
  const pages = ["app/my", "app/(public)"].flatMap((area) =>
    readdirSync(join(root, area), { recursive: true, encoding: "utf8" })
      .filter((file) => basename(file) === "page.tsx")
      .map((file) => join(area, file)),
  );
  expect(pages.length).toBeGreaterThan(30);
  const asking = pages.filter(isAsking).map((page) => relative("app", dirname(page)));
  expect(asking.toSorted()).toEqual(Object.keys(askingPages).toSorted());
});
