/**
 * Art. 17: erasing by closed list. The keys seen at planning are kept in chunks, as the very lines that are committed to,
 * compressed (zlib, RFC 1950), then encrypted; what is written later is exactly them, so a late retry cannot hit a
 * customer who came back.
 */
import { createHmac } from "node:crypto";
import { promisify } from "node:util";
import { constants, deflate, inflate } from "node:zlib";
import canonicalize from "canonicalize";
import { sourceById } from "../../company";
import type { Tx } from "../../db";
import type { Group } from "../../gdpr/plan-value";
import { openBytesFor, sealBytesFor, type RequestKey } from "../../seal/request-key";
import type { Item, Lines, Person } from "../../sources/source";

const perChunk = 50_000;

export type ListAt = { request: string; planNo: number; idx: number };
export type Listed = { count: number; chunks: number; parts: string[]; commitment: string };
export type ListOf = (groups: readonly Group[]) => AsyncIterable<Lines>;

/** What a list holds of an item: its values only where a correction sets them. */
type Line = [part: string, key: string, version: string, values?: Item["values"]];
const lineOf = ({ part, key, version, values }: Item): Line =>
  values ? [part, key, version, values] : [part, key, version];

/** All keys of the groups, as the sources list them for the person. */
export const listedBySources = (person: Person): ListOf =>
  async function* (groups) {
    const [first] = groups;
    if (!first) return;
    const source = sourceById(first.source);
    const { together } = source;
    if (together?.lines) return yield* together.lines(person, groups);
    if (together) return yield* linesOf(together.list(person, groups));
    for (const group of groups) yield* linesOf(source.list(person, group));
  };

const perText = 1_000;

/** Items as lines, some in each text. */
export async function* linesOf(items: AsyncIterable<Item> | Iterable<Item>): AsyncGenerator<Lines> {
  let some: string[] = [];
  for await (const item of items) {
    some.push(said(item));
    if (some.length < perText) continue;
    yield { count: some.length, text: some.join("") };
    some = [];
  }
  if (some.length > 0) yield { count: some.length, text: some.join("") };
}

/**
 * Streams the groups' keys into encrypted chunks and gives the count and the commitment: hex HMAC-SHA-256 under the
 * request's salt over one canonical line `[part,key,version]` per record, with the new values where it is set right.
 */
export async function keepList(tx: Tx, keys: RequestKey, at: ListAt, groups: Group[], listOf: ListOf): Promise<Listed> {
  await tx.listChunk.deleteMany({ where: at });
  const seal = createHmac("sha256", keys.salt);
  const listed = { count: 0, chunks: 0 };
  const ordered = inWritingOrder(groups);
  const parts = [...new Set(ordered.map(partOf))];
  let chunk: Lines[] = [];
  // One chunk is compressed and stored while the lines of the next one come.
  let storing = Promise.resolve();
  const store = async (no: number, count: number, text: Buffer) => {
    const sealed = sealBytesFor(keys, column(at, no), await compressed(text, fast));
    await put(tx, at, { no, count, sealed });
  };
  const flush = async () => {
    const count = sum(chunk);
    await storing;
    if (count === 0) return;
    const text = Buffer.from(chunk.map((lines) => lines.text).join(""));
    seal.update(text);
    storing = store(listed.chunks, count, text);
    // Awaited before the next one, or at the end; if reading fails before that, its error is the one that counts.
    storing.catch(() => undefined);
    listed.count += count;
    listed.chunks += 1;
    chunk = [];
  };
  for (const part of parts)
    for await (const lines of listOf(ordered.filter((group) => partOf(group) === part))) {
      chunk.push(lines);
      if (sum(chunk) >= perChunk) await flush();
    }
  await flush();
  await storing;
  return { ...listed, parts, commitment: seal.digest("hex") };
}

