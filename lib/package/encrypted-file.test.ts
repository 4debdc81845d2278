import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DamagedFile, plainLength, readRange, writeEncrypted } from "./encrypted-file";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rightful-package-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const record = 65_536;
const sealed = record + 16;
const header = 30;

async function* inChunks(plain: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < plain.length; at += size) yield plain.subarray(at, at + size);
}

async function written(plain: Buffer, chunk = 50_000) {
  const [file, key] = [join(folder, randomBytes(8).toString("hex")), randomBytes(32)];
  const result = await writeEncrypted(file, key, inChunks(plain, chunk));
  return { file, key, result };
}
const readAll = async (file: string, key: Buffer) => buffer(readRange(file, key, 0, await plainLength(file, key)));

test.each([0, 1, record - 1, record, record + 1, 2 * record, 40 * record + 7])(
  "%i bytes come back as they were",
  async (n) => {
    const plain = randomBytes(n);
    for (const chunk of [1_000, record, 3 * record + 5]) {
      const { file, key, result } = await written(plain, chunk);
      expect(result.bytes).toBe(n);
      expect((await readAll(file, key)).equals(plain)).toBe(true);
    }
  },
);

test("every range is that range of the plaintext", async () => {
  const plain = randomBytes(18 * record + 123);
  const { file, key } = await written(plain);
  const position = fc.oneof(
    fc.integer({ min: 0, max: plain.length }),
    fc
      .tuple(fc.integer({ min: 0, max: 18 }), fc.integer({ min: -1, max: 1 }))
      .map(([i, d]) => Math.max(0, i * record + d)),
  );
  await fc.assert(
    fc.asyncProperty(position, position, async (a, b) => {
      const [start, end] = [Math.min(a, b), Math.max(a, b)];
      return (await buffer(readRange(file, key, start, end))).equals(plain.subarray(start, end));
    }),
    { numRuns: 200 },
  );
});

test.each([
  [5, 4],
  [-1, 3],
  [0, 1_000_000],
])("there is no range from %i to %i", async (start, end) => {
  const { file, key } = await written(randomBytes(100));
  await expect(buffer(readRange(file, key, start, end))).rejects.toThrow(RangeError);
});

describe("a file that was touched", () => {
  test("any flipped bit is found", async () => {
    const { file, key } = await written(randomBytes(record + 500));
    const bytes = await readFile(file);
    const touched = join(folder, "touched");
    const property = fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ (1 << bit);
      await writeFile(touched, copy);
      await expect(readAll(touched, key)).rejects.toThrow(DamagedFile);
    });
    await fc.assert(property, { numRuns: 150, examples: Array.from({ length: header }, (_, at) => [at, at % 8]) });
  });

  test("a cut is found before the first byte is given out", async () => {
    const { file, key } = await written(randomBytes(3 * record));
    for (const size of [0, header, header + sealed, header + 2 * sealed, header + 3 * sealed - 1]) {
      await truncate(file, size);
      await expect(buffer(readRange(file, key, 0, 10))).rejects.toThrow(DamagedFile);
      await writeFile(file, Buffer.concat([await readFile(file), Buffer.alloc(header + 3 * sealed - size)]));
    }
  });

  test("something put behind the end is found", async () => {
    const { file, key } = await written(randomBytes(record));
    await writeFile(file, Buffer.alloc(sealed), { flag: "a" });
    await expect(buffer(readRange(file, key, 0, 10))).rejects.toThrow(DamagedFile);
  });

  test("records that changed places are found", async () => {
    const { file, key } = await written(randomBytes(3 * record));
    const bytes = await readFile(file);
    const at = (n: number) => bytes.subarray(header + n * sealed, header + (n + 1) * sealed);
    await writeFile(file, Buffer.concat([bytes.subarray(0, header), at(1), at(0), at(2)]));
    await expect(buffer(readRange(file, key, 0, 10))).rejects.toThrow(DamagedFile);
  });

  test("another key opens nothing", async () => {
    const { file } = await written(randomBytes(10));
    await expect(plainLength(file, randomBytes(32))).rejects.toThrow(DamagedFile);
  });
});

test("a source that fails leaves no file behind", async () => {
  const file = join(folder, "failed");
  async function* failing(): AsyncGenerator<Buffer> {
    yield randomBytes(200_000);
    throw new Error("the source broke");
  }
  await expect(writeEncrypted(file, randomBytes(32), failing())).rejects.toThrow("the source broke");
  expect((await readdir(folder)).filter((name) => name.startsWith("failed"))).toEqual([]);
});
