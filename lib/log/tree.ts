/**
 * The Merkle tree of RFC 6962, section 2.1: one hash that stands for a whole log and its order. Hashes are 32 bytes of SHA-256.
 *
 * Nodes are named as (level, index): level 0 holds the leaves, and the node (level, index) stands for the leaves from
 * `index * 2^level` up to, but not including, `(index + 1) * 2^level`. Only nodes whose leaves are all there are ever kept, so
 * that none changes again when the log grows; what is ragged at the right is put together when it is asked for.
 */
import { createHash } from "node:crypto";

/** A complete node that a log keeps. Throws when the log is shorter than that. */
export type NodeOf = (level: number, index: number) => Buffer;
/** The place of a complete node. */
export type Place = { level: number; index: number };

const sha256 = (...parts: readonly (Buffer | Uint8Array)[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const [leafMark, nodeMark] = [Buffer.from([0]), Buffer.from([1])];

/** The hash of an entry, as a leaf. */
export const leafHash = (entry: Uint8Array): Buffer => sha256(leafMark, entry);

/** The hash of two nodes beside each other. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(nodeMark, left, right);

/** The root of a log without entries. */
export const emptyRoot = (): Buffer => sha256();

/** The complete nodes that make up the leaves from `from` to `to` (exclusive), from left to right. */
function whole(from: number, to: number): Place[] {
  const places: Place[] = [];
  for (let at = from; at < to;) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= to) level++;
    places.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return places;
}

/**
 * The hash over the leaves from `from` to `to` of a tree that splits at the largest power of two: `from` is always where
 * such a subtree begins.
 */
function over(from: number, to: number, nodeOf: NodeOf): Buffer {
  const hashes = whole(from, to).map(({ level, index }) => nodeOf(level, index));
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** The root of the first `size` entries. */
export function rootOf(size: number, nodeOf: NodeOf): Buffer {
  return size === 0 ? emptyRoot() : over(0, size, nodeOf);
}

/** The largest power of two below `size`. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** The audit path of the entry `index` in the log of `size` entries, from the leaf upwards (RFC 6962, 2.1.1). */
export function inclusionPath(index: number, size: number, nodeOf: NodeOf): Buffer[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`a log of ${size} entries has no entry ${index}`);
  const path: Buffer[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      path.push(over(middle, to, nodeOf));
      to = middle;
    } else {
      path.push(over(from, middle, nodeOf));
      from = middle;
    }
  }
  return path.toReversed();
}

/** The proof that the log of `size` entries begins with the log of `first` entries (RFC 6962, 2.1.2). Empty where nothing is to be proved. */
export function consistencyPath(first: number, size: number, nodeOf: NodeOf): Buffer[] {
  if (!(first >= 0 && first <= size)) throw new RangeError(`a log of ${size} entries had never ${first}`);
  if (first === 0 || first === size) return [];
  const path: Buffer[] = [];
  let [from, to] = [0, size];
  // Until what is left of the old log is a subtree of the new one.
  while (first !== to) {
    const middle = from + splitOf(to - from);
    if (first <= middle) {
      path.push(over(middle, to, nodeOf));
      to = middle;
    } else {
      path.push(over(from, middle, nodeOf));
      from = middle;
    }
  }
  // The verifier knows the old root, which this is when nothing stands to its left.
  if (from > 0) path.push(over(from, to, nodeOf));
  return path.toReversed();
}

/**
 * The complete nodes that appending `leaves` to a log of `size` entries brings, lowest level first. `nodeOf` gives the
 * nodes that are there already.
 */
export function grown(size: number, leaves: readonly Buffer[], nodeOf: NodeOf): (Place & { hash: Buffer })[] {
  const made: (Place & { hash: Buffer })[] = leaves.map((hash, at) => ({ level: 0, index: size + at, hash }));
  let [from, below] = [size, leaves as Buffer[]];
  for (let level = 1; below.length > 0; level++) {
    // The first new node of this level; its left half may have been there.
    const first = Math.floor(from / 2);
    const row = from % 2 === 1 ? [nodeOf(level - 1, from - 1), ...below] : below;
    const above = Array.from({ length: Math.floor(row.length / 2) }, (_, at) =>
      nodeHash(row[2 * at] as Buffer, row[2 * at + 1] as Buffer),
    );
    made.push(...above.map((hash, at) => ({ level, index: first + at, hash })));
    [from, below] = [first, above];
  }
  return made;
}
