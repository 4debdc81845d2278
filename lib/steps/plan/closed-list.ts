/**
 * Art. 17: erasing by closed list. The keys seen at planning are kept encrypted in chunks; what is written later is
 * exactly them, so a late retry cannot hit a customer who came back.
 */
import { createHmac } from "node:crypto";
import canonicalize from "canonicalize";
import { sourceById } from "../../company";
import type { Tx } from "../../db";
import type { Group } from "../../gdpr/plan-value";
import { openFor, sealFor, type RequestKey } from "../../seal/request-key";
import type { Item, Person } from "../../sources/source";

const perChunk = 50_000;

export type ListAt = { request: string; planNo: number; idx: number };
export type Listed = { count: number; chunks: number; parts: string[]; commitment: string };
export type ListOf = (groups: readonly Group[]) => AsyncIterable<Item> | Iterable<Item>;

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
    if (source.together) return yield* source.together.list(person, groups);
    for (const group of groups) yield* source.list(person, group);
  };

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
  let chunk: Item[] = [];
  const flush = async () => {
    if (chunk.length === 0) return;
    seal.update(chunk.map(said).join(""));
    const sealed = sealFor(keys, column(at, listed.chunks), chunk.map(lineOf));
    await tx.listChunk.create({ data: { ...at, no: listed.chunks, count: chunk.length, sealed } });
    listed.chunks += 1;
    chunk = [];
  };
  for (const part of parts)
    for await (const item of listOf(ordered.filter((group) => partOf(group) === part))) {
      listed.count += 1;
      chunk.push(item);
      if (chunk.length === perChunk) await flush();
    }
  await flush();
  return { ...listed, parts, commitment: seal.digest("hex") };
}

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
    const items = openFor<Line[]>(keys, column(at, no), row.sealed);
    yield* batches(items.slice(Math.max(0, from - position)), size);
    position += row.count;
  }
}

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
