/** One log of the policy: its files, read line by line, with what each line is. */
import { createHash } from "node:crypto";
import type { Log } from "../../policy/kinds/files";
import type { Rule } from "../../gdpr/rule";
import { combined } from "./combined";
import { closeFiles, contentId, openFiles, type LogFile } from "./folder";
import type { Format, Line } from "./line";
import { linesOf, type RawLine } from "./lines";
import { ndjson } from "./ndjson";

/** A line with where it stands; `line` is null for what cannot be read, undefined for an empty one. */
export type Seen = { file: LogFile; raw: RawLine; text: string; line: Line | null | undefined };

/** Instants in microseconds, both included. */
export type Span = { from: number; to: number };

export type Part = { id: string; category: string; rule: Rule };

export type OpenLog = {
  id: string;
  folder: string;
  log: Log;
  /** The lines as they were written, and once they have been shortened. */
  full: Part;
  short: Part | null;
  format: Format;
  /** Which instants a file has, by its content; a file that changes is looked through again. */
  spans: Map<string, Span>;
};

/** The format of a log's lines. */
export const formatOf = (log: Log): Format => (log.format === "ndjson" ? ndjson(log) : combined(log));

/** All lines of the log, a few at a time, in the order of the log; with a span at least those within it. */
export async function* scan(open: OpenLog, span?: Span): AsyncGenerator<Seen[]> {
  const files = await openFiles(open.folder, open.log);
  try {
    const present = new Set(files.map(({ stats }) => contentId(stats)));
    for (const id of open.spans.keys()) if (!present.has(id)) open.spans.delete(id);
    for (const file of files) if (!span || mayHold(open, file, span)) yield* seenIn(open, file);
  } finally {
    await closeFiles(files);
  }
}

/** What a raw line is. */
export function seen(open: OpenLog, file: LogFile, raw: RawLine): Seen {
  const text = raw.bytes.toString("latin1");
  const blank = raw.whole && text.trim() === "";
  return { file, raw, text, line: blank ? undefined : raw.whole ? open.format(text) : null };
}

async function* seenIn(open: OpenLog, file: LogFile): AsyncGenerator<Seen[]> {
  const span = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
  for await (const lines of linesOf(file)) {
    const found = lines.map((raw) => seen(open, file, raw));
    for (const { line } of found) {
      if (!line) continue;
      span.from = Math.min(span.from, line.at);
      span.to = Math.max(span.to, line.at);
    }
    yield found;
  }
  open.spans.set(contentId(file.stats), span);
}

/** Whether lines of the span can be in the file; a file that was not looked through may hold anything. */
export function mayHold(open: OpenLog, { stats }: LogFile, { from, to }: Span): boolean {
  const known = open.spans.get(contentId(stats));
  return !known || (known.from <= to && from <= known.to);
}

/**
 * What tells a line from all others, wherever rotation puts it and whatever goes before it: its instant and a hash of
 * its bytes. A place in a file would point at somebody else's line after the next night. Lines that agree in every byte
 * are one request as far as anybody can tell: they are told apart by counting only.
 */
export function markOf(open: OpenLog, at: number, { bytes }: RawLine): string {
  const hash = createHash("sha256").update(`${open.id}\n`).update(bytes).digest("hex").slice(0, 32);
  return `${String(at).padStart(17, "0")}.${hash}`;
}

/** The key of the `n`th line with this mark, and back. */
export const keyOf = (mark: string, n: number): string => `${mark}.${n}`;
export const markIn = (key: string): string => key.slice(0, key.lastIndexOf("."));
export const instantIn = (key: string): number => Number(key.slice(0, key.indexOf(".")));

/** The version of a line is its content. */
export const versionOf = (mark: string): string => mark.slice(mark.indexOf(".") + 1);
