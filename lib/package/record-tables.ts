/** Records of one page as tables: narrow ones side by side, wide ones one below the other. */
import { escapeHtml } from "../letters/render";
import type { Policy } from "../policy/schema";
import type { Named } from "./attachments";
import type { CategoryRecords, Cut, Line } from "./category-records";
import { scrolled, type About } from "./document";
import { fieldLabel, readable } from "./field-label";
import type { Writer } from "./shown";

const narrow = 7;

export type Tables = About & { policy: Policy; writer: Writer };

/** The tables of the records of one page, and the lines that a search reads: one for each record, in their order. */
export function recordTables(
  category: CategoryRecords,
  cut: Cut,
  tables: Tables,
): { html: string; searched: string[] } {
  const [pieces, searched]: [string[], string[]] = [[], []];
  let open: Part | null = null;
  for (const [at, line] of cut.lines.entries()) {
    if (open === null || !open.takes(line)) {
      if (open) pieces.push(open.end());
      open = new Part(category, line, tables);
      pieces.push(open.start());
    }
    pieces.push(open.record(cut.from + at, line));
    searched.push(open.searched(line));
  }
  if (open) pieces.push(open.end());
  return { html: pieces.join(""), searched };
}

/** Records of one part that follow each other. */
class Part {
  private readonly columns: string[];
  private readonly labels: string[];
  private readonly name: string;

  constructor(
    private readonly category: CategoryRecords,
    private readonly first: Line,
    private readonly tables: Tables,
  ) {
    const { policy, language } = tables;
    this.columns = [...(category.columns.get(first.part) ?? [])];
    this.labels = this.columns.map((column) => fieldLabel(policy, first, column)?.[language] ?? readable(column));
    const system = policy.sources[first.source]?.label[language] ?? first.source;
    this.name = `${readable(first.part.split("/", 1)[0] ?? first.part)} · ${system}`;
  }

  takes({ source, part }: Line): boolean {
    return source === this.first.source && part === this.first.part;
  }

  private get isNarrow(): boolean {
    return this.columns.length <= narrow;
  }

  start(): string {
    const heading = `<h2>${escapeHtml(this.name)}</h2>\n`;
    if (!this.isNarrow) return heading;
    const names = [this.tables.say("package.number"), ...this.labels];
    const heads = names.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
    return `${heading}${scrolled(this.name)}<table class="rows"><thead><tr>${heads}</tr></thead><tbody>\n`;
  }

  end(): string {
    return this.isNarrow ? "</tbody></table></div>\n" : "";
  }

  record(no: number, { values }: Line): string {
    if (this.isNarrow) {
      const cells = this.columns.map((column) => `<td>${this.cell(column, values[column])}</td>`).join("");
      return `<tr id="r${no}"><th scope="row">${no}</th>${cells}</tr>\n`;
    }
    const rows = this.columns.map((column, at) => {
      const cell = this.cell(column, values[column]);
      return cell === ""
        ? ""
        : `<tr><th scope="row">${escapeHtml(this.labels[at] ?? column)}</th><td>${cell}</td></tr>`;
    });
    const caption = escapeHtml(this.tables.say("package.record", { no }));
    return `<table class="card" id="r${no}"><caption>${caption}</caption><tbody>${rows.join("")}</tbody></table>\n`;
  }

  private cell(column: string, value: unknown): string {
    const files = column === "attachments" ? this.filesIn(value) : null;
    if (files === null) return escapeHtml(this.tables.writer.text(value));
    // The address is a name that this program made; what the file was called is somebody's text.
    return files.map(({ file, name }) => `<a href="../${file}">${escapeHtml(name)}</a>`).join("<br>");
  }

  /** Files of the package; null where a system has a column of that name for something of its own. */
  private filesIn(value: unknown): Named[] | null {
    const named = Array.isArray(value) ? (value as Named[]) : [];
    return named.length > 0 && named.every((one) => this.category.attachments.has(one?.file)) ? named : null;
  }

  /** The texts of a record in one line. */
  searched({ values }: Line): string {
    const texts = this.columns.map((column) => {
      const files = column === "attachments" ? this.filesIn(values[column]) : null;
      return files?.map(({ name }) => name).join("; ") ?? this.tables.writer.searched(values[column]);
    });
    return texts
      .filter((text) => text !== "")
      .join(" · ")
      .replaceAll(/\s+/g, " ");
  }
}
