/** Records that come by the page make the same package as the same records one by one. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordsIn, type RecordPage, type SourceRecord } from "../sources/source";
import type { PackageInput } from "./input";
import { makePackage } from "./make";
import { emptyInput, exporting } from "./make.fixture";
import { makePortable } from "./portable";
import { unpack } from "./unzip.fixture";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rightful-pages-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const input = (read: PackageInput["read"]): PackageInput =>
  emptyInput({ file: join(folder, `package-${Math.random()}`), exported: [exporting("invoice", null)], read });

const columns = ["number", "note", "cents", "paid"];
const notes = [
  "plain",
  "=1+1",
  'say "x"',
  "two\r\nlines",
  "\u00a0@x",
  "Köln €",
  "",
  null,
  { city: "Köln" },
  ["a", 1.5],
];
const page = (part: string, names: readonly string[], count: number): RecordPage => ({
  category: "invoice",
  part,
  columns: names,
  records: Array.from({ length: count }, (_none, at) => {
    const values = [`R-${at}`, notes[Math.floor(at / 70) % notes.length], at % 2 ? at : -at, at % 3 === 0];
    return { key: String(at), json: JSON.stringify(Object.fromEntries(names.map((name, i) => [name, values[i]]))) };
  }),
});
const pages = [
  page("invoices/invoice", columns, 1_000),
  page("invoices/invoice", columns, 3),
  page("papers/invoice", ["number", "text", "cents"], 300),
  page("invoices/invoice", columns, 6_000),
  page("nothing/invoice", [], 2),
  page("last/invoice", ["number", "very last"], 2),
];
const byThePage = async function* () {
  yield* pages;
};
const oneByOne = async function* (): AsyncGenerator<SourceRecord> {
  for (const some of pages) yield* recordsIn(some);
};
const without = (entries: Map<string, string>, name: string) => [...entries].filter(([entry]) => entry !== name);

test("the copy is the same, byte by byte", async () => {
  const [paged, single] = [await makePackage(input(byThePage)), await makePackage(input(oneByOne))];
  expect(paged.records).toBe(7_307);
  const [some, same] = [await unpack(paged.file, paged.key), await unpack(single.file, single.key)];
  expect(without(some, "manifest.json")).toEqual(without(same, "manifest.json"));
  const lines = some.get("data/invoice.csv")?.split("\r\n") ?? [];
  expect(lines[0]).toBe('\ufeff"source","part","key","number","note","cents","paid","text","very last"');
  expect(lines).toHaveLength(7_307 + 2);
  expect(lines[1]).toBe('"shop","invoices/invoice","0","R-0","plain",0,true,,');
  expect(lines[71]).toBe('"shop","invoices/invoice","70","R-70","\'=1+1",-70,false,,');
  expect(lines.at(-2)).toBe('"shop","last/invoice","1","R-1",,,,,"plain"');
  expect(JSON.parse(some.get("data/invoice.json") ?? "").records).toHaveLength(7_307);
});

test("the data to take along is the same, byte by byte", async () => {
  const [paged, single] = [await makePortable(input(byThePage)), await makePortable(input(oneByOne))];
  const [some, same] = [await unpack(paged.file, paged.key), await unpack(single.file, single.key)];
  expect(without(some, "manifest.json")).toEqual(without(same, "manifest.json"));
});

test("numbers stay in the JSON as the database wrote them", async () => {
  const exact = '{"number":12345678901234567890.10,"note":{"a": -0, "b":\n1E+2},"cents":-0,"paid":"NaN"}';
  const packed = await makePackage(
    input(async function* () {
      yield { category: "invoice", part: "invoices/invoice", columns, records: [{ key: "1", json: exact }] };
    }),
  );
  const entries = await unpack(packed.file, packed.key);
  expect(entries.get("data/invoice.json")).toContain(exact);
  const page = entries.get("records/invoice-1.html");
  for (const shown of ["NaN", "12345678901234567890.10", "B: 100"]) expect(page).toContain(shown);
});

test("no record of another category slips in by the page", async () => {
  const stray = { ...page("invoices/invoice", columns, 1), category: "fraud-file" };
  const made = makePackage(
    input(async function* () {
      yield stray;
    }),
  );
  await expect(made).rejects.toThrow("a source gave a record of fraud-file for");
});
