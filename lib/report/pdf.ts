/**
 * The report as a tagged PDF (ISO 32000-1, 14.8): headings, lists and tables are said to assistive technology, the foot of
 * a page is not; title, language and bookmarks are set. The font is embedded, so that it reads alike everywhere.
 */
import { writeHead } from "./head";
import type { Part, Report, Section } from "./report";
import { writeList, writeTable } from "./rows";
import { artifact, draw, hairline, ink, need, openSheet, write, type Element, type Sheet } from "./sheet";

/** The bytes of `report.pdf`: the same report gives the same bytes. `compress: false` leaves its streams readable. */
export function pdfOf(report: Report, { compress = true } = {}): Promise<Buffer> {
  const sheet = openSheet(report, compress);
  const { doc } = sheet;
  const done = new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on("data", (chunk: Uint8Array) => chunks.push(Buffer.from(chunk)));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
  });
  const root = doc.struct("Document");
  doc.addStructure(root);
  writeTop(sheet, root, report);
  for (const section of report.sections) writeSection(sheet, root, section);
  root.end();
  writeFeet(sheet, report);
  doc.end();
  return done;
}

function writeTop(sheet: Sheet, root: Element, { head, title, lead, notes }: Report): void {
  if (head) writeHead(sheet, root, head);
  sheet.doc.outline.addItem(title);
  write(sheet, root, "H1", { text: title, size: 19, face: "bold" });
  sheet.y += 6;
  write(sheet, root, "P", { text: lead, size: 12 });
  sheet.y += 6;
  for (const { text, warns } of notes) write(sheet, root, "P", { text, size: 9.5, color: warns ? ink.note : ink.soft });
}

function writeSection(sheet: Sheet, root: Element, { heading, parts }: Section): void {
  const element = sheet.doc.struct("Sect");
  root.add(element);
  // A heading never stands alone at the foot of a page.
  if (!need(sheet, 150)) sheet.y += 20;
  sheet.doc.outline.addItem(heading);
  write(sheet, element, "H2", { text: heading, size: 13, face: "bold" });
  sheet.y += 4;
  for (const part of parts) writePart(sheet, element, part);
  element.end();
}

function writePart(sheet: Sheet, parent: Element, part: Part): void {
  if ("table" in part) return writeTable(sheet, parent, part.table);
  if ("facts" in part) return writeList(sheet, parent, { items: part.facts, label: 150, line: ink.line });
  if ("line" in part)
    return writeList(sheet, parent, {
      items: part.line.map(({ when, what }) => [when, what] as const),
      label: part.line.some(({ when }) => when.length > 20) ? 230 : 120,
    });
  if ("list" in part) {
    const items = part.list.map((line, i) => [part.ordered ? `${i + 1}.` : "•", line] as const);
    return writeList(sheet, parent, { items, label: 24 });
  }
  if ("code" in part) need(sheet, 60);
  write(sheet, parent, "P", { text: "code" in part ? part.code : part.text, size: "code" in part ? 9 : 10 });
  sheet.y += 6;
}

function writeFeet(sheet: Sheet, { foot, page }: Report): void {
  const { doc, left, width, bottom } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let i = start; i < start + count; i++) {
    doc.switchToPage(i);
    sheet.y = bottom + 14;
    hairline(sheet, ink.line);
    const number = page(i + 1, count);
    const style = { size: 8, color: ink.soft };
    artifact(sheet, "Pagination", () => {
      draw(sheet, [foot], { x: left, y: bottom + 22 }, style);
      const x = left + width - doc.widthOfString(number);
      draw(sheet, [number], { x, y: bottom + 22 }, style);
    });
  }
}
