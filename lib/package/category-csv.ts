/**
 * The CSV of one category, made while its records are read and kept in a spool until its turn has come: one table in which
 * the columns of every part stand side by side. Which columns there are is known only at the end, so lines that were
 * written before are lengthened on their way out.
 */
import { recordsIn, type RecordPage } from "../sources/source";
import { byteOrderMark, csvLine } from "./csv";
import { members, plainLines } from "./plain-lines";
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

  /**
   * Gives what adds records of a page, with the text of their `members`: most of them are added without being taken apart.
   */
  adding(source: string, page: RecordPage): (some: RecordPage, text: string) => void {
    this.know(page.columns);
    const plain = this.plainly(source, page);
    return (some, text) => this.write(plain(text) ?? this.lines(source, some));
  }

  /** The short way for a page, when its columns come first in the table. It must give what the long way gives. */
  private plainly(source: string, page: RecordPage): (text: string) => string | null {
    const known = [...this.columns];
    if (!page.columns.every((column, at) => known[at] === column)) return () => null;
    const [lines, missing] = [plainLines(page.columns), ",".repeat(known.length - page.columns.length)];
    const first = { ...page, records: page.records.slice(0, 1) };
    const tried = lines(members(source, first), missing);
    if (tried !== null && tried !== this.lines(source, first)) return () => null;
    return (text) => lines(text, missing);
  }

  private lines(source: string, page: RecordPage): string {
    const lines = recordsIn(page).map(({ part, key, values }) => this.line([source, part, key], values));
    return lines.join("");
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
          const stretch = stretches.next().value;
          if (!stretch) throw new Error("a spool is longer than what was added");
          [missing, left] = [",".repeat(this.columns.size - stretch.columns), stretch.content];
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
