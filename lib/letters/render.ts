/**
 * A letter as plain text and as HTML. Facts that people wrote are inert in both: text has no markup, HTML is escaped,
 * and nothing in it loads anything.
 */
import { directionOf } from "../gdpr/language";
import type { Block, Language, Letter } from "./letter";

/** Plain text, lines as long as their sentences, ended by a line feed. */
export function renderText({ title, blocks }: Pick<Letter, "title" | "blocks">): string {
  const parts = [title, "=".repeat(title.length), ...blocks.map(blockText)];
  return `${parts.join("\n\n").replace("\n\n=", "\n=")}\n`;
}

function blockText(block: Block): string {
  if ("heading" in block) return `${plain(block.heading)}\n${"-".repeat(block.heading.length)}`;
  if ("text" in block) return plain(block.text);
  if ("list" in block) return block.list.map((line) => `- ${plain(line)}`).join("\n");
  const { head, rows } = block.table;
  return rows.map((row) => row.map((cell, i) => `${plain(head[i] ?? "")}: ${plain(cell)}`).join("\n")).join("\n\n");
}

// Controls and the marks that turn the direction of writing: they could make a letter read otherwise.
const unreadable = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu;
const plain = (text: string): string => text.replace(unreadable, "");

/** A whole HTML document without scripts, images or anything from elsewhere. */
export function renderHtml({
  title,
  blocks,
  language,
}: Pick<Letter, "title" | "blocks"> & { language: Language }): string {
  return [
    `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title></head>`,
    '<body style="font-family: sans-serif; line-height: 1.5; max-width: 40rem; margin: 2rem auto; padding: 0 1rem">',
    `<h1>${escapeHtml(title)}</h1>`,
    ...blocks.map(blockHtml),
    "</body></html>\n",
  ].join("\n");
}

function blockHtml(block: Block): string {
  if ("heading" in block) return `<h2>${escapeHtml(block.heading)}</h2>`;
  if ("text" in block) return `<p>${escapeHtml(block.text).replaceAll("\n", "<br>")}</p>`;
  if ("list" in block) return `<ul>${block.list.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul>`;
  const head = block.table.head
    .map((cell) => `<th scope="col" style="text-align: start">${escapeHtml(cell)}</th>`)
    .join("");
  const rows = block.table.rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`);
  return `<table cellpadding="4"><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Most texts have nothing to write otherwise, and are looked at once instead of twice. */
const special = /[&<>"'\p{Cc}\p{Bidi_Control}]/u;

/** Text as HTML text or attribute value. */
export const escapeHtml = (text: string): string =>
  special.test(text) ? plain(text).replace(/[&<>"']/g, (sign) => entities[sign] ?? "") : text;
