/** Art. 20: one kind of data on its way into the portable file: read once, written as JSON and, table by table, as CSV. */
import { everywhere } from "../../i18n/language";
import type { Language, Words } from "../gdpr/language";
import type { Policy } from "../policy/schema";
import { recordsIn, type RecordPage, type SourceRecord } from "../sources/source";
import { Attachments } from "./attachments";
import { byteOrderMark, csvLine } from "./csv";
import { fieldLabel } from "./field-label";
import type { Exported } from "./input";
import { Spool } from "./spool";
import { contextName } from "./vocabulary";

export type FieldType = "string" | "number" | "boolean" | "array" | "object" | "null";
/** A field as it was seen: in how many records, the types of its values, and the formats that all of its texts have. */
export type Field = { name: string; seen: number; types: Set<FieldType>; dates: boolean; instants: boolean };
export type TableSeen = { source: string; part: string; name: string; fields: Map<string, Field>; records: number };

/** [name of the table, our number of the record, values]. */
type Line = [table: string, key: string, values: Record<string, unknown>];

const chunkLength = 64 * 1024;

export class PortableKind {
  records = 0;
  /** By the name of the table in the file, in the order in which they were first seen. */
  readonly tables = new Map<string, TableSeen>();
  /** Files that the person handed in, to be added once the records are read. */
  readonly attachments: Attachments;
  private readonly spool: Spool;

  constructor(
    readonly category: string,
    private readonly decisions: Exported[],
    private readonly input: {
      file: string;
      policy: Policy;
      language: Language;
      read(decision: Exported): AsyncIterable<SourceRecord | RecordPage>;
    },
  ) {
    this.spool = new Spool(`${input.file}.${category}`);
    this.attachments = new Attachments(category);
  }

  /** Reads the records from their sources and gives the JSON. To be run to its end once, before the others. */
  async *json(): AsyncGenerator<string> {
    const { category, input } = this;
    const label = input.policy.categories[category]?.label[input.language] ?? category;
    const context = input.policy.vocabulary && { "@context": `../${contextName}` };
    yield `${JSON.stringify({ $schema: `../schema/${category}.json`, ...context, category, label }).slice(0, -1)},"records":[`;
    let [text, lines, separator] = ["", "", "\n"];
    for (const decision of this.decisions)
      for await (const read of input.read(decision)) {
        for (const record of "records" in read ? recordsIn(read) : [read]) {
          const [table, key, values] = this.take(decision, record);
          lines += `${JSON.stringify([table, key, values])}\n`;
          text += `${separator}${JSON.stringify({ type: table, record: key, ...values })}`;
          separator = ",\n";
        }
        if (text.length < chunkLength) continue;
        await this.spool.add(lines);
        yield text;
        [text, lines] = ["", ""];
      }
    await this.spool.add(lines);
    await this.spool.end();
    yield `${text}\n]}\n`;
  }

  private take({ source }: Exported, { category, part, key, attachments, ...record }: SourceRecord): Line {
    if (category !== this.category) throw new Error(`a source gave a record of ${category} for ${this.category}`);
    const values = attachments ? { ...record.values, attachments: this.attachments.take(attachments) } : record.values;
    const name = this.nameOf(source, part);
    let table = this.tables.get(name);
    if (!table) this.tables.set(name, (table = { source, part, name, fields: new Map(), records: 0 }));
    table.records += 1;
    this.records += 1;
    for (const [column, value] of Object.entries(values)) see(table.fields, column, value);
    return [name, key, values];
  }

  /** The table without the mark by which one is mapped twice, with hyphens: `order-lines`. */
  private nameOf(source: string, part: string): string {
    const name = (part.split("/", 1)[0] ?? part).split("#", 1)[0]?.replaceAll("_", "-") ?? part;
    const other = [...this.tables.values()].find((table) => table.name === name);
    return other && other.source !== source ? `${source}-${name}` : name;
  }

  /** What a field of a table is called in both languages, and what the policy says it is. */
  labelOf(table: TableSeen, column: string): Words {
    return fieldLabel(this.input.policy, table, column) ?? everywhere(column);
  }

  /** The records of one table, a column for each field. */
  async *csv(name: string): AsyncGenerator<string> {
    const columns = [...(this.tables.get(name)?.fields.keys() ?? [])];
    let text = byteOrderMark + csvLine(["record", ...columns]);
    for await (const lines of this.spool.lines()) {
      for (const line of lines) {
        const [table, key, values] = JSON.parse(line) as Line;
        if (table === name) text += csvLine([key, ...columns.map((column) => values[column])]);
      }
      if (text.length < chunkLength) continue;
      yield text;
      text = "";
    }
    yield text;
  }

  remove(): Promise<void> {
    return this.spool.remove();
  }
}

const date = /^\d{4}-\d\d-\d\d$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function see(fields: Map<string, Field>, name: string, value: unknown): void {
  let field = fields.get(name);
  if (!field) fields.set(name, (field = { name, seen: 0, types: new Set(), dates: true, instants: true }));
  const type = typeOf(value);
  field.seen += 1;
  field.types.add(type);
  if (type !== "string") return;
  field.dates &&= date.test(String(value));
  field.instants &&= instant.test(String(value));
}

function typeOf(value: unknown): FieldType {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as Exclude<FieldType, "null" | "array">;
}
