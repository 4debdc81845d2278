/**
 * Records on their way through a package: read once from the source, told three times (JSON, CSV, page). A few stay in
 * memory, many lie in an encrypted file whose key is nowhere but in this process.
 */
import { randomBytes } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";
import { plainLength, readRange, recordWriter, type RecordWriter } from "./encrypted-file";

const inMemory = 512 * 1024;

export class Spool {
  private held: Buffer[] = [];
  private size = 0;
  private file: { path: string; key: Buffer; handle: FileHandle; writer: RecordWriter } | null = null;

  constructor(private readonly folderAndName: string) {}

  /** Adds bytes, or a text. */
  async add(content: Buffer | string): Promise<void> {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    if (this.file) return this.file.writer.add(bytes);
    this.held.push(bytes);
    this.size += bytes.length;
    if (this.size > inMemory) await this.spill();
  }

  /** No more comes. It need not outlive this process, so nobody waits for the disk. */
  async end(): Promise<void> {
    if (this.file === null) return;
    await this.file.writer.end();
    await this.file.handle.close();
  }

  /** What was added, as often as it is asked for. */
  async *bytes(): AsyncGenerator<Buffer> {
    if (this.file === null) return yield* this.held;
    const { path, key } = this.file;
    for await (const bytes of readRange(path, key, 0, await plainLength(path, key))) yield bytes as Buffer;
  }

  /** What was added, in pieces of so many bytes, which together are all of it. */
  async *pieces(lengths: readonly number[]): AsyncGenerator<Buffer> {
    let held: Buffer[] = [];
    let [no, missing] = [0, lengths[0] ?? 0];
    for await (const bytes of this.bytes())
      for (let at = 0; at < bytes.length;) {
        const some = bytes.subarray(at, at + missing);
        held.push(some);
        [at, missing] = [at + some.length, missing - some.length];
        if (missing > 0) continue;
        if (some.length === 0) throw new Error("a spool is longer than its pieces");
        yield Buffer.concat(held);
        held = [];
        missing = lengths[(no += 1)] ?? 0;
      }
    if (no !== lengths.length) throw new Error("a spool is shorter than its pieces");
  }

  /** The lines of a text, many at a time: one by one they would cost more than what is in them. */
  async *lines(): AsyncGenerator<string[]> {
    const decoder = new StringDecoder("utf8");
    let rest = "";
    // Whoever reads on may have seen enough: leaving the loop ends the reading.
    for await (const bytes of this.bytes()) {
      const lines = (rest + decoder.write(bytes)).split("\n");
      rest = lines.pop() ?? "";
      if (lines.length > 0) yield lines;
    }
    if (rest + decoder.end() !== "") throw new Error("a spool does not end with a whole line");
  }

  async remove(): Promise<void> {
    if (this.file === null) return;
    await this.file.handle.close();
    await rm(this.file.path, { force: true });
  }

  private async spill(): Promise<void> {
    const path = `${this.folderAndName}.${randomBytes(6).toString("hex")}.spool`;
    const [key, handle] = [randomBytes(32), await open(path, "wx", 0o600)];
    const writer = recordWriter(handle, key);
    this.file = { path, key, handle, writer };
    const held = Buffer.concat(this.held);
    this.held = [];
    await writer.add(held);
  }
}
