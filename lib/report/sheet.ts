/** Pages of A4 on which tagged lines are written from top to bottom (ISO 32000-1, 14.8: tagged PDF). */
import PDFDocument from "pdfkit";
import { runsOf, type Face } from "./fonts";
import type { Report } from "./report";
import { wrap } from "./wrap";

export const ink = { text: "#16211d", soft: "#55625c", line: "#d8dfd9", note: "#7a4b00" } as const;
export type Style = { size: number; face?: Face; color?: string };
export type Element = PDFKit.PDFStructureElement;

const margins = { top: 56, bottom: 64, left: 50, right: 50 };
const lineHeight = 1.42;

export type Sheet = {
  doc: PDFKit.PDFDocument;
  left: number;
  width: number;
  /** Where the next line goes, and below which none may go. */
  y: number;
  bottom: number;
  /** How high a page is between its margins. */
  height: number;
};

/** An empty document. The only time in it is that of the report, so the same report gives the same bytes. */
export function openSheet({ title, language, madeAt }: Report, compress: boolean): Sheet {
  const doc = new PDFDocument({
    size: "A4",
    margins,
    compress,
    pdfVersion: "1.7",
    tagged: true,
    lang: language,
    displayTitle: true,
    bufferPages: true,
    info: { Title: title, Creator: "Rightful", CreationDate: new Date(madeAt) },
  });
  const [width, bottom] = [doc.page.width - margins.left - margins.right, doc.page.height - margins.bottom];
  return { doc, left: margins.left, width, y: margins.top, bottom, height: bottom - margins.top };
}

/** Goes to a new page when so much does not fit on this one; says whether it did. */
export function need(sheet: Sheet, height: number): boolean {
  if (sheet.y + height <= sheet.bottom) return false;
  sheet.doc.addPage();
  sheet.y = margins.top;
  return true;
}

export const heightOf = ({ size }: Style): number => size * lineHeight;

export function linesOf({ doc }: Sheet, text: string, width: number, { size, face = "regular" }: Style): string[] {
  return wrap(text, width, (word) => widthOf(doc, `${word} `, size, face));
}

const widthOf = (doc: PDFKit.PDFDocument, text: string, size: number, face: Face): number =>
  runsOf(doc, text, face).reduce((sum, run) => sum + doc.font(run.font, size).widthOfString(run.text), 0);

/** Draws lines from a point downwards: content of whatever element is open. */
export function draw({ doc }: Sheet, lines: readonly string[], at: { x: number; y: number }, style: Style): void {
  doc.fillColor(style.color ?? ink.text);
  lines.forEach((line, i) => {
    let { x } = at;
    for (const { text, font } of line.trim() === "" ? [] : runsOf(doc, line, style.face ?? "regular")) {
      doc.font(font, style.size).text(text, x, at.y + i * heightOf(style), { lineBreak: false });
      x += doc.widthOfString(text);
    }
  });
}

/** A paragraph or a heading as an element of its own, over as many pages as it needs. */
export function write(sheet: Sheet, parent: Element, tag: string, { text, ...style }: Style & { text: string }): void {
  const element = sheet.doc.struct(tag);
  parent.add(element);
  let rest = linesOf(sheet, text, sheet.width, style);
  // What leads to something stands on the page of what it leads to.
  if (text.endsWith(":")) need(sheet, (rest.length + 3) * heightOf(style));
  while (rest.length > 0) {
    need(sheet, heightOf(style));
    const now = rest.slice(0, Math.floor((sheet.bottom - sheet.y) / heightOf(style)));
    const { left: x, y } = sheet;
    element.add(() => draw(sheet, now, { x, y }, style));
    sheet.y += now.length * heightOf(style);
    rest = rest.slice(now.length);
  }
  element.end();
}

/** What is drawn for the eye alone: assistive technology passes over it. */
export function artifact({ doc }: Sheet, type: "Layout" | "Pagination", drawn: () => void): void {
  doc.markContent("Artifact", { type });
  drawn();
  doc.endMarkedContent();
}

/** A line across the page. */
export function hairline(sheet: Sheet, color: string): void {
  const { doc, left, width, y } = sheet;
  artifact(sheet, "Layout", () => doc.moveTo(left, y).lineTo(left + width, y).lineWidth(0.6).stroke(color)); // prettier-ignore
}
