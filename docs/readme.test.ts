/** What the README says is there is there: files, tests and the words in them, people, commands, links. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { demoPeople } from "../demo/people";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const isFile = (path: string): boolean => existsSync(join(root, path)) && statSync(join(root, path)).isFile();
const readme = read("README.md");
const rows = readme
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const articles = rows.filter((cells) => cells.length === 4 && /^\d/.test(cells[0] ?? ""));

describe("Article → file → test", () => {
  test("names the articles that make the portal", () => {
    const named = articles.map(([article]) => article).join(" ");
    for (const article of ["5(1)(e)", "5(2)", "12(3)", "12(4)", "12(6)", "15(1)", "15(3)", "17(1)", "17(3)", "18"])
      expect(named).toContain(article);
  });

  test.each(articles)("Art. %s: %s", (_article, what, file = "", tested = "") => {
    const [, path = "", words = ""] = /^`([^`]+\.(?:test|spec)\.ts)` "([^"]+)"$/.exec(tested) ?? [];
    expect(what).not.toBe("");
    expect(isFile(file.replaceAll("`", "")), file).toBe(true);
    expect(isFile(path), tested).toBe(true);
    expect(read(path)).toContain(words);
  });
});

describe("whom one can be", () => {
  test.each(demoPeople.map(({ name, email, accountId, roles }) => [name, email, accountId ?? roles[0] ?? null]))(
    "%s",
    (name, email, door) => {
      const row = rows.find(([person]) => person?.replaceAll("*", "") === name);
      expect(row?.[1]).toBeTruthy();
      if (door === null) expect(row?.[1]).toContain(email);
    },
  );
});

describe("the command line", () => {
  const usages = [...read("lib/cli/rightful.ts").matchAll(/usage:\s*"([^"]+)"/g)].map(([, usage = ""]) => usage);
  const named = rows.map(([first = ""]) => first.replaceAll("`", ""));

  test("every command of the program is in the table, and no other", () => {
    expect(usages.length).toBeGreaterThan(4);
    const table = named.slice(named.indexOf("Command") + 1).filter((one) => /^[a-z]/.test(one));
    expect(table).toEqual(usages);
  });

  test("every npm script that is named exists", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const pages = ["README.md", "CONTRIBUTING.md", "docs/operations.md"].map(read).join("\n");
    const used = [
      ...pages.matchAll(/npm (?:run (?:-s )?)?(demo|dev|build|migrate|start|worker|test|check|rightful)\b/g),
    ];
    expect(used.map(([, name = ""]) => name).filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe("links", () => {
  const pages = [
    "README.md",
    "SECURITY.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".md"))
      .map((file) => join("docs", file)),
  ];

  // Images are made by the browser tests, which come later than this one.
  test.each(pages)("of %s lead somewhere", (page) => {
    const links = [...read(page).matchAll(/(?<!!)\[[^\]]*\]\(([^)#\s]+)[^)]*\)/g)].map(([, to = ""]) => to);
    const broken = links.filter((to) => !/^https?:/.test(to) && !existsSync(join(root, dirname(page), to)));
    expect(broken).toEqual([]);
  });
});
