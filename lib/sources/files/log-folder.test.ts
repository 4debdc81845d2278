/** Logs as they live: rotated while they are read, written to while they are shortened, broken in places. */
import { chmod, rename, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SourceUnreachable, type Item, type Source } from "../source";
import { all, cutoffs, kim, line, openFolder, type Folder } from "./logs.fixture";

let folder: Folder;
beforeEach(async () => {
  folder = await openFolder();
});
afterEach(() => folder.remove());

const old = (user: string | null, second = 0) => line(`2026-11-14T10:00:0${second}Z`, user, "203.0.113.7");
const fresh = (user: string | null, second = 0) => line(`2026-11-22T10:00:0${second}Z`, user, "203.0.113.7");
const short = (second = 0, time = "2026-11-14") =>
  `{"time":"${time}T10:00:0${second}Z","ip":"203.0.113.0","method":"GET","path":"/cart","referrer":"https://shop.example/"}`;

async function itemsOf(source: Source): Promise<Item[]> {
  const items: Item[] = [];
  for (const group of (await source.locate(kim, cutoffs)).groups) items.push(...(await all(source.list(kim, group))));
  return items;
}

describe("searching", () => {
  test("groups by the cut-off of the rule, with the latest time and the first day", async () => {
    await folder.put("access.log.1", [fresh("KW-1", 1), old("KW-1", 3), fresh("KW-1", 2)]);
    const { groups } = await folder.source().locate(kim, cutoffs);
    expect(groups.map(({ count, trigger, since, belongs }) => [count, trigger, since, belongs])).toEqual([
      [1, "2026-11-14T10:00:03.000Z", "2026-11-14", "mine"],
      [2, "2026-11-22T10:00:02.000Z", "2026-11-22", "mine"],
    ]);
  });

  test("a log without an account link is not searchable, whoever asks", async () => {
    await folder.put("access.log.1", [fresh("KW-1")]);
    const source = folder.source("ndjson", { account: undefined });
    for (const person of [kim, { ...kim, account: null }]) {
      const { groups } = await source.locate(person, cutoffs);
      expect(groups).toMatchObject([{ category: "server-log", count: null, doubt: "no-identifier" }]);
      expect(await all(source.list(person, groups[0]!))).toEqual([]);
    }
  });

  test("nobody is found without an account, and never by an address", async () => {
    await folder.put("access.log.1", [fresh("KW-1"), fresh(null)]);
    const person = { ...kim, account: null, names: ["203.0.113.7"], ids: { ip: ["203.0.113.7"] } };
    expect((await folder.source().locate(person, cutoffs)).groups).toEqual([]);
  });

  test("every line once, also where a packed copy or half a line stands beside", async () => {
    await folder.put("access.log.2", [fresh("KW-1", 1)], 5);
    await writeFile(join(folder.path, "access.log.2.gz"), gzipSync(`${fresh("KW-1", 1)}\n`).subarray(0, 20));
    await folder.put("access.log.1.gz", [fresh("KW-1", 2)], 4);
    await folder.put("access.log", `${fresh("KW-1", 3)}\n${fresh("KW-1", 4).slice(0, 40)}`, 0);
    await folder.put("other.log", [fresh("KW-1", 5)]);
    await symlink(join(folder.path, "other.log"), join(folder.path, "access.log.9"));
    expect(await itemsOf(folder.source())).toHaveLength(3);
  });

  test("lines that agree in every byte are told apart by counting", async () => {
    await folder.put("access.log.1", [fresh("KW-1"), fresh("KW-2"), fresh("KW-1")]);
    const source = folder.source();
    const items = await itemsOf(source);
    expect(new Set(items.map(({ key }) => key)).size).toBe(2);
    expect(await source.write!("erase", items, "o-1")).toEqual({ done: 2, gone: 0, held: 0 });
    expect(await folder.lines("access.log.1")).toEqual([fresh("KW-2")]);
  });

  test.each([
    ["a folder that is not there", async () => folder.remove()],
    [
      "a packed file that is cut off",
      async () => {
        await writeFile(join(folder.path, "access.log.2.gz"), gzipSync(old("KW-1")).subarray(0, 30));
      },
    ],
    [
      "a packed file that is none",
      async () =>
        folder
          .put("access.log.1", ["x"])
          .then(() => rename(join(folder.path, "access.log.1"), join(folder.path, "access.log.3.gz"))),
    ],
  ])("%s is no log without the person", async (_, breaking) => {
    await breaking();
    const source = folder.source();
    await expect(source.locate(kim, cutoffs)).rejects.toThrow(SourceUnreachable);
    const [sentence] = await source.probe();
    expect(sentence).toMatch(/^The source web cannot be reached/);
  });
});

