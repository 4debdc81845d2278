/** The records of one category: read once, written as JSON, remembered for CSV and pages. */
import { everywhere } from "../../i18n/language";
import type { Day } from "../gdpr/day";
import { namesRecipients, passedTo } from "../policy/passed-to";
import { recordsIn, type RecordPage, type SourceRecord } from "../sources/source";
import { Attachments } from "./attachments";
import { heldOn } from "./began";
import { CategoryCsv } from "./category-csv";
import { isLocked, type Exported, type PackageInput } from "./input";
import { PageSpool, type Cut } from "./page-spool";
import { members } from "./plain-lines";
import { Spool } from "./spool";
import { ZoneDays } from "./zone-days";

type PassedOn = { records: number; since: Day | null };

const chunkLength = 64 * 1024;
/** Records that are looked at together: one that has to be taken apart takes these along. */
const atOnce = 64;

export class CategoryRecords {
  records = 0;
  /** Number of records by source. */
  readonly bySource = new Map<string, number>();
  /** Of records that name a recipient: how many to each, and the first day on which one was held. */
  readonly passedOn = new Map<string, PassedOn>();
  /** Columns of each part in the order they were first seen. */
  readonly columns = new Map<string, Set<string>>();
  /** Parts of each source. */
  readonly parts = new Map<string, Set<string>>();
  /** Files of the records, to be added once the records are read. */
  readonly attachments: Attachments;
  private readonly table: Spool;
  private readonly csvTable: CategoryCsv;
  private readonly pages: PageSpool;
  private readonly days: ZoneDays;
  /** Members of the JSON's array that were not given out yet. */
  private open = { members: [] as string[], length: 0 };

  constructor(
    readonly category: string,
    private readonly decisions: Exported[],
    private readonly input: PackageInput,
  ) {
    this.table = new Spool(`${input.file}.${category}.csv`);
    this.csvTable = new CategoryCsv(this.table);
    this.pages = new PageSpool(new Spool(`${input.file}.${category}`));
    this.days = new ZoneDays(input.policy.zone, input.language);
    this.attachments = new Attachments(category);
  }

  /** Reads the records from their sources and gives the JSON. To be run to its end once, before the others. */
  async *json(): AsyncGenerator<string> {
    const { category, input } = this;
    const { label } = input.policy.categories[category] ?? { label: everywhere(category) };
    const about = {
      $schema: `../schema/${category}.json`,
      category,
      label: label[input.language],
      locked: isLocked(input, category) || input.paused.includes(category),
    };
    yield `${JSON.stringify(about).slice(0, -1)},"records":[`;
    let separator = "\n";
    for (const decision of this.decisions)
      for await (const read of input.read(decision)) {
        for (const text of this.taken(decision, read)) {
          this.open.members.push(text);
          this.open.length += text.length;
          if (this.open.length < chunkLength) continue;
          yield await this.chunk(separator);
          separator = ",\n";
        }
      }
    if (this.open.length > 0) yield await this.chunk(separator);
    await Promise.all([this.table.end(), this.pages.end()]);
    yield "\n]}\n";
  }

  /** What was read since the last time, once what is needed of it later lies in the spools. */
  private async chunk(separator: string): Promise<string> {
    const text = separator + this.open.members.join(",\n");
    this.open = { members: [], length: 0 };
    await this.csvTable.flush();
    await this.pages.flush();
    return text;
  }

  /** Takes in what was read, a few records at a time; gives them as they stand in the JSON. */
  private *taken(decision: Exported, read: SourceRecord | RecordPage): Generator<string> {
    if ("records" in read) yield* this.takePage(decision, read);
    else yield this.take(decision, read);
  }

  private take({ source }: Exported, { category, part, key, attachments, ...record }: SourceRecord): string {
    this.mustBeOurs(category);
    const values = attachments ? { ...record.values, attachments: this.attachments.take(attachments) } : record.values;
    this.passOn({ source, part, category, values: record.values });
    this.count(source, part, Object.keys(values), 1);
    this.csvTable.add([source, part, key], values);
    const records = [{ key, json: JSON.stringify(values) }];
    this.pages.add(source, part, records);
    return members(source, { category, part, columns: [], records });
  }

  private *takePage({ source }: Exported, page: RecordPage): Generator<string> {
    const { category, part, columns, records } = page;
    this.mustBeOurs(category);
    if (namesRecipients(this.input.policy, { source, part, category }))
      for (const { values } of recordsIn(page)) this.passOn({ source, part, category, values });
    this.count(source, part, columns, records.length);
    const addLines = this.csvTable.adding(source, page);
    for (let from = 0; from < records.length; from += atOnce) {
      const some = { ...page, records: records.slice(from, from + atOnce) };
      const text = members(source, some);
      addLines(some, text);
      this.pages.add(source, part, some.records);
      yield text;
    }
  }

  /** A record of another category has other recipients, periods and rules of disclosure: it must not slip in. */
  private mustBeOurs(category: string): void {
    if (category !== this.category) throw new Error(`a source gave a record of ${category} for ${this.category}`);
  }

  private count(source: string, part: string, names: Iterable<string>, records: number): void {
    this.records += records;
    this.bySource.set(source, (this.bySource.get(source) ?? 0) + records);
    let parts = this.parts.get(source);
    if (!parts) this.parts.set(source, (parts = new Set()));
    parts.add(part);
    let columns = this.columns.get(part);
    if (!columns) this.columns.set(part, (columns = new Set()));
    for (const name of names) columns.add(name);
  }

  private passOn(row: Parameters<typeof passedTo>[1]): void {
    const { policy } = this.input;
    for (const { recipient, since } of passedTo(policy, row)) {
      const before = this.passedOn.get(recipient) ?? { records: 0, since: null };
      const days = [before.since, heldOn(since, this.days)].flatMap((one) => one ?? []);
      this.passedOn.set(recipient, { records: before.records + 1, since: days.toSorted()[0] ?? null });
    }
  }

  /** How many records each page takes. */
  get sizes(): readonly number[] {
    return this.pages.sizes;
  }

  /** The records page by page. */
  cut(): AsyncGenerator<Cut> {
    return this.pages.pages();
  }

  /** All records in one table: the columns of every part side by side. */
  csv(): AsyncGenerator<string | Uint8Array> {
    return this.csvTable.table();
  }

  async remove(): Promise<void> {
    await Promise.all([this.table.remove(), this.pages.remove()]);
  }
}
