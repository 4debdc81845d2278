/** § 35a GmbHG: whose document it is stands on its first page, in both forms, and a letter keeps the head of its day. */
import { describe, expect, test } from "vitest";
import type { LetterHead } from "../letters/letter";
import { htmlOf } from "./html";
import { pdfOf } from "./pdf";
import { flat, readPdf } from "./pdf.fixture";
import { receiptOf } from "./receipt";
import { reportOf } from "./report";
import { input } from "./report.fixture";

/** One grey pixel. */
const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";
const head: LetterHead = {
  name: "Klangwerk & Co. <GmbH>",
  address: ["Schlesische Straße 12", "10997 Berlin"],
  city: "Berlin",
  contact: ["privacy@klangwerk.example"],
  facts: ["Sitz der Gesellschaft: Berlin", "USt-IdNr.: DE123456789"],
  logo: { type: "image/png", data: pixel },
};
const line = "Schlesische Straße 12 · 10997 Berlin · privacy@klangwerk.example";

describe("the report", () => {
  const report = reportOf({ ...input(), head });

  test("as a PDF says it before its title, and draws the sign for the eye alone", async () => {
    const bytes = await pdfOf(report, { compress: false });
    const [root] = readPdf(bytes).tree;
    const above = flat(root ? [root] : []).slice(1, 5);
    expect(above.map(({ tag }) => tag)).toEqual(["P", "P", "P", "H1"]);
    expect(above.map(({ text }) => text.replace(/\s/g, "")).slice(0, 3)).toEqual(
      [head.name, line, head.facts.join(" · ")].map((text) => text.replace(/\s/g, "")),
    );
    expect(bytes.toString("latin1")).toContain("/Subtype /Image");
    expect(await pdfOf(report, { compress: false })).toEqual(bytes);
  });

  test("as a PDF has no picture where the sign is an SVG", async () => {
    const drawn = { ...head, logo: { type: "image/svg+xml" as const, data: "PHN2Zy8+" } };
    const bytes = await pdfOf({ ...report, head: drawn }, { compress: false });
    expect(bytes.toString("latin1")).not.toContain("/Subtype /Image");
  });

  test("as HTML says it above its title, inert, and loads nothing from elsewhere", () => {
    const html = htmlOf(report).toString();
    expect(html).toContain(`<b>Klangwerk &amp; Co. &lt;GmbH&gt;</b><br>${line}<br>`);
    expect(html.indexOf("<header>")).toBeLessThan(html.indexOf("<h1>"));
    expect(html).toContain(`<img src="data:image/png;base64,${pixel}" alt="">`);
    expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
  });

  test("has none where nobody sends it", () => {
    expect(htmlOf(reportOf(input())).toString()).not.toContain("<header>");
  });
});

test("in a receipt a letter keeps the head of its day, said where the company's is another one by now", () => {
  const old = { ...head, name: "Klangwerk alt" };
  const letter = (of: LetterHead | undefined) => ({
    title: "Antwort",
    blocks: [{ text: "Ja." }],
    ...(of && { head: of }),
  });
  const receipt = receiptOf({
    reference: "R-0K3V9T2M7QX4B8NC",
    demo: false,
    zone: "Europe/Berlin",
    language: "de",
    madeAt: "2026-11-27T10:00:00.000Z",
    head,
    letters: [letter(old), letter(head), letter(undefined)],
  });
  expect(receipt.head).toBe(head);
  expect(receipt.sections.slice(0, 3).map(({ parts }) => parts)).toEqual([
    [{ text: `Klangwerk alt\n${line}\n${head.facts.join(" · ")}` }, { text: "Ja." }],
    [{ text: "Ja." }],
    [{ text: "Ja." }],
  ]);
});
