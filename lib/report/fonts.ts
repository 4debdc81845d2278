/**
 * Inter for every sign that a report or a letter can hold. The package cuts the font by script; what is beyond Latin is read only
 * where a name needs it. Substitutions and kerning stay out: a hash is copied out of the PDF as it was printed, and lines are
 * measured in a fraction of the time.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sfntOf } from "./woff";

export type Face = "regular" | "bold";
const weights = { regular: 400, bold: 600 } as const;

/** The scripts of the package in the order in which they are tried, by the signs that it says each has. */
const scripts = {
  latin:
    /^[\0-\u00ff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2000-\u206f\u20ac\u2122\u2191\u2193\u2212\u2215\ufffd]$/,
  "latin-ext":
    /^[\u0100-\u02ba\u02bd-\u02c5\u02c7-\u02cc\u02ce-\u02d7\u02dd-\u02ff\u1d00-\u1dbf\u1e00-\u1e9f\u1ef2-\u1eff\u20a0-\u20c0\u2113\u2c60-\u2c7f\ua720-\ua7ff]$/,
  vietnamese: /^[\u0300-\u0309\u0323\u0329\u1ea0-\u1ef9]$/,
  greek: /^[\u0370-\u03ff]$/,
  "greek-ext": /^[\u1f00-\u1fff]$/,
  cyrillic: /^[\u0400-\u045f\u0490\u0491\u04b0\u04b1\u2116]$/,
  "cyrillic-ext": /^[\u0460-\u0482\u048a-\u048f\u0492-\u04af\u04b2-\u052f\u1c80-\u1c8a\ua640-\ua66e]$/,
} as const;
type Script = keyof typeof scripts;
const plain = /^[\0-\u00ff\u2000-\u206f\u20ac]*$/;

/** A piece of a text and the font that has its signs. */
export type Run = { text: string; font: string };

/** The pieces of a text; a sign that no script has stays with Latin, whose font shows an empty box. */
export function runsOf(doc: PDFKit.PDFDocument, text: string, face: Face): Run[] {
  if (plain.test(text)) return [{ text, font: fontOf(doc, face, "latin") }];
  const runs: Run[] = [];
  for (const sign of text) {
    const script = (Object.keys(scripts) as Script[]).find((name) => scripts[name].test(sign)) ?? "latin";
    const font = fontOf(doc, face, script);
    const last = runs.at(-1);
    if (last?.font === font) last.text += sign;
    else runs.push({ text: sign, font });
  }
  return runs;
}

const read: Record<string, Buffer> = {};
const registered = new WeakMap<PDFKit.PDFDocument, Set<string>>();

function fontOf(doc: PDFKit.PDFDocument, face: Face, script: Script): string {
  const name = `${face} ${script}`;
  const known = registered.get(doc) ?? new Set();
  registered.set(doc, known);
  if (!known.has(name)) {
    doc.registerFont(name, (read[name] ??= bytesOf(weights[face], script)));
    known.add(name);
  }
  return name;
}

const bytesOf = (weight: number, script: Script): Buffer =>
  sfntOf(readFileSync(/* turbopackIgnore: true */ join(/* turbopackIgnore: true */ process.cwd(), `node_modules/@fontsource/inter/files/inter-${script}-${weight}-normal.woff`)), ["GSUB", "GPOS"]); // prettier-ignore
