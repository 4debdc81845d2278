import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { pictures, picturesFolder } from "../e2e/pictures";

const root = join(import.meta.dirname, "..");
const texts = [
  "README.md",
  ...readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
];
const shown = texts.flatMap((file) =>
  [...readFileSync(join(root, file), "utf8").matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, says = "", path = ""]) => ({
    file,
    says,
    path: join(root, file, "..", path),
  })),
);
const there = readdirSync(picturesFolder);

it("docs show pictures, each with words for whoever does not see it", () => {
  expect(shown.length).toBeGreaterThan(10);
  for (const { says, path } of shown) expect(says.length, path).toBeGreaterThan(10);
});

it("every picture that README or docs show is in docs/pictures and in the list of looks", () => {
  for (const { file, path } of shown) {
    expect(path, file).toBe(join(picturesFolder, basename(path)));
    expect(there, file).toContain(basename(path));
  }
  expect(there.toSorted()).toEqual(Object.keys(pictures).toSorted());
});

it("every picture of the list is shown somewhere", () => {
  expect([...new Set(shown.map(({ path }) => basename(path)))].toSorted()).toEqual(Object.keys(pictures).toSorted());
});

it.each(Object.entries(pictures))("%s is taken by a story", (_, { story, says }) => {
  expect(readFileSync(join(root, "e2e", story), "utf8")).toContain(says);
});

it("no look is two pictures", () => {
  const looks = Object.values(pictures).map(({ look }) => look);
  expect(new Set(looks).size).toBe(looks.length);
});

it("they are small", () => {
  for (const file of there) expect(statSync(join(picturesFolder, file)).size, file).toBeLessThan(100_000);
});
