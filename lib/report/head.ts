/** The company's head on the first page of a PDF. Its sign is for the eye: the name beside it is said. */
import type { LetterHead } from "../letters/letter";
import { headLines } from "./head-lines";
import { artifact, hairline, ink, write, type Element, type Sheet } from "./sheet";

const [signHeight, signWidth] = [34, 160];

/** A sign that is no PNG is left to the pages: a PDF knows no SVG. */
export function writeHead(sheet: Sheet, root: Element, head: LetterHead): void {
  if (head.logo?.type === "image/png") drawSign(sheet, head.logo.data);
  const [name = "", ...lines] = headLines(head);
  write(sheet, root, "P", { text: name, size: 11, face: "bold" });
  for (const text of lines) write(sheet, root, "P", { text, size: 8, color: ink.soft });
  sheet.y += 6;
  hairline(sheet, ink.line);
  sheet.y += 18;
}

function drawSign(sheet: Sheet, data: string): void {
  const { doc, left, y } = sheet;
  artifact(sheet, "Layout", () =>
    doc.image(Buffer.from(data, "base64"), left, y, { fit: [signWidth, signHeight], valign: "center" }),
  );
  sheet.y += signHeight + 8;
}
