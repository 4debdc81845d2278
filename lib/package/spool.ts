/**
 * Records on their way through a package: read once from the source, told three times (JSON, CSV, page). A few stay in
 * memory, many lie in an encrypted file whose key is nowhere but in this process.
 */
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { PassThrough } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { once } from "node:events";
import { plainLength, readRange, writeEncrypted, type Written } from "./encrypted-file";

const inMemory = 512 * 1024;

export class Spool {
  private held: string[] = [];
  private size = 0;
  private file: { path: string; key: Buffer; into: PassThrough; written: Promise<Written> } | null = null;

  constructor(private readonly folderAndName: string) {}

  /** Adds a text of whole lines. */
  async add(lines: string): Promise<void> {
    if (this.file) return this.push(lines);
    this.held.push(lines);
    this.size += lines.length;
    if (this.size > inMemory) await this.spill();
  }

  /** No more comes. */
  async end(): Promise<void> {
    this.file?.into.end();
    await this.file?.written;
  }

  /** The lines, as often as they are asked for, many at a time: one by one they would cost more than what is in them. */
  async *lines(): AsyncGenerator<string[]> {
    if (this.file === null) {
      for (const text of this.held) yield text.split("\n").slice(0, -1);
      return;
    }
    const { path, key } = this.file;
    const [decoder, input] = [new StringDecoder("utf8"), readRange(path, key, 0, await plainLength(path, key))];
    let rest = "";
    // Whoever reads on may have seen enough: leaving the loop ends the reading.
    for await (const bytes of input) {
      const lines = (rest + decoder.write(bytes as Buffer)).split("\n");
      rest = lines.pop() ?? "";
      if (lines.length > 0) yield lines;
    }
    if (rest + decoder.end() !== "") throw new Error("a spool does not end with a whole line");
  }

  async remove(): Promise<void> {
    if (this.file === null) return;
    this.file.into.destroy();
    await this.file.written.catch(() => undefined);
    await rm(this.file.path, { force: true });
  }

  private async spill(): Promise<void> {
    const [path, key, into] = [
      `${this.folderAndName}.${randomBytes(6).toString("hex")}.spool`,
      randomBytes(32),
      new PassThrough(),
    ];
    const written = writeEncrypted(path, key, into);
    written.catch(() => undefined);
    this.file = { path, key, into, written };
    const held = this.held.join("");
    this.held = [];
    await this.push(held);
  }

  private async push(text: string): Promise<void> {
    const file = this.file;
    if (!file || file.into.write(text)) return;
    // Whoever writes the file may fail while we wait for room.
    await Promise.race([once(file.into, "drain"), file.written]);
  }
}
