/**
 * The CSV of one category, made while its records are read and kept in a spool until its turn has come: one table in which
 * the columns of every part stand side by side. Which columns there are is known only at the end, so lines that were
 * written before are lengthened on their way out.
 */
import { recordsIn, type RecordPage } from "../sources/source";
import { byteOrderMark, csvLine } from "./csv";
import { plainCells } from "./plain-cells";
import type { Spool } from "./spool";

/** Lines that were written when so many columns were known. */
type Stretch<Content> = { columns: number; content: Content };

export class CategoryCsv {
  /** In the order in which they were first seen. */
  private readonly columns = new Set<string>();
  private open: Stretch<string>[] = [];
  private readonly spooled: Stretch<number>[] = [];

  constructor(private readonly spool: Spool) {}

  /** Adds a record; `about` are the cells before its values. */
  add(about: readonly unknown[], values: Readonly<Record<string, unknown>>): void {
    this.know(Object.keys(values));
    this.write(this.line(about, values));
  }

  /** Adds the records of a page, most of them without taking them apart. */
  addPage(source: string, page: RecordPage): void {
    const { part, records } = page;
    this.know(page.columns);
    const about = csvLine([source, part, ""]).slice(0, -'""\r\n'.length);
    const cells = this.cellsOf(source, page);
    const lines = records.map(({ key, json }) => {
      const plain = cells(json);
      return plain === null ? null : `${about}${csvLine([key]).slice(0, -2)}${plain}\r\n`;
    });
    const rest = records.filter((_record, at) => lines[at] === null);
    const parsed = recordsIn({ ...page, records: rest }).map(({ key, values }) =>
      this.line([source, part, key], values),
    );
    let at = 0;
    this.write(lines.map((line) => line ?? parsed[at++] ?? "").join(""));
  }

  /** The short way for a page, when its columns come first in the table; it must give what the long way gives. */
  private cellsOf(source: string, { columns, records, ...page }: RecordPage): (json: string) => string | null {
    const [none, known] = [() => null, [...this.columns]];
    if (!columns.every((column, at) => known[at] === column)) return none;
    const missing = ",".repeat(known.length - columns.length);
    const cells = plainCells(columns);
    const tried = records.find(({ json }) => cells(json) !== null);
    if (!tried) return none;
    const [record] = recordsIn({ ...page, columns, records: [tried] });
    const line = this.line([source], record?.values ?? {});
    if (line !== `${csvLine([source]).slice(0, -2)}${cells(tried.json)}${missing}\r\n`) return none;
    return (json) => {
      const found = cells(json);
      return found === null ? null : found + missing;
    };
  }

  private line(about: readonly unknown[], values: Readonly<Record<string, unknown>>): string {
    return csvLine([...about, ...Array.from(this.columns, (column) => values[column])]);
  }

  private know(columns: Iterable<string>): void {
    for (const column of columns) this.columns.add(column);
  }

  private write(text: string): void {
    const [last, columns] = [this.open.at(-1), this.columns.size];
    if (last?.columns === columns) last.content += text;
    else this.open.push({ columns, content: text });
  }

  /** Brings into the spool what was added. */
  async flush(): Promise<void> {
    for (const { columns, content } of this.open) {
      const [bytes, last] = [Buffer.from(content), this.spooled.at(-1)];
      if (last?.columns === columns) last.content += bytes.length;
      else this.spooled.push({ columns, content: bytes.length });
      await this.spool.add(bytes);
    }
    this.open = [];
  }

  /** The whole table, once everything was flushed and the spool is at its end. */
  async *table(): AsyncGenerator<string | Uint8Array> {
    yield byteOrderMark + csvLine(["source", "part", "key", ...this.columns]);
    const stretches = this.spooled.values();
    let [missing, left] = ["", 0];
    for await (const bytes of this.spool.bytes())
      for (let at = 0; at < bytes.length;) {
        if (left === 0) {
          const { columns, content } = stretches.next().value ?? { columns: this.columns.size, content: Infinity };
          [missing, left] = [",".repeat(this.columns.size - columns), content];
        }
        const some = bytes.subarray(at, at + left);
        [at, left] = [at + some.length, left - some.length];
        yield missing === "" ? some : lengthened(some, missing);
      }
  }
}

/** A carriage return stands nowhere but at the end of a line: cells lose theirs. */
const lengthened = (lines: Buffer, missing: string): Buffer =>
  Buffer.from(lines.toString("latin1").replaceAll("\r", `${missing}\r`), "latin1");
