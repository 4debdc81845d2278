/** The pages of one category: what it is on the first, and its records, as many on each as a browser opens at once. */
import { escapeHtml } from "../letters/render";
import { longNumber } from "../letters/words";
import { aboutFinding } from "./about";
import { Bytes } from "./bytes";
import type { CategoryRecords } from "./category-records";
import { closed, opened, paragraph } from "./document";
import type { Finding } from "./findings";
import type { Cut, Run } from "./page-spool";
import { pageList, pageName, pageWays } from "./page-ways";
import { recordTables, type Tables } from "./record-tables";
import { Shard } from "./search";

/** Two files: what a person reads, and what a search of it reads. */
export type RecordPage = { name: string; content: Buffer[] }[];

const none: Cut = { no: 1, from: 1, size: 0, runs: [] };

/**
 * One page after the other; the records come from their spool. `see` is told every record, because taking a million of them
 * apart once is enough. A category without records has one page that says so.
 */
export async function* recordPages(
  category: CategoryRecords,
  finding: Finding,
  tables: Tables,
  see: (run: Run) => void,
): AsyncGenerator<RecordPage> {
  const { category: id, records, sizes } = category;
  const of = Math.max(1, sizes.length);
  for await (const cut of records === 0 ? [none] : category.cut()) {
    for (const run of cut.runs) see(run);
    const place = { category: id, label: finding.label, no: cut.no, of };
    const title = of > 1 ? tables.say("package.page-title", { ...place }) : finding.label;
    const shell = { about: tables, title, up: "../", here: null } as const;
    const [html, shard] = [new Bytes(), new Shard(id, cut)];
    const ways = pageWays(place, tables);
    html.add(`${opened(shell)}<h1>${escapeHtml(title)}</h1>\n`);
    if (cut.no === 1) html.add(aboutFinding(finding, tables, "../") + pageList(place, sizes, tables));
    html.add(paragraph(span(cut, category, tables), "soft") + ways);
    recordTables(category, cut, tables, { html, shard });
    html.add(ways + closed(shell));
    yield [
      { name: `records/${pageName(id, cut.no)}`, content: html.end() },
      { name: shard.name, content: shard.end() },
    ];
  }
}

function span({ from, size }: Cut, { records, sizes }: CategoryRecords, { say, language }: Tables): string {
  if (records === 0) return say("package.empty");
  const written = (n: number) => longNumber(language, n);
  const place = { from: written(from), to: written(from + size - 1), records: written(records) };
  return `${sizes.length > 1 ? `${say("package.span", place)} ` : ""}${say("package.reading")}`;
}
