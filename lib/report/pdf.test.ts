import { describe, expect, test } from "vitest";
import { flat, readPdf, type Node } from "./pdf.fixture";
import { pdfOf } from "./pdf";
import { reportOf, type Part, type Report } from "./report";
import { input, long } from "./report.fixture";

const bare = (text: string): string => text.replace(/\s/g, "");
const textsOf = (part: Part): string[] => {
  if ("text" in part) return [part.text];
  if ("code" in part) return [part.code];
  if ("table" in part) return [part.table.caption, ...part.table.head, ...part.table.rows.flat()];
  if ("facts" in part) return part.facts.flat();
  if ("line" in part) return part.line.flatMap(({ when, what }) => [when, what]);
  return [...part.list];
};
const everything = ({ title, lead, notes, sections }: Report): string[] => [
  title,
  lead,
  ...notes.map(({ text }) => text),
  ...sections.flatMap(({ heading, parts }) => [heading, ...parts.flatMap(textsOf)]),
];
const read = async (report: Report) => readPdf(await pdfOf(report, { compress: false }));
const saidIn = (tree: Node[]) => bare(flat(tree).map(({ text }) => text).join("")); // prettier-ignore

describe.each(["en", "de"] as const)("the PDF in %s", (language) => {
  const report = reportOf(input({ language, demo: true }));

  test("is tagged, and says its language and its title", async () => {
    const { catalog, info, tree } = await read(report);
    const file = (await pdfOf(report, { compress: false })).toString("latin1");
    expect(file).toMatch(/^%PDF-1\.7/);
    expect(catalog).toContain(`/Lang (${language})`);
    expect(file).toContain("/Marked true");
    expect(file).toContain("/DisplayDocTitle true");
    expect(info).toContain(`Title (${report.title})`);
    expect(tree.map(({ tag }) => tag)).toEqual(["Document"]);
  });

  test("says everything that the report says, in its order, and nothing else", async () => {
    const { tree } = await read(report);
    let said = saidIn(tree);
    for (const text of everything(report)) {
      const found = said.indexOf(bare(text));
      expect(found, text).toBeGreaterThanOrEqual(0);
      // Between two texts stands at most the label of a list.
      expect(said.slice(0, found), `before ${text}`).toMatch(/^(?:•|\d+\.)?$/);
      said = said.slice(found + bare(text).length);
    }
    expect(said).toBe("");
  });

  test("has headings, bookmarks, lists and tables with heads", async () => {
    const { tree, bookmarks } = await read(report);
    const nodes = flat(tree);
    const headings = nodes.filter(({ tag }) => /^H\d$/.test(tag));
    expect(headings.map(({ tag }) => tag)).toEqual(["H1", ...report.sections.map(() => "H2")]);
    expect(bookmarks).toEqual([report.title, ...report.sections.map(({ heading }) => heading)]);
    const tables = nodes.filter(({ tag }) => tag === "Table");
    const told = report.sections.flatMap(({ parts }) => parts.flatMap((part) => ("table" in part ? [part.table] : [])));
    expect(tables).toHaveLength(told.length);
    tables.forEach(({ children: [caption, ...rows] }, i) => {
      expect(caption?.tag).toBe("Caption");
      expect(rows.map(({ tag }) => tag)).toEqual(["TR", ...told[i]!.rows.map(() => "TR")]);
      expect(rows[0]!.children.every(({ tag, dictionary }) => tag === "TH" && dictionary.includes("/Scope /Column"))).toBe(true); // prettier-ignore
      expect(rows.slice(1).every(({ children }) => children.every(({ tag }) => tag === "TD"))).toBe(true);
    });
    for (const { children } of nodes.filter(({ tag }) => tag === "L"))
      expect(children.every(({ tag, children: [label, body] }) => tag === "LI" && label?.tag === "Lbl" && body?.tag === "LBody")).toBe(true); // prettier-ignore
  });

  test("numbers its pages for the eye alone", async () => {
    const { pages, artifacts } = await read(report);
    expect(pages).toBeGreaterThan(3);
    artifacts.forEach((page, i) => {
      expect(page.join(" ")).toContain(report.foot);
      expect(page.join(" ")).toContain(report.page(i + 1, pages));
    });
  });
});

test("umlauts, sharp s, quotation marks and the sign of a section come out", async () => {
  const report = { ...reportOf(input()), lead: "Größe, Übermaß, § 147 AO, „Zitat“, ‚so‘, 3 € – 4 €, naïve" };
  const said = flat((await read(report)).tree).map(({ text }) => text.trim());
  expect(said).toContain(report.lead);
});

test("names of other scripts come out, each sign in a font that has it", async () => {
  const lead = "Łukasz Žižek, Ōshima Nguyễn, Ωμέγα, Иван";
  const file = await pdfOf({ ...reportOf(input()), lead }, { compress: false });
  expect(bare(flat(readPdf(file).tree).map(({ text }) => text).join(""))).toContain(bare(lead)); // prettier-ignore
  expect(file.toString("latin1").match(/\/FontName \/\w+\+Inter/g)?.length).toBeGreaterThan(4);
});

test("a long table goes on over the pages, under its head each time", async () => {
  const report = reportOf(long(400));
  const { pages, artifacts, tree } = await read(report);
  const head = report.sections.find(({ id }) => id === "events")!.parts.flatMap((part) => ("table" in part ? part.table.head : [])).join(""); // prettier-ignore
  const again = artifacts.filter((page) => bare(page.join("")).includes(bare(head)));
  expect(pages).toBeGreaterThan(10);
  expect(again.length).toBeGreaterThan(pages - 10);
  const rows = flat(tree).filter(({ tag, children }) => tag === "TR" && children.length === 5 && children[0]?.tag === "TD"); // prettier-ignore
  expect(rows.slice(-400).map(({ children }) => Number(children[0]!.text))).toEqual(Array.from({ length: 400 }, (_, n) => n)); // prettier-ignore
});

test("a cell that is longer than a page goes on with the next", async () => {
  const report = reportOf(input());
  const cell = Array.from({ length: 200 }, (_, i) => `line ${i}`).join("\n");
  const table = { caption: "Long", head: ["A", "B"], rows: [[cell, "b"]], widths: [1, 1] };
  const { pages, tree } = await read({ ...report, sections: [{ id: "long", heading: "Long", parts: [{ table }] }] });
  expect(pages).toBeGreaterThan(3);
  expect(saidIn(tree)).toContain(bare(cell));
});

test("the same report is the same bytes, at any time of day; another one is not", async () => {
  const once = await pdfOf(reportOf(input()));
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect((await pdfOf(reportOf(input()))).equals(once)).toBe(true);
  expect((await pdfOf(reportOf(input({ demo: true })))).equals(once)).toBe(false);
  expect(once.toString("latin1")).toContain("D:20261130080000Z");
});
