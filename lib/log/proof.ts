/**
 * What somebody else checks with nothing but hashes: that an entry is in a log (RFC 9162, section 2.1.3.2), and that a later
 * log is the earlier one continued (section 2.1.4.2).
 */
import { emptyRoot, nodeHash } from "./tree";

/** That the entry with `leaf` as its leaf hash is number `index` of the log of `size` entries with this root. */
export function provesInclusion(
  { index, size, leaf, root }: { index: number; size: number; leaf: Buffer; root: Buffer },
  path: readonly Buffer[],
): boolean {
  if (!isNumber(index) || !isNumber(size) || index >= size) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const beside of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(beside, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else hash = nodeHash(hash, beside);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && hash.equals(root);
}

export type Sized = { size: number; root: Buffer };

/** That the log `later` begins with the whole of the log `earlier`. */
export function provesConsistency(earlier: Sized, later: Sized, path: readonly Buffer[]): boolean {
  if (!isNumber(earlier.size) || !isNumber(later.size) || earlier.size > later.size) return false;
  if (earlier.size === later.size) return path.length === 0 && earlier.root.equals(later.root);
  if (earlier.size === 0) return path.length === 0 && earlier.root.equals(emptyRoot());
  const rest = isPowerOfTwo(earlier.size) ? [earlier.root, ...path] : [...path];
  const first = rest.shift();
  if (!first) return false;
  let [at, last] = [earlier.size - 1, later.size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let [old, now] = [first, first];
  for (const beside of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [old, now] = [nodeHash(beside, old), nodeHash(beside, now)];
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else now = nodeHash(now, beside);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && old.equals(earlier.root) && now.equals(later.root);
}

const isNumber = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
// Not by shifting bits: a log may be longer than 2^31.
const half = (value: number): number => Math.floor(value / 2);
const isPowerOfTwo = (value: number): boolean => Number.isInteger(Math.log2(value)) && 2 ** Math.log2(value) === value;