/** Chunks come and go as base64: the driver's own way for millions of bytes costs twice as much. */
async function put(tx: Tx, at: ListAt, chunk: { no: number; count: number; sealed: Buffer }): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "list_chunk" ("request", "plan_no", "idx", "no", "count", "sealed")
    VALUES (${at.request}, ${at.planNo}, ${at.idx}, ${chunk.no}, ${chunk.count},
            decode(${chunk.sealed.toString("base64")}, 'base64'))`;
}

const [compressed, expanded] = [promisify(deflate), promisify(inflate)];
const fast = { level: constants.Z_BEST_SPEED };
const sum = (lines: readonly Lines[]): number => lines.reduce((all, { count }) => all + count, 0);

const partOf = (group: Group): string => sourceById(group.source).partOf(group);

/** Groups of one decision, what hangs on others first. */
function inWritingOrder(groups: Group[]): Group[] {
  const order = writingOrder(groups[0]?.source ?? "", [...new Set(groups.map(partOf))]);
  return groups.toSorted((a, b) => order.indexOf(partOf(a)) - order.indexOf(partOf(b)));
}

/** The parts of a source in the order in which they must be written. */
export function writingOrder(source: string, parts: string[]): string[] {
  return parts.length < 2 ? parts : (sourceById(source).inWritingOrder?.(parts) ?? parts);
}

/** A line as it is committed to. Of texts alone the canonical form (RFC 8785) is what JSON.stringify gives. */
const said = (item: Item): string =>
  `${item.values ? canonicalize(lineOf(item)) : JSON.stringify([item.part, item.key, item.version])}\n`;
const column = ({ planNo, idx }: ListAt, no: number): string => `list ${planNo}/${idx}/${no}`;

/** Reads a kept list from item `from` on, in batches of at most `size` that each belong to one part. */
export async function* keptList(
  tx: Tx,
  keys: RequestKey,
  at: ListAt,
  { from = 0, size }: { from?: number; size: number },
): AsyncGenerator<Item[]> {
  const chunks = await tx.listChunk.findMany({ where: at, select: { no: true, count: true }, orderBy: { no: "asc" } });
  let position = 0;
  for (const { no, count } of chunks) {
    if (position + count > from) {
      const items = itemsIn((await opened(tx, keys, at, no)).toString("utf8"));
      yield* batches(position < from ? items.slice(from - position) : items, size);
    }
    position += count;
  }
}

/** All lines of a kept list as they are committed to; null where they are more than `most` bytes. */
export async function keptLines(tx: Tx, keys: RequestKey, at: ListAt, most: number): Promise<Buffer | null> {
  const chunks = await tx.listChunk.findMany({ where: at, select: { no: true }, orderBy: { no: "asc" } });
  const parts: Buffer[] = [];
  let left = most;
  for (const { no } of chunks) {
    const lines = await opened(tx, keys, at, no);
    left -= lines.length;
    if (left < 0) return null;
    parts.push(lines);
  }
  return Buffer.concat(parts);
}

/** The lines of a chunk. */
async function opened(tx: Tx, keys: RequestKey, at: ListAt, no: number): Promise<Buffer> {
  const [row] = await tx.$queryRaw<{ sealed: string }[]>`
    SELECT encode("sealed", 'base64') AS sealed FROM "list_chunk"
    WHERE "request" = ${at.request} AND "plan_no" = ${at.planNo} AND "idx" = ${at.idx} AND "no" = ${no}`;
  if (!row) throw new Error(`decision ${at.idx} of ${at.request} has lost chunk ${no} of its list`);
  return expanded(openBytesFor(keys, column(at, no), Buffer.from(row.sealed, "base64")));
}

/** The items of a chunk. A line feed stands only at the end of a line: inside a text JSON spells it `\n`. */
function itemsIn(lines: string): Item[] {
  const items: Item[] = [];
  for (let at = 0, end = 0; at < lines.length; at = end + 1) {
    end = lines.indexOf("\n", at);
    items.push(itemIn(lines.slice(at, end), items.at(-1)));
  }
  return items;
}

/**
 * Of millions of lines nearly all are three texts in which nothing is escaped: they lie between the commas. `last` is the
 * item before, whose part is most often the same.
 */
function itemIn(line: string, last: Item | undefined): Item {
  if (line.endsWith('"]') && !line.includes("\\")) {
    const [first, second] = [line.indexOf('","'), line.lastIndexOf('","')];
    const part =
      last && line.startsWith(last.part, 2) && last.part.length === first - 2 ? last.part : line.slice(2, first);
    return { part, key: line.slice(first + 3, second), version: line.slice(second + 3, -2) };
  }
  const [part, key, version, values] = JSON.parse(line) as Line;
  return { part, key, version, ...(values ? { values } : {}) };
}

function* batches(items: readonly Item[], size: number): Generator<Item[]> {
  for (let from = 0, to = 0; from < items.length; from = to) {
    const part = items[from]?.part;
    while (to < items.length && to - from < size && items[to]?.part === part) to += 1;
    yield items.slice(from, to);
  }
}
