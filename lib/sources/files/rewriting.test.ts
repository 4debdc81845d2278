/** Rewriting loses no line, whatever stands in the file and whoever else is at it. */
import { appendFile, chmod, chown, readFile, rename, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync, gunzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { closeFiles, openFiles, type LogFile } from "./folder";
import { longestLine } from "./lines";
import { openFolder, type Folder } from "./logs.fixture";
import { isAtRest, rewrite, type Change } from "./rewrite";

let folder: Folder;
beforeEach(async () => {
  folder = await openFolder();
});
afterEach(() => folder.remove());

const marked = (raw: { bytes: Buffer }) => raw.bytes.includes("#");
const erasing: Change = (raw) => (marked(raw) ? null : undefined);

async function withFile<Value>(name: string, run: (file: LogFile) => Promise<Value>): Promise<Value> {
  const files = await openFiles(folder.path, { files: "access.log*", live: "access.log" });
  try {
    const file = files.find((one) => one.name === name);
    if (!file) throw new Error(`${name} is not there`);
    return await run(file);
  } finally {
    await closeFiles(files);
  }
}

async function put(name: string, bytes: Buffer): Promise<void> {
  await writeFile(join(folder.path, name), name.endsWith(".gz") ? gzipSync(bytes) : bytes);
  const yesterday = new Date(Date.now() - 86_400_000);
  await utimes(join(folder.path, name), yesterday, yesterday);
}

const bytesOf = async (name: string) => {
  const bytes = await readFile(join(folder.path, name));
  return name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
};

describe("no line is lost", () => {
  const line = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).filter((byte) => byte !== 10));
  const end = fc.constantFrom("\n", "\r\n");
  const text = fc.array(fc.tuple(line, fc.boolean(), end), { maxLength: 30 });

  test.each(["access.log.1", "access.log.2.gz"])(
    "from %s: what is not meant stays byte for byte, in its order",
    async (name) => {
      await fc.assert(
        fc.asyncProperty(text, line, async (lines, last) => {
          const plain = (bytes: Uint8Array) =>
            Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll("#", ""), "latin1");
          const all = lines.map(([bytes, meant, end]) => ({
            meant,
            bytes: Buffer.concat([plain(bytes), Buffer.from(meant ? `#${end}` : end)]),
          }));
          // A last line that nothing closed.
          const tail = plain(last);
          await put(name, Buffer.concat([...all.map(({ bytes }) => bytes), tail]));
          expect(await withFile(name, (file) => rewrite(file, erasing))).toBe(true);
          const kept = Buffer.concat([...all.filter(({ meant }) => !meant).map(({ bytes }) => bytes), tail]);
          expect(await bytesOf(name)).toEqual(kept);
          expect(await folder.names()).toEqual([name]);
        }),
        { numRuns: 40 },
      );
    },
  );

  test("nor from lines that are too long to be any", async () => {
    const long = "x".repeat(longestLine + 70_000);
    await folder.put("access.log.1", `a\n${long}\n#\n${long}`, 24);
    await withFile("access.log.1", (file) => rewrite(file, erasing));
    expect(await folder.text("access.log.1")).toBe(`a\n${long}\n${long}`);
  });

  test("nor what a server that is slow to let go writes meanwhile", async () => {
    await folder.put("access.log.1", ["a", "#", "b"], 24);
    await withFile("access.log.1", async (file) => {
      let late = false;
      const written = rewrite(file, (raw) => {
        if (!late) void appendFile(join(folder.path, "access.log.1"), "late\n");
        late = true;
        return erasing(raw);
      });
      // Either it was seen in time, and nothing was changed; or it stands in the new file too.
      const kept = (await written) ? "a\nb\nlate\n" : "a\n#\nb\nlate\n";
      expect(await folder.text("access.log.1")).toBe(kept);
    });
  });
});

test("mode, owner and times stay", async () => {
  await folder.put("access.log.1", ["a", "#"], 24);
  await chmod(join(folder.path, "access.log.1"), 0o640);
  // Only root can give a file away.
  if (process.getuid?.() === 0) await chown(join(folder.path, "access.log.1"), 12_345, 54_321);
  const before = await stat(join(folder.path, "access.log.1"));
  await withFile("access.log.1", (file) => rewrite(file, erasing));
  const after = await stat(join(folder.path, "access.log.1"));
  expect([after.mode, after.uid, after.gid]).toEqual([before.mode, before.uid, before.gid]);
  expect(after.mtimeMs).toBeCloseTo(before.mtimeMs, -1);
  expect(after.size).toBe(2);
});

test("a file that rotation renamed meanwhile is left as it is", async () => {
  await folder.put("access.log.1", ["a", "#"], 24);
  await withFile("access.log.1", async (file) => {
    await rename(join(folder.path, "access.log.1"), join(folder.path, "access.log.2"));
    await folder.put("access.log.1", ["new"], 24);
    expect(await rewrite(file, erasing)).toBe(false);
  });
  expect(await folder.lines("access.log.1")).toEqual(["new"]);
  expect(await folder.lines("access.log.2")).toEqual(["a", "#"]);
  expect(await folder.names()).toEqual(["access.log.1", "access.log.2"]);
});

test("of two that rewrite the same file, the second finds it changed", async () => {
  await folder.put("access.log.1", ["a", "#", "b"], 24);
  const outcomes = await withFile("access.log.1", (file) =>
    Promise.all([rewrite(file, erasing), rewrite(file, (raw) => (raw.bytes.toString() === "b" ? null : undefined))]),
  );
  expect(outcomes.toSorted()).toEqual([false, true]);
  expect([
    ["a", "b"],
    ["a", "#"],
  ]).toContainEqual(await folder.lines("access.log.1"));
});

test("what is live, young, or being packed is not at rest", async () => {
  await folder.put("access.log", ["a"], 24);
  await folder.put("access.log.1", ["a"], 0.1);
  await folder.put("access.log.2", ["a"], 24);
  await folder.put("access.log.2.gz", ["a"], 24);
  await folder.put("access.log.3.gz", ["a"], 24);
  const files = await openFiles(folder.path, { files: "access.log*", live: "access.log" });
  await closeFiles(files);
  const rest = Object.fromEntries(files.map((file) => [file.name, isAtRest(file)]));
  expect(rest).toEqual({ "access.log": false, "access.log.1": false, "access.log.2": false, "access.log.3.gz": true });
});

test("half-made files of dead processes are cleared, those of living ones stay", async () => {
  await folder.put("access.log.1", ["a", "#"], 24);
  await folder.put(`.access.log.1.rightful-999999999-aa`, ["half"], 0);
  await folder.put(`.access.log.1.rightful-${process.pid}-bb`, ["half"], 0);
  await folder.put(`.access.log.1.rightful-${process.pid}-cc`, ["half"], 5);
  await withFile("access.log.1", (file) => rewrite(file, erasing));
  expect(await folder.names()).toEqual([`.access.log.1.rightful-${process.pid}-bb`, "access.log.1"]);
});
