/** The records of one category as tables: narrow ones side by side, wide ones one below the other. */
import { escapeHtml } from "../letters/render";
import type { Say } from "../letters/words";
import { shownAtMost, type CategoryRecords, type Line } from "./category-records";

const narrow = 7;
const chunkLength = 64 * 1024;

export async function* recordTables(category: CategoryRecords, say: Say): AsyncGenerator<string> {
  const { category: id, records } = category;
  const link = (end: string) => `<a href="data/${id}.${end}">${id}.${end}</a>`;
  // Links are put in after escaping: the sentence has places for them, the names are ours.
  const files = escapeHtml(say("package.files", { json: "\ue000", csv: "\ue001" }));
  yield `<h4>${escapeHtml(say("package.data"))}</h4>\n<p>${files.replace("\ue000", link("json")).replace("\ue001", link("csv"))}</p>\n`;
  if (records === 0) yield `<p>${escapeHtml(say("package.empty"))}</p>\n`;
  let text = "";
  for await (const piece of tables(category, say)) {
    text += piece;
    if (text.length < chunkLength) continue;
    yield text;
    text = "";
  }
  const more = say("package.more", { shown: shownAtMost, records });
  yield records > shownAtMost ? `${text}<p class="mark">${escapeHtml(more)}</p>\n` : text;
}

async function* tables(category: CategoryRecords, say: Say): AsyncGenerator<string> {
  let part: string | null = null;
  let columns: string[] = [];
  for await (const line of category.firstRecords()) {
    const isNarrow = () => columns.length <= narrow;
    if (line[1] !== part) {
      if (part !== null && isNarrow()) yield end;
      part = line[1];
      columns = [...(category.columns.get(part) ?? [])];
      if (isNarrow()) yield head(columns);
    }
    yield isNarrow() ? row(line, columns, say) : card(line, columns, say);
  }
  if (part !== null && columns.length <= narrow) yield end;
}

const end = "</tbody></table></div>\n";

function head(columns: string[]): string {
  const names = columns.map((column) => `<th scope="col">${escapeHtml(named(column))}</th>`);
  return `<div class="wide"><table><thead><tr>${names.join("")}</tr></thead><tbody>`;
}

function row([, , , values]: Line, columns: string[], say: Say): string {
  return `<tr>${columns.map((column) => `<td>${escapeHtml(shownAs(values[column], say))}</td>`).join("")}</tr>\n`;
}

function card([, , , values]: Line, columns: string[], say: Say): string {
  const rows = columns
    .filter((column) => values[column] !== null && values[column] !== undefined)
    .map(
      (column) =>
        `<tr><th scope="row">${escapeHtml(named(column))}</th><td>${escapeHtml(shownAs(values[column], say))}</td></tr>`,
    );
  return `<table><tbody>${rows.join("")}</tbody></table>\n`;
}

/** created_at → Created at: the shop's own names, made readable. */
function named(column: string): string {
  const text = column.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function shownAs(value: unknown, say: Say): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return say(value ? "package.yes" : "package.no");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
