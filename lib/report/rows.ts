/** Rows of cells on a sheet: tables with a head on every page, and lists, whose label stands beside their text. */
import type { Table } from "./report";
import { artifact, draw, hairline, heightOf, ink, linesOf, need, type Element, type Sheet, type Style } from "./sheet";

type Cell = Style & { tag: string; text: string; attributes?: Record<string, string> };
type Row = { tag: string; cells: readonly Cell[]; widths: readonly number[]; line?: string; onBreak?: () => void };

const [gap, pad] = [8, 4];

/** Columns of a width, without the gap after each. */
const scaled = (widths: readonly number[], width: number): number[] => {
  const sum = widths.reduce((a, b) => a + b, 0);
  return widths.map((part) => (part / sum) * width);
};

/** A table with its caption; the head is said once, and drawn again on every page. */
export function writeTable(sheet: Sheet, parent: Element, { caption, head, rows, widths }: Table): void {
  const [size, columns] = [8.5, scaled(widths, sheet.width)];
  const table = sheet.doc.struct("Table");
  parent.add(table);
  const heads = head.map((text): Cell => ({ tag: "TH", text, size, face: "bold", color: ink.soft, attributes: { O: "Table", Scope: "Column" } })); // prettier-ignore
  need(sheet, 4 * heightOf({ size }) + 6 * pad);
  writeRow(sheet, table, { tag: "", cells: [{ tag: "Caption", text: caption, size: 9, color: ink.soft }], widths: [sheet.width] }); // prettier-ignore
  writeRow(sheet, table, { tag: "TR", cells: heads, widths: columns, line: ink.text });
  const again = () => drawHead(sheet, heads, columns);
  for (const row of rows) {
    const cells = row.map((text): Cell => ({ tag: "TD", text, size }));
    writeRow(sheet, table, { tag: "TR", cells, widths: columns, line: ink.line, onBreak: again });
  }
  table.end();
  sheet.y += 10;
}

/** A list in which each line has a label: a number, a dot, a term or a time. */
export function writeList(
  sheet: Sheet,
  parent: Element,
  { items, label, line }: { items: readonly (readonly [string, string])[]; label: number; line?: string },
): void {
  const list = sheet.doc.struct("L");
  parent.add(list);
  for (const [term, said] of items) {
    const cells = [
      { tag: "Lbl", text: term, size: 10, color: ink.soft },
      { tag: "LBody", text: said, size: 10 },
    ];
    writeRow(sheet, list, { tag: "LI", cells, widths: [label, sheet.width - label], line });
  }
  list.end();
  sheet.y += 8;
}

type Laid = Cell & { x: number; lines: string[]; element: Element };

/** A row stays whole where a page can hold it; a longer one goes on with the next page. */
function writeRow(sheet: Sheet, parent: Element, { tag, cells, widths, line, onBreak }: Row): void {
  // A caption is no row: its cell is a child of the table itself.
  const row = tag === "" ? parent : sheet.doc.struct(tag);
  if (row !== parent) parent.add(row);
  const laid = layOut(sheet, row, cells, widths);
  const step = Math.max(...cells.map(heightOf));
  let rest = Math.max(...laid.map(({ lines }) => lines.length));
  const wanted = rest * step + 2 * pad;
  if (need(sheet, wanted <= sheet.height / 2 ? wanted : step + 2 * pad)) onBreak?.();
  for (let from = 0; rest > 0;) {
    const fit = Math.min(rest, Math.max(1, Math.floor((sheet.bottom - sheet.y - 2 * pad) / step)));
    drawRow(sheet, laid, from, from + fit);
    sheet.y += fit * step + 2 * pad;
    [from, rest] = [from + fit, rest - fit];
    if (rest > 0 && need(sheet, step + 2 * pad)) onBreak?.();
  }
  for (const { element } of laid) element.end();
  if (row !== parent) row.end();
  if (line) hairline(sheet, line);
}

function layOut(sheet: Sheet, row: Element, cells: readonly Cell[], widths: readonly number[]): Laid[] {
  let x = sheet.left;
  return cells.map((cell, i) => {
    const width = widths[i] ?? 0;
    const element = sheet.doc.struct(cell.tag);
    if (cell.attributes) attributesOf(element).A = cell.attributes;
    row.add(element);
    const laid = { ...cell, x, element, lines: linesOf(sheet, cell.text, width - gap, cell) };
    x += width;
    return laid;
  });
}

function drawRow(sheet: Sheet, laid: readonly Laid[], from: number, to: number): void {
  const y = sheet.y + pad;
  for (const { lines, element, x, ...style } of laid) {
    const now = lines.slice(from, to);
    if (now.some((line) => line.trim() !== "")) element.add(() => draw(sheet, now, { x, y }, style));
  }
}

function drawHead(sheet: Sheet, heads: readonly Cell[], widths: readonly number[]): void {
  let [x, most] = [sheet.left, 0];
  artifact(sheet, "Pagination", () =>
    heads.forEach((head, i) => {
      const lines = linesOf(sheet, head.text, (widths[i] ?? 0) - gap, head);
      draw(sheet, lines, { x, y: sheet.y + pad }, head);
      [x, most] = [x + (widths[i] ?? 0), Math.max(most, lines.length * heightOf(head))];
    }),
  );
  sheet.y += most + 2 * pad;
  hairline(sheet, ink.text);
}

/** The dictionary of an element, which the types of pdfkit leave out: names in it are written as names (ISO 32000-1, 14.8.5.7). */
const attributesOf = (element: Element): Record<string, unknown> =>
  (element as unknown as { dictionary: { data: Record<string, unknown> } }).dictionary.data;
