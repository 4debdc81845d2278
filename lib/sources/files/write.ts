/** Writing by closed list: the listed lines are shortened, cut from their account, or taken out of their files. */
import type { Effect, Item, Writing } from "../source";
import { closeFiles, openFiles, type LogFile } from "./folder";
import { linesOf } from "./lines";
import { instantIn, markIn, markOf, mayHold, scan, seen, type OpenLog, type Seen, type Span } from "./log";
import { isAtRest, rewrite, type Change } from "./rewrite";

const supported: readonly Writing[] = ["truncate", "unlink", "erase"];

/** The marks of the listed lines, with the instants between which they lie. */
type Wanted = { marks: Set<string>; instants: Set<number>; span: Span };

/** `waiting`: how many lines stand in files that are not at rest yet, and are written once those are. */
export type WrittenLines = Effect & { waiting: number };

/**
 * Writes the items of one log. Lines in a file that the web server still writes to wait for its rotation; lines that cannot be
 * rewritten are held, and so is what a log cannot do: nothing can be marked in it.
 */
export async function writeLines(open: OpenLog, writing: Writing, items: readonly Item[]): Promise<WrittenLines> {
  const present = await presentMarks(open, items);
  const gone = items.length - countIn(present, items);
  if (!supported.includes(writing)) return { done: 0, gone, held: items.length - gone, waiting: 0 };
  const wanted = wantedOf(items.filter(({ key }) => present.has(markIn(key))));
  const unrest = new Set<string>();
  const files = await openFiles(open.folder, open.log);
  try {
    for (const file of files)
      if (!isAtRest(file)) for (const mark of await marksIn(open, file, wanted)) unrest.add(mark);
      else if (await holdsAny(open, file, wanted)) await rewrite(file, changing(open, file, wanted, writing));
  } finally {
    await closeFiles(files);
  }
  const still = await presentMarks(open, items);
  const left = countIn(still, items);
  const waiting = countIn(
    unrest,
    items.filter(({ key }) => still.has(markIn(key))),
  );
  return { done: items.length - gone - left, gone, held: left - waiting, waiting };
}

/** How many of the items are still there as they were listed. */
export async function stillThere(open: OpenLog, items: readonly Item[]): Promise<number> {
  return countIn(await presentMarks(open, items), items);
}

const countIn = (marks: ReadonlySet<string>, items: readonly Item[]): number =>
  items.filter(({ key }) => marks.has(markIn(key))).length;

async function presentMarks(open: OpenLog, items: readonly Item[]): Promise<Set<string>> {
  const wanted = wantedOf(items);
  const found = new Set<string>();
  if (items.length === 0) return found;
  for await (const lines of scan(open, wanted.span))
    for (const one of lines) {
      const mark = wantedMark(open, one, wanted);
      if (mark) found.add(mark);
    }
  return found;
}

function wantedOf(items: readonly Item[]): Wanted {
  const instants = new Set(items.map(({ key }) => instantIn(key)));
  const span = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
  for (const at of instants) {
    span.from = Math.min(span.from, at);
    span.to = Math.max(span.to, at);
  }
  return { marks: new Set(items.map(({ key }) => markIn(key))), instants, span };
}

function wantedMark(open: OpenLog, { line, raw }: Seen, { marks, instants }: Wanted): string | null {
  if (!line || !instants.has(line.at)) return null;
  const mark = markOf(open, line.at, raw);
  return marks.has(mark) ? mark : null;
}

async function holdsAny(open: OpenLog, file: LogFile, wanted: Wanted): Promise<boolean> {
  if (wanted.marks.size === 0 || !mayHold(open, file, wanted.span)) return false;
  for await (const lines of linesOf(file))
    if (lines.some((raw) => wantedMark(open, seen(open, file, raw), wanted))) return true;
  return false;
}

async function marksIn(open: OpenLog, file: LogFile, wanted: Wanted): Promise<string[]> {
  const found: string[] = [];
  if (wanted.marks.size === 0 || !mayHold(open, file, wanted.span)) return found;
  for await (const lines of linesOf(file))
    found.push(...lines.flatMap((raw) => wantedMark(open, seen(open, file, raw), wanted) ?? []));
  return found;
}

function changing(open: OpenLog, file: LogFile, wanted: Wanted, writing: Writing): Change {
  return (raw) => {
    const one = seen(open, file, raw);
    if (!one.line || !wantedMark(open, one, wanted)) return undefined;
    if (writing === "erase") return null;
    const text = writing === "truncate" ? one.line.shortened() : one.line.unlinked();
    return Buffer.from(text, "latin1");
  };
}
