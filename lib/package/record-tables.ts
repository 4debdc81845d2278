/** Records of one page as tables: narrow ones side by side, wide ones one below the other. */
import { escapeHtml } from "../letters/render";
import { speaks, type Field } from "../letters/stored-value";
import type { Policy } from "../policy/schema";
import { fieldOf, tableOf } from "../policy/table-of";
import type { Named } from "./attachments";
import type { Bytes } from "./bytes";
import type { CategoryRecords } from "./category-records";
import { scrolled, type About } from "./document";
import { readable } from "./field-label";
import type { Cut, Run, Values } from "./page-spool";
import type { Shard } from "./search";
import type { Writer } from "./shown";

const narrow = 7;
/**
 * So many lines of tables stand in a block of their own. A browser lays out the blocks near to what is on the screen, one by one,
 * and only then: a thousand records laid out at once hold it up for longer than a person overlooks.
 */
export const mostTogether = 100;

export type Tables = About & { policy: Policy; writer: Writer };

/** Writes the tables of the records of one page, and a line for each of them, in their order, into what a search reads. */
export function recordTables(
  category: CategoryRecords,
  { from, runs }: Cut,
  tables: Tables,
  { html, shard }: { html: Bytes; shard: Shard },
): void {
  let no = from;
  for (const run of runs) {
    const part = new Part(category, run, tables);
    html.add(part.start());
    for (const [at, values] of run.records.entries()) {
      const { row, line } = part.record(no, values);
      if (at % part.together === 0) html.add(part.blockStart());
      html.add(row);
      if ((at + 1) % part.together === 0 || at + 1 === run.records.length) html.add(part.blockEnd());
      shard.add(line);
      no += 1;
    }
    html.add(part.end());
  }
}

class Part {
  private readonly columns: readonly string[];
  /** What the policy says of each column; undefined where its values say themselves what they mean. */
  private readonly fields: readonly (Field | undefined)[];
  /** HTML, like what follows. */
  private readonly labels: readonly string[];
  private readonly name: string;
  private readonly wallZone: string | undefined;
  /** What stands before and behind each cell. */
  private readonly before: readonly string[];
  private readonly behind: string;

  constructor(
    private readonly category: CategoryRecords,
    { source, part }: Run,
    private readonly tables: Tables,
  ) {
    const { policy, language } = tables;
    this.columns = [...(category.columns.get(part) ?? [])];
    const fields = this.columns.map((column) => fieldOf(policy, { source, part }, column));
    this.fields = fields.map((field) => (field && speaks(field) ? field : undefined));
    this.labels = this.columns.map((column, at) => escapeHtml(fields[at]?.label[language] ?? readable(column)));
    const system = policy.sources[source]?.label[language] ?? source;
    // How a system calls its parts is said only where it tells them apart.
    const one = category.parts.get(source)?.size === 1;
    const table = tableOf(policy, source, part);
    this.wallZone = table?.zone;
    this.name = one ? system : `${table?.label?.[language] ?? readable(part.split("/", 1)[0] ?? part)} · ${system}`;
    this.before = this.labels.map((label) => (this.isNarrow ? "<td>" : `<tr><th scope="row">${label}</th><td>`));
    this.behind = this.isNarrow ? "</td>" : "</td></tr>";
  }

  private get isNarrow(): boolean {
    return this.columns.length <= narrow;
  }

  /** How many records are one block. */
  get together(): number {
    return this.isNarrow ? mostTogether : Math.max(1, Math.floor(mostTogether / this.columns.length));
  }

  start(): string {
    const heading = `<h2>${escapeHtml(this.name)}</h2>\n`;
    return this.isNarrow ? `${heading}${scrolled(this.name)}` : heading;
  }

  end(): string {
    return this.isNarrow ? "</div>\n" : "";
  }

  /** Each block of a table says what its columns are. */
  blockStart(): string {
    if (!this.isNarrow) return '<div class="block">\n';
    const names = [escapeHtml(this.tables.say("package.number")), ...this.labels];
    const heads = names.map((name) => `<th scope="col">${name}</th>`).join("");
    return `<div class="block"><table class="rows"><thead><tr>${heads}</tr></thead><tbody>\n`;
  }

  blockEnd(): string {
    return this.isNarrow ? "</tbody></table></div>\n" : "</div>\n";
  }

  /** A record as HTML, and its texts in one line. */
  record(no: number, values: Values): { row: string; line: string } {
    const { columns, fields, before, behind, isNarrow, tables, wallZone } = this;
    let [cells, line] = ["", ""];
    for (let at = 0; at < columns.length; at += 1) {
      const column = columns[at] ?? "";
      const value = values[column];
      const files = column === "attachments" ? this.filesIn(value) : null;
      const text =
        files === null ? tables.writer.text(value, fields[at], wallZone) : files.map(({ name }) => name).join("; ");
      const cell = files === null ? escapeHtml(text) : linked(files);
      if (isNarrow || cell !== "") cells += `${before[at]}${cell}${behind}`;
      if (text === "") continue;
      const read = files === null ? tables.writer.searched(value, text) : text;
      line += line === "" ? read : ` · ${read}`;
    }
    return { row: isNarrow ? narrowRow(no, cells) : this.card(no, cells), line: spaced(line) };
  }

  private card(no: number, rows: string): string {
    const caption = escapeHtml(this.tables.say("package.record", { no }));
    return `<table class="card" id="r${no}"><caption>${caption}</caption><tbody>${rows}</tbody></table>\n`;
  }

  /** Files of the package; null where a system has a column of that name for something of its own. */
  private filesIn(value: unknown): Named[] | null {
    const named = Array.isArray(value) ? (value as Named[]) : [];
    return named.length > 0 && named.every((one) => this.category.attachments.has(one?.file)) ? named : null;
  }
}

const narrowRow = (no: number, cells: string): string => `<tr id="r${no}"><th scope="row">${no}</th>${cells}</tr>\n`;

/** The address is a name that this program made; what the file was called is somebody's text. */
const linked = (files: readonly Named[]): string =>
  files.map(({ file, name }) => `<a href="../${file}">${escapeHtml(name)}</a>`).join("<br>");

/** One blank for every other space. Most lines have nothing of the kind, and looking is cheaper than writing. */
const spaced = (line: string): string => (/\s\s|[^\S ]/.test(line) ? line.replaceAll(/\s+/g, " ") : line);
