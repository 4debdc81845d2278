/** The pages of one category: what it is on the first, and its records, as many on each as a browser opens at once. */
import { escapeHtml } from "../letters/render";
import { longNumber } from "../letters/words";
import { aboutFinding } from "./about";
import type { CategoryRecords, Cut, Line } from "./category-records";
import { documentOf, paragraph } from "./document";
import type { Finding } from "./findings";
import { pageList, pageName, pageWays } from "./page-ways";
import { recordTables, type Tables } from "./record-tables";
import { shard, type Shard } from "./search";

export type RecordPage = { name: string; html: string; shard: Shard };

const none: Cut = { no: 1, from: 1, lines: [] };

/**
 * One page after the other; the records come from their spool. `see` is told every record, because taking a million of them
 * apart once is enough. A category without records has one page that says so.
 */
export async function* recordPages(
  category: CategoryRecords,
  finding: Finding,
  tables: Tables,
  see: (line: Line) => void,
): AsyncGenerator<RecordPage> {
  const { category: id, records, sizes } = category;
  const of = Math.max(1, sizes.length);
  for await (const cut of records === 0 ? [none] : category.cut()) {
    for (const line of cut.lines) see(line);
    const place = { category: id, label: finding.label, no: cut.no, of };
    const title = of > 1 ? tables.say("package.page-title", { ...place }) : finding.label;
    const { html, searched } = recordTables(category, cut, tables);
    const ways = pageWays(place, tables);
    const content = [
      `<h1>${escapeHtml(title)}</h1>\n`,
      cut.no > 1 ? "" : aboutFinding(finding, tables, "../") + pageList(place, sizes, tables),
      paragraph(span(cut, category, tables), "soft"),
      ways,
      html,
      ways,
    ];
    yield {
      name: `records/${pageName(id, cut.no)}`,
      html: documentOf({ about: tables, title, up: "../", here: null }, content.join("")),
      shard: shard(id, cut, searched),
    };
  }
}

function span({ from, lines }: Cut, { records, sizes }: CategoryRecords, { say, language }: Tables): string {
  if (records === 0) return say("package.empty");
  const written = (n: number) => longNumber(language, n);
  const place = { from: written(from), to: written(from + lines.length - 1), records: written(records) };
  return `${sizes.length > 1 ? `${say("package.span", place)} ` : ""}${say("package.reading")}`;
}