describe("writing by closed list", () => {
  test("shortens exactly the listed lines and keeps the rest as it was", async () => {
    await folder.put("access.log.1", [old("KW-2", 1), old("KW-1", 2), "no line", "", old(null, 3)]);
    await folder.put("access.log.2.gz", [old("KW-1", 4), old("KW-2", 4)], 30);
    const source = folder.source();
    const items = await itemsOf(source);
    expect(await source.left("truncate", items)).toBe(2);
    expect(await source.write!("truncate", items, "o-1")).toEqual({ done: 2, gone: 0, held: 0 });
    expect(await folder.lines("access.log.1")).toEqual([old("KW-2", 1), short(2), "no line", "", old(null, 3)]);
    expect(await folder.lines("access.log.2.gz")).toEqual([short(4), old("KW-2", 4)]);
    expect(await source.left("truncate", items)).toBe(0);
    expect(await source.changed(items, "truncate")).toBe(0);
    expect(await source.write!("truncate", items, "o-1")).toEqual({ done: 0, gone: 2, held: 0 });
    expect(await folder.names()).toEqual(["access.log.1", "access.log.2.gz"]);
  });

  test("takes the account alone out of a line that is unlinked", async () => {
    await folder.put("access.log.1", [old("KW-1")]);
    const source = folder.source();
    await source.write!("unlink", await itemsOf(source), "o-1");
    expect(await folder.lines("access.log.1")).toEqual([old("KW-1").replace('"user":"KW-1",', "")]);
  });

  test("finds the lines wherever rotation has put them meanwhile", async () => {
    await folder.put("access.log", [fresh("KW-1"), fresh("KW-2")], 1);
    const source = folder.source();
    const items = await itemsOf(source);
    const { underWay, ...effect } = await source.write!("erase", items, "o-1");
    expect(effect).toEqual({ done: 0, gone: 0, held: 0 });
    expect(underWay?.count).toBe(1);
    await rename(join(folder.path, "access.log"), join(folder.path, "access.log.1"));
    await folder.put("access.log", [fresh("KW-3")], 0);
    expect(await source.write!("erase", items, "o-1")).toEqual({ done: 1, gone: 0, held: 0 });
    expect(await folder.lines("access.log.1")).toEqual([fresh("KW-2")]);
    await folder.put("access.log.2.gz", await folder.lines("access.log.1"), 1);
    await folder.put("access.log.1", [fresh("KW-4")], 1);
    expect(await source.left("erase", items)).toBe(0);
  });

  test("leaves to the web server what it still writes to, until it is rotated and at rest", async () => {
    await folder.put("access.log", [old("KW-1", 1)], 24 * 30);
    await folder.put("access.log.1", [old("KW-1", 2)], 0);
    await folder.put("access.log.2", [old("KW-1", 3)], 24);
    const source = folder.source();
    const items = await itemsOf(source);
    // By the portal's clock: an hour, and two days.
    const underWay = { count: 2, askAgain: "2026-11-23T13:00:00.000Z", by: "2026-11-25T12:00:00.000Z" };
    expect(await source.write!("truncate", items, "o-1")).toEqual({ done: 1, gone: 0, held: 0, underWay });
    expect(await folder.lines("access.log")).toEqual([old("KW-1", 1)]);
    expect(await source.left("truncate", items)).toBe(2);
    expect(await source.write!("restrict", items, "o-2")).toEqual({ done: 0, gone: 1, held: 2 });
  });

  test("two workers at once do both what they were told", async () => {
    const lines = Array.from({ length: 2_000 }, (_, at) =>
      line(`2026-11-22T10:00:00.${String(at).padStart(4, "0")}Z`, `KW-${1 + (at % 2)}`, "203.0.113.7"),
    );
    await folder.put("access.log.1", lines);
    const [one, other] = [folder.source(), folder.source()];
    const items = await itemsOf(one);
    const halves = [items.slice(0, 500), items.slice(500)];
    await Promise.all([one.write!("erase", halves[0]!, "o-1"), other.write!("erase", halves[1]!, "o-2")]);
    // Whoever came second was held, and goes on where it stands.
    await one.write!("erase", halves[0]!, "o-1");
    await other.write!("erase", halves[1]!, "o-2");
    expect(await folder.lines("access.log.1")).toEqual(lines.filter((text) => !text.includes('"KW-1"')));
  });
});

