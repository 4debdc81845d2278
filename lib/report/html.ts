/**
 * The report as one HTML file: no scripts, nothing from elsewhere, everything escaped. Headings, captions and heads of
 * columns are said to assistive technology; on a narrow screen each row of a table stands as lines of its own.
 */
import { directionOf } from "../gdpr/language";
import { escapeHtml } from "../letters/render";
import { headLines } from "./head-lines";
import type { Part, Report, Section, Table } from "./report";
import { style } from "./style";

/** The bytes of `report.html`: the same report gives the same bytes. */
export function htmlOf(report: Report): Buffer {
  const { language, head, title, lead, notes, sections, foot } = report;
  const lines = [
    `<!doctype html>\n<html lang="${language}" dir="${directionOf(language)}">\n<head>\n<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>\n<style>\n${style}</style>\n</head>\n<body>`,
    `<main>\n${head ? headHtml(head) : ""}<h1>${escapeHtml(title)}</h1>\n<p class="lead">${escapeHtml(lead)}</p>`,
    ...notes.map(({ text, warns }) => `<p class="${warns ? "warning" : "note"}">${escapeHtml(text)}</p>`),
    ...sections.map(sectionHtml),
    `</main>\n<footer>${escapeHtml(foot)}</footer>\n</body>\n</html>\n`,
  ];
  return Buffer.from(lines.join("\n"));
}

const headHtml = (head: NonNullable<Report["head"]>): string => {
  const [name = "", ...lines] = headLines(head).map(escapeHtml);
  const sign = head.logo ? `<img src="data:${head.logo.type};base64,${head.logo.data}" alt="">` : "";
  return `<header>${sign}<p><b>${name}</b><br>${lines.join("<br>")}</p></header>\n`;
};

const sectionHtml = ({ id, heading, parts }: Section): string =>
  [
    `<section aria-labelledby="${id}">\n<h2 id="${id}">${escapeHtml(heading)}</h2>`,
    ...parts.map(partHtml),
    "</section>",
  ].join("\n");

function partHtml(part: Part): string {
  if ("text" in part) return `<p>${inLines(part.text)}</p>`;
  if ("code" in part) return `<pre><code>${escapeHtml(part.code)}</code></pre>`;
  if ("table" in part) return tableHtml(part.table);
  if ("facts" in part)
    return `<dl>${part.facts.map(([term, said]) => `<div><dt>${inLines(term)}</dt><dd>${inLines(said)}</dd></div>`).join("\n")}</dl>`;
  if ("line" in part)
    return `<ol class="line">${part.line.map(({ when, what }) => `<li>${inLines(what)}<br><span>${inLines(when)}</span></li>`).join("\n")}</ol>`;
  const tag = part.ordered ? "ol" : "ul";
  return `<${tag}>${part.list.map((line) => `<li>${inLines(line)}</li>`).join("\n")}</${tag}>`;
}

// Laid out as lines on a narrow screen, a table would no longer be one to assistive technology: so each part says its role.
function tableHtml({ caption, head, rows }: Table): string {
  const heads = head.map((cell) => `<th scope="col" role="columnheader">${inLines(cell)}</th>`).join("");
  const lines = rows.map((row) => {
    const cells = row.map((cell, i) =>
      cell === ""
        ? '<td role="cell" class="empty"></td>'
        : `<td role="cell" data-head="${escapeHtml(head[i] ?? "")}"><span>${inLines(cell)}</span></td>`,
    );
    return `<tr role="row">${cells.join("")}</tr>`;
  });
  return [
    `<table role="table">\n<caption>${inLines(caption)}</caption>`,
    `<thead role="rowgroup"><tr role="row">${heads}</tr></thead>`,
    `<tbody role="rowgroup">\n${lines.join("\n")}\n</tbody>\n</table>`,
  ].join("\n");
}

const inLines = (text: string): string => escapeHtml(text).replaceAll("\n", "<br>");
