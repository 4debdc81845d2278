/** The records of one category on their way to its pages: cut while they are read, kept in a spool until it is known how many there are. */
import { Cuts } from "./cuts";
import { parsedExactly } from "./exact-numbers";
import type { Spool } from "./spool";

/** Values as they stand in the JSON; numbers that JavaScript does not hold exactly are marked texts (`exact-numbers.ts`). */
export type Values = Record<string, unknown>;
/** Records of one part that follow each other. */
export type Run = { source: string; part: string; records: readonly Values[] };
/** The records of one page: `no` counts pages and `from` records, both from 1. */
export type Cut = { no: number; from: number; size: number; runs: readonly Run[] };

export class PageSpool {
  private readonly cuts = new Cuts();
  /** The page that still takes records, `[["source","part",[{…},{…}]],…]` as far as it has come. */
  private open = "";
  private last = { source: "", part: "" };
  /** Whole pages that are not in the spool yet. */
  private whole: string[] = [];
  /** Of each page in the spool. */
  private readonly bytes: number[] = [];

  constructor(private readonly spool: Spool) {}

  /** How many records each page takes. */
  get sizes(): readonly number[] {
    return this.cuts.sizes;
  }

  /** Adds records of one part by the text of their values. */
  add(source: string, part: string, records: readonly { json: string }[]): void {
    for (const { json } of records) {
      if (this.cuts.add(json.length)) this.close();
      if (this.open !== "" && this.last.part === part && this.last.source === source) this.open += `,${json}`;
      else this.begin(source, part, json);
    }
  }

  private begin(source: string, part: string, json: string): void {
    this.open += `${this.open === "" ? "[" : "]],"}[${JSON.stringify(source)},${JSON.stringify(part)},[${json}`;
    this.last = { source, part };
  }

  private close(): void {
    if (this.open !== "") this.whole.push(`${this.open}]]]`);
    this.open = "";
  }

  /** Brings into the spool what was added, as far as its pages are full. */
  async flush(): Promise<void> {
    const pages = this.whole;
    this.whole = [];
    for (const page of pages) {
      const bytes = Buffer.from(page);
      this.bytes.push(bytes.length);
      await this.spool.add(bytes);
    }
  }

  /** No more comes. */
  async end(): Promise<void> {
    this.close();
    await this.flush();
    await this.spool.end();
  }

  /** Page after page, once everything was added. */
  async *pages(): AsyncGenerator<Cut> {
    let [no, from] = [0, 1];
    for await (const bytes of this.spool.pieces(this.bytes)) {
      const size = this.sizes[no] ?? 0;
      const runs = (parsedExactly(bytes.toString()) as [string, string, Values[]][]).map(([source, part, records]) => ({ source, part, records })); // prettier-ignore
      if (runs.reduce((sum, { records }) => sum + records.length, 0) !== size)
        throw new Error("a page does not hold its records");
      yield { no: (no += 1), from, size, runs };
      from += size;
    }
    if (no !== this.sizes.length) throw new Error("the pages do not hold every record");
  }

  remove(): Promise<void> {
    return this.spool.remove();
  }
}
