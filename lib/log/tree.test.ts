import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { provesConsistency, provesInclusion } from "./proof";
import { consistencyPath, grown, inclusionPath, leafHash, nodeHash, rootOf, type NodeOf } from "./tree";

/** The entries and roots that the reference implementation of RFC 6962 is tested with. */
const entries = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((hex) => Buffer.from(hex, "hex"));
const roots = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/** A log in memory that grew by steps of `step` entries. */
function logOf(all: readonly Buffer[], step = 1): NodeOf {
  const kept = new Map<string, Buffer>();
  const nodeOf: NodeOf = (level, index) => {
    const found = kept.get(`${level}/${index}`);
    if (!found) throw new Error(`no node ${level}/${index}`);
    return found;
  };
  for (let size = 0; size < all.length; size += step)
    for (const { level, index, hash } of grown(size, all.slice(size, size + step).map(leafHash), nodeOf))
      kept.set(`${level}/${index}`, hash);
  return nodeOf;
}

/** The definition of RFC 6962, word for word, as slow as it is. */
function slowRoot(all: readonly Buffer[]): Buffer {
  if (all.length === 0) return createHash("sha256").digest();
  if (all.length === 1) return leafHash(all[0] as Buffer);
  const k = 2 ** Math.ceil(Math.log2(all.length) - 1);
  return nodeHash(slowRoot(all.slice(0, k)), slowRoot(all.slice(k)));
}
const slowPath = (m: number, all: readonly Buffer[]): Buffer[] => {
  if (all.length === 1) return [];
  const k = 2 ** Math.ceil(Math.log2(all.length) - 1);
  const [left, right] = [all.slice(0, k), all.slice(k)];
  return m < k ? [...slowPath(m, left), slowRoot(right)] : [...slowPath(m - k, right), slowRoot(left)];
};
const slowProof = (m: number, all: readonly Buffer[], isWhole = true): Buffer[] => {
  if (m === all.length) return isWhole ? [] : [slowRoot(all)];
  const k = 2 ** Math.ceil(Math.log2(all.length) - 1);
  const [left, right] = [all.slice(0, k), all.slice(k)];
  return m <= k
    ? [...slowProof(m, left, isWhole), slowRoot(right)]
    : [...slowProof(m - k, right, false), slowRoot(left)];
};

const hex = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString("hex"));

describe("the known answers", () => {
  test.each(roots.map((root, at) => [at + 1, root] as const))("the root of the first %i entries", (size, root) => {
    expect(rootOf(size, logOf(entries)).toString("hex")).toBe(root);
  });
  test("an empty log has the hash of nothing", () => {
    expect(rootOf(0, logOf([])).toString("hex")).toBe(
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
  });
  test("paths and proofs of RFC 6962, section 2.1.3", () => {
    const seven = logOf(entries.slice(0, 7));
    const node = (level: number, index: number) => seven(level, index).toString("hex");
    const [b, c, d, f, g, h] = [node(0, 1), node(0, 2), node(0, 3), node(0, 5), node(1, 0), node(1, 1)];
    const [i, j, k] = [node(1, 2), node(0, 6), node(2, 0)];
    const l = nodeHash(seven(1, 2), seven(0, 6)).toString("hex");
    expect(hex(inclusionPath(0, 7, seven))).toEqual([b, h, l]);
    expect(hex(inclusionPath(3, 7, seven))).toEqual([c, g, l]);
    expect(hex(inclusionPath(4, 7, seven))).toEqual([f, j, k]);
    expect(hex(inclusionPath(6, 7, seven))).toEqual([i, k]);
    expect(hex(consistencyPath(3, 7, seven))).toEqual([c, d, g, l]);
    expect(hex(consistencyPath(4, 7, seven))).toEqual([l]);
    expect(hex(consistencyPath(6, 7, seven))).toEqual([i, j, k]);
  });
});

const most = 300;
const many = Array.from({ length: most }, (_, at) => Buffer.from(`entry ${at}`));
const sized = (size: number) => ({ size, root: rootOf(size, nodes) });
const nodes = logOf(many, 7);

test("a log is the same however it grew", () => {
  for (const step of [1, 2, 3, 64, most]) expect(rootOf(most, logOf(many, step))).toEqual(slowRoot(many));
});

test(`every consistency pair up to ${most} is proved, and as the definition says`, () => {
  const all = Array.from({ length: most + 1 }, (_, size) => sized(size));
  for (const later of all)
    for (const earlier of all.slice(0, later.size + 1)) {
      const path = consistencyPath(earlier.size, later.size, nodes);
      if (earlier.size > 0 && later.size <= 40)
        expect(hex(path)).toEqual(hex(slowProof(earlier.size, many.slice(0, later.size))));
      if (!provesConsistency(earlier, later, path)) throw new Error(`${earlier.size} in ${later.size}`);
    }
});

test("a proof proves nothing else", () => {
  for (const [first, second] of [
    [1, 2],
    [3, 7],
    [4, 8],
    [8, 9],
    [100, 257],
    [255, 256],
  ] as const) {
    const [earlier, later] = [sized(first), sized(second)];
    const path = consistencyPath(first, second, nodes);
    const other = { size: first, root: leafHash(Buffer.from("another log")) };
    expect(provesConsistency(other, later, path), `${first} ${second}`).toBe(false);
    expect(provesConsistency(earlier, { ...later, root: other.root }, path)).toBe(false);
    expect(provesConsistency({ ...earlier, size: first + 1 }, later, path)).toBe(false);
    expect(provesConsistency(later, earlier, path)).toBe(false);
    expect(provesConsistency(earlier, later, [...path, earlier.root])).toBe(false);
    expect(provesConsistency(earlier, later, path.slice(1))).toBe(false);
    path.forEach((_, at) => {
      const changed = path.map((hash, n) => (n === at ? leafHash(hash) : hash));
      expect(provesConsistency(earlier, later, changed)).toBe(false);
    });
  }
  expect(provesConsistency({ size: 0, root: other() }, sized(5), [])).toBe(false);
  expect(provesConsistency({ size: -1, root: other() }, sized(5), [])).toBe(false);
  expect(provesConsistency({ size: 1.5, root: other() }, sized(5), [])).toBe(false);
});
const other = (): Buffer => leafHash(Buffer.from("another log"));

test(`every entry of every log up to 64 is proved, and no other in its place`, () => {
  for (let size = 1; size <= 64; size++) {
    const root = rootOf(size, nodes);
    for (let index = 0; index < size; index++) {
      const path = inclusionPath(index, size, nodes);
      const entry = { index, size, leaf: nodes(0, index), root };
      expect(hex(path)).toEqual(hex(slowPath(index, many.slice(0, size))));
      expect(provesInclusion(entry, path)).toBe(true);
      expect(provesInclusion({ ...entry, leaf: nodes(0, (index + 1) % most) }, path)).toBe(false);
      expect(provesInclusion({ ...entry, index: index + 1 }, path)).toBe(false);
      expect(provesInclusion(entry, [...path, root])).toBe(false);
      if (path.length > 0) expect(provesInclusion(entry, path.slice(0, -1))).toBe(false);
    }
  }
  expect(provesInclusion({ index: 0, size: 0, leaf: other(), root: other() }, [])).toBe(false);
});

test("a place beyond the log is refused", () => {
  expect(() => inclusionPath(5, 5, nodes)).toThrow(RangeError);
  expect(() => consistencyPath(6, 5, nodes)).toThrow(RangeError);
});
