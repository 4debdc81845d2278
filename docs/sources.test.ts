/** docs/sources.md has a row for each system of the policy, and none for a system that does not exist. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { loadPolicy } from "../lib/policy/load";
import { postgresSource } from "../lib/policy/kinds/postgres";
import { sourceKinds } from "../lib/sources/source";

const root = join(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs/sources.md"), "utf8");
const policy = loadPolicy(join(root, "policy.yaml"));

/** The rows of the table below a heading: what stands in their cells. */
function rows(heading: string): string[][] {
  const [, after = ""] = page.split(`## ${heading}\n`);
  const [section = ""] = after.split(/\n## /);
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const ids = (table: string[][]) => table.map(([name = ""]) => name.replaceAll("`", ""));
const named = rows("Systems of this policy");
const ready = rows("Ready for systems that this policy does not name");

describe("systems of the policy", () => {
  test("each source has its row, each row its source, in the order of the file", () => {
    expect(ids(named)).toEqual(Object.keys(policy.sources));
  });

  test.each([...named, ...ready])("%s says how it is reached, what works and what is done by hand", (...cells) => {
    expect(cells).toHaveLength(5);
    for (const cell of cells) expect(cell.length).toBeGreaterThan(2);
  });

  test("each row says a way in that there is; databases say so", () => {
    for (const [name = "", kind = ""] of named) {
      expect(sourceKinds as readonly string[]).toContain(kind);
      const source = policy.sources[name.replaceAll("`", "")];
      expect(kind === "postgres", name).toBe(source?.kind === "postgres");
    }
  });
});

/** Presets and templates are files; where a folder is not there yet its rows are nobody's. */
const files = (folder: string): string[] | null => {
  const path = join(root, folder);
  return existsSync(path) ? readdirSync(path).flatMap((file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? []) : null;
};

describe.each([
  ["preset", files("lib/sources/presets")],
  ["template", files("lib/sources/templates")],
  ["kind", [...sourceKinds]],
])("what is ready: %s", (is, known) => {
  const said = ids(ready.filter(([, what]) => what === is));
  test.skipIf(known === null)("each row is one that there is", () => {
    expect(said.filter((name) => !known?.includes(name))).toEqual([]);
  });
  test.skipIf(known === null)("each one has a row, here or above", () => {
    const elsewhere = [...ids(named), ...named.map(([, kind = ""]) => kind), "generic"];
    expect(known?.filter((name) => !said.includes(name) && !elsewhere.includes(name))).toEqual([]);
  });
});

test("the example is a mapping", () => {
  const [, example = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const { shop } = parse(example) as { shop: unknown };
  expect(postgresSource.safeParse(shop).error?.issues ?? []).toEqual([]);
});

test("the sentences that the page quotes are the ones that are said", () => {
  const code = ["lib/policy/database.ts", "lib/sources/postgres/probe.ts"]
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
  for (const said of [
    "is neither mapped nor ignored: list it under “columns”, or under “ignore” if it is no personal data.",
    "is a time without a zone: add “zone”, such as Europe/Berlin, to the table.",
    "The role may not change ",
  ]) {
    expect(page).toContain(said);
    expect(code).toContain(said);
  }
});
