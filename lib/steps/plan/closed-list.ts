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
  const flush = async () => {
    const count = sum(chunk);
    if (count === 0) return;
    const text = Buffer.from(chunk.map((lines) => lines.text).join(""));
    seal.update(text);
    const sealed = sealBytesFor(keys, column(at, listed.chunks), await compressed(text, fast));
    await tx.listChunk.create({ data: { ...at, no: listed.chunks, count, sealed } });
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
  return { ...listed, parts, commitment: seal.digest("hex") };
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
  let position = 0;
  for (let no = 0; ; no++) {
    const row = await tx.listChunk.findUnique({
      where: { request_planNo_idx_no: { ...at, no } },
      select: { count: true, sealed: true },
    });
    if (!row) return;
    if (position + row.count <= from) {
      position += row.count;
      continue;
    }
    const items = itemsIn(await expanded(openBytesFor(keys, column(at, no), row.sealed)));
    yield* batches(items.slice(Math.max(0, from - position)), size);
    position += row.count;
  }
}

/** A line feed stands only at the end of a line: inside a text JSON spells it `\n`. */
const itemsIn = (text: Buffer): Line[] =>
  JSON.parse(`[${text.toString("utf8", 0, text.length - 1).replaceAll("\n", ",")}]`) as Line[];

function* batches(items: readonly Line[], size: number): Generator<Item[]> {
  let batch: Item[] = [];
  for (const [part, key, version, values] of items) {
    if (batch.length === size || (batch[0] && batch[0].part !== part)) {
      yield batch;
      batch = [];
    }
    batch.push({ part, key, version, ...(values ? { values } : {}) });
  }
  if (batch.length > 0) yield batch;
}
