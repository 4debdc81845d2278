/** The portal obeys its own law: every table is named on the page about its own data, with period and end. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadPolicy } from "../lib/policy/load";
import { aboutPeople, columnsIn, harmless } from "./own-columns.fixture";
import { readSchema } from "./schema-file.fixture";

const root = join(import.meta.dirname, "..");
const page = await readFile(join(root, "docs/own-data.md"), "utf8");
const { categories } = loadPolicy(join(root, "policy.yaml"));
const schema = await readSchema();
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split("|").slice(1, -1).map(bare));
const personal = rows.filter((cells) => cells.length === 5);
const others = rows.filter((cells) => cells.length === 2);

function bare(cell: string): string {
  return cell.trim().replace(/^`(.*)`$/, "$1");
}

describe("docs/own-data.md", () => {
  test("names each model once, in the schema's words", () => {
    expect(rows.map(([model]) => model).toSorted()).toEqual(schema.map(({ name }) => name).toSorted());
  });

  test("counts as personal what the schema marks @personal", () => {
    const marked = schema.filter((model) => model.personal).map(({ name }) => name);
    expect(marked.length).toBeGreaterThan(5);
    expect(personal.map(([model]) => model).toSorted()).toEqual(marked.toSorted());
  });

  test.each(personal)("%s: %s", (_model, what, category = "", howLong, howItGoes) => {
    expect(what).not.toBe("");
    const periods = categories[category]?.rules.map(({ keep }) => keep) ?? [];
    expect(periods.some((period) => howLong?.includes(period))).toBe(true);
    expect(howItGoes).not.toBe("");
  });

  test.each(others)("gives a reason for %s", (_model, why) => {
    expect(why?.length).toBeGreaterThan(10);
  });
});

describe("columns of bytes", () => {
  /** Bytes are where encrypted values lie; a table that has them is about a person unless it is known why not. */
  const known = {
    RequestKey: ["wrapped"],
    Package: ["key"],
    EvidenceExport: ["key"],
    Suppression: ["subject", "export"],
    LogWaiting: ["hash"],
    LogLeaf: ["hash"],
    LogNode: ["hash"],
  };

  test("lie in tables about people, or are keys and hashes", () => {
    const strays = schema
      .filter((model) => !model.personal)
      .map(({ name, shape }) => [name, shape.columns.filter(({ type }) => type === "bytea").map((one) => one.name)])
      .filter(([, columns]) => columns?.length);
    expect(Object.fromEntries(strays)).toEqual(known);
  });
});

describe("each column", () => {
  const counted = /^(?:integer|bigint|smallint|boolean|date|timestamp)/;
  const all = schema.flatMap(({ table, shape }) =>
    shape.columns.filter(({ type }) => !counted.test(type)).map(({ name }) => `${table}.${name}`),
  );

  test("is decided: about people, or not; in one list only", () => {
    const decided = [...columnsIn(aboutPeople), ...columnsIn(harmless)];
    expect(decided.toSorted()).toEqual(all.toSorted());
  });

  test("that is about people lies in a table whose end the page names", () => {
    const pointing = [
      "pseudonym",
      "approval",
      "answer",
      "override",
      "restriction_exception",
      "session",
      "submission",
      "task",
    ];
    const known = new Set(schema.filter(({ personal: marked }) => marked).map(({ table }) => table));
    const strays = Object.keys(aboutPeople).filter((table) => !known.has(table) && !pointing.includes(table));
    // Keys, keyed hashes, what the worker groups records by, and who decided at the desk: each has its line on the page.
    expect(strays.toSorted()).toEqual(
      [
        "calendar_feed",
        "decision",
        "duty_change",
        "evidence_export",
        "file_year",
        "matter_request",
        "package",
        "request_key",
        "restriction",
        "suppression",
        "tax_year",
      ].toSorted(),
    );
  });
});