describe("what is due without a request", () => {
  const due = (source: Source, after: Item | null = null, limit = 100) =>
    all(
      source.due!({
        category: "server-log",
        rule: "full-address",
        cutoff: cutoffs["server-log/full-address"]!,
        after,
        limit,
      }),
    );

  test("is every full line from before the cut-off, the account or not, in key order and page by page", async () => {
    const lines = Array.from({ length: 9 }, (_, at) => old(at % 2 ? "KW-1" : null, at));
    await folder.put("access.log.1", [lines[4]!, lines[2]!, short(9), lines[8]!, fresh("KW-1"), "no line", lines[2]!]);
    await folder.put("access.log.2.gz", [lines[0]!, lines[1]!, lines[3]!], 30);
    await folder.put("access.log", [lines[5]!]);
    const source = folder.source();
    const every = await due(source);
    expect(every).toHaveLength(7);
    expect(every.map(({ key }) => key)).toEqual(every.map(({ key }) => key).toSorted());
    const paged: Item[] = [];
    for (let page = await due(source, null, 2); page.length > 0; page = await due(source, page.at(-1), 2))
      paged.push(...page);
    expect(paged).toEqual(every);
    expect(await source.write!("truncate", every, "sweep")).toEqual({ done: 7, gone: 0, held: 0 });
    expect(await due(source)).toEqual([]);
    const anonymous = (second: number) => short(second).replace('"ip"', '"user":null,"ip"');
    const kept = [anonymous(4), anonymous(2), short(9), anonymous(8), fresh("KW-1"), "no line", anonymous(2)];
    expect(await folder.lines("access.log.1")).toEqual(kept);
  });

  test("the boundary belongs to what may go", async () => {
    const at = (time: string) => line(time, "KW-1", "203.0.113.7");
    await folder.put("access.log.1", [at("2026-11-16T12:00:00Z"), at("2026-11-16T12:00:00.000001Z")]);
    expect(await due(folder.source())).toHaveLength(1);
  });

  test("shortened lines are erased by their own rule", async () => {
    await folder.put("access.log.1", [short(1, "2026-08-01"), old("KW-1"), short(2, "2026-11-01")]);
    const source = folder.source();
    const asked = {
      category: "server-log-truncated",
      rule: "statistics",
      cutoff: "2026-08-25T22:00:00Z",
      after: null,
      limit: 10,
    };
    const items = await all(source.due!(asked));
    expect(items.map(({ part }) => part)).toEqual(["access/server-log-truncated"]);
    expect(await source.write!("erase", items, "sweep")).toEqual({ done: 1, gone: 0, held: 0 });
    expect(await folder.lines("access.log.1")).toEqual([old("KW-1"), short(2, "2026-11-01")]);
    expect(await all(source.due!({ ...asked, rule: "another" }))).toEqual([]);
    await expect(all(source.due!({ ...asked, after: { part: "x", key: "y" } }))).rejects.toThrow();
  });
});

describe("the probe", () => {
  test("counts what cannot be read, without showing it", async () => {
    await folder.put("access.log.1", [old(null), "Kim Adler 203.0.113.9", "{}"]);
    expect(await folder.source().probe()).toEqual([
      "The file access.log.1 of the source web has 2 lines that cannot be read as ndjson: they are neither searched nor shortened.",
    ]);
  });

  test("tells of a live file that is not rotated in time, and of a packed copy that stays", async () => {
    await folder.put("access.log", [old("KW-1")]);
    await folder.put("access.log.1", [fresh("KW-1")]);
    await folder.put("access.log.1.gz", [fresh("KW-1")]);
    const said = await folder.source().probe();
    expect(said).toHaveLength(2);
    expect(said.find((sentence) => sentence.includes("access.log of"))).toContain("rotated at least daily");
    expect(said.find((sentence) => sentence.includes("access.log.1 of"))).toContain("packed copy");
  });

  test.skipIf(process.getuid?.() === 0)("tells of a folder in which nothing can be written", async () => {
    await folder.put("access.log.1", [fresh("KW-1")]);
    await chmod(folder.path, 0o500);
    expect((await folder.source().probe()).join()).toContain("cannot be written to");
    await chmod(folder.path, 0o700);
  });
});

test("times of files do not matter to which lines are meant", async () => {
  await folder.put("access.log.1", [old("KW-1", 1)], 3);
  await folder.put("access.log.2", [old("KW-1", 2)], 2);
  const source = folder.source();
  const items = await itemsOf(source);
  const day = new Date(Date.now() - 86_400_000);
  await utimes(join(folder.path, "access.log.2"), day, day);
  expect((await itemsOf(source)).toSorted((one, other) => (one.key < other.key ? -1 : 1))).toEqual(
    items.toSorted((one, other) => (one.key < other.key ? -1 : 1)),
  );
  expect(await source.write!("truncate", items, "o-1")).toEqual({ done: 2, gone: 0, held: 0 });
});
