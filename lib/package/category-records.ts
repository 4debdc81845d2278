/** The records of one category: read once, written as JSON, remembered for CSV and page. */
import { day, dayIn, isDay, type Day } from "../gdpr/day";
import { passedTo } from "../policy/passed-to";
import type { SourceRecord } from "../sources/source";
import { Attachments } from "./attachments";
import { byteOrderMark, csvLine } from "./csv";
import { isLocked, type Exported, type PackageInput } from "./input";
import { Spool } from "./spool";

/** A record as it lies in the spool, one line of JSON: source, part, key, values. */
export type Line = [source: string, part: string, key: string, values: Record<string, unknown>];

type PassedOn = { records: number; since: Day | null };

const chunkLength = 64 * 1024;

export class CategoryRecords {
  records = 0;
  /** Number of records by source. */
  readonly bySource = new Map<string, number>();
  /** Of records that name a recipient: how many to each, and the first day on which one was held. */
  readonly passedOn = new Map<string, PassedOn>();
  /** Columns of each part in the order they were first seen. */
  readonly columns = new Map<string, Set<string>>();
  /** Files of the records, to be added once the records are read. */
  readonly attachments: Attachments;
  private readonly spool: Spool;

  constructor(
    readonly category: string,
    private readonly decisions: Exported[],
    private readonly input: PackageInput,
  ) {
    this.spool = new Spool(`${input.file}.${category}`);
    this.attachments = new Attachments(category);
  }

  /** Reads the records from their sources and gives the JSON. To be run to its end once, before the others. */
  async *json(): AsyncGenerator<string> {
    const { category, input } = this;
    const { label } = input.policy.categories[category] ?? { label: { en: category, de: category } };
    const about = { category, label: label[input.language], locked: isLocked(input, category) };
    yield `${JSON.stringify(about).slice(0, -1)},"records":[`;
    let separator = "\n";
    for await (const { lines, records } of this.chunks()) {
      await this.spool.add(lines);
      yield `${separator}${records}`;
      separator = ",\n";
    }
    await this.spool.end();
    yield "\n]}\n";
  }

  /** Records in bundles of some 64 KiB, once as lines for the spool and once as members of the JSON's array. */
  private async *chunks(): AsyncGenerator<{ lines: string; records: string }> {
    let [lines, records] = ["", ""];
    for (const decision of this.decisions)
      for await (const record of this.input.read(decision)) {
        const [source, part, key, values] = this.take(decision, record).map((said) => JSON.stringify(said));
        lines += `[${source},${part},${key},${values}]\n`;
        records += `${records === "" ? "" : ",\n"}{"source":${source},"part":${part},"key":${key},"values":${values}}`;
        if (lines.length < chunkLength) continue;
        yield { lines, records };
        [lines, records] = ["", ""];
      }
    if (lines !== "") yield { lines, records };
  }

  private take({ source }: Exported, { category, part, key, attachments, ...record }: SourceRecord): Line {
    // A record of another category has other recipients, periods and rules of disclosure: it must not slip in.
    if (category !== this.category) throw new Error(`a source gave a record of ${category} for ${this.category}`);
    const values = attachments ? { ...record.values, attachments: this.attachments.take(attachments) } : record.values;
    this.records += 1;
    this.bySource.set(source, (this.bySource.get(source) ?? 0) + 1);
    this.passOn({ source, part, category, values: record.values });
    let columns = this.columns.get(part);
    if (!columns) this.columns.set(part, (columns = new Set()));
    for (const column of Object.keys(values)) columns.add(column);
    return [source, part, key, values];
  }

  private passOn(row: Parameters<typeof passedTo>[1]): void {
    const { policy } = this.input;
    for (const { recipient, since } of passedTo(policy, row)) {
      const before = this.passedOn.get(recipient) ?? { records: 0, since: null };
      const days = [before.since, heldOn(since, policy.zone)].flatMap((one) => one ?? []);
      this.passedOn.set(recipient, { records: before.records + 1, since: days.toSorted()[0] ?? null });
    }
  }

  async *lines(): AsyncGenerator<Line> {
    for await (const lines of this.spool.lines()) for (const line of lines) yield JSON.parse(line) as Line;
  }

  /** All records in one table: the columns of every part side by side. */
  async *csv(): AsyncGenerator<string> {
    const columns = [...new Set([...this.columns.values()].flatMap((set) => [...set]))];
    let text = byteOrderMark + csvLine(["source", "part", "key", ...columns]);
    for await (const lines of this.spool.lines()) {
      for (const line of lines) {
        const [source, part, key, values] = JSON.parse(line) as Line;
        text += csvLine([source, part, key, ...columns.map((column) => values[column])]);
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

/** The day of a date or an instant as a database gives it; null for what is neither, a time without its zone included. */
function heldOn(value: unknown, zone: string): Day | null {
  if (typeof value !== "string") return null;
  if (isDay(value)) return day(value);
  const [, on, time, offset] = /^(\d{4}-\d\d-\d\d)[T ]([\d:.]+)(Z|[+-]\d\d(?::\d\d)?)$/.exec(value) ?? [];
  if (offset === undefined) return null;
  return dayIn(zone, new Date(`${on}T${time}${offset.length === 3 ? `${offset}:00` : offset}`));
}
