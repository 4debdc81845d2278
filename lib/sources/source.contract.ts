/**
 * What every source keeps, whatever it is made of. One suite, run against each kind.
 *
 * `make` opens a source in which `person` holds something and `other` does; `digestOfOther` must see any change to
 * what is not the person's.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Group } from "../gdpr/plan-value";
import type { Cutoffs, Effect, Item, Person, Source, SourceRecord, Writing } from "./source";

export type Stage = {
  source: Source;
  person: Person;
  /** Known to nobody. */
  stranger: Person;
  cutoffs: Cutoffs;
  /** A digest of everything in the system that is not the person's. */
  digestOfOther(): Promise<string>;
  /** By category, the columns that the person provided; a category without any is left out. */
  provided: Record<string, string[]>;
  /** Whether the system itself can mark records as paused; elsewhere the registry alone says so. */
  pauses: boolean;
  /** New values for records of one category, as text: the first goes to the first record of the list, and so on. */
  corrections: { category: string; values: Record<string, string | null>[] };
  /** What no record of the system can get: the suite holds that it is refused as a whole. */
  cannot?: readonly ("rectify" | "pause")[];
  /** A change to the first of these records that the system cannot store, and one that is nobody's to make. */
  unfit: Record<"stored" | "allowed", Record<string, string>>;
  /** Somebody else changes another column of a record meanwhile. */
  changeMeanwhile(item: Item): Promise<void>;
  /** Lets the time come that a system asks for before it confirms what it was ordered to do. */
  pass?(to: string): Promise<void>;
  close(): Promise<void>;
};

/** Declares the suite for one kind of source. */
export function sourceContract(name: string, make: () => Promise<Stage>): void {
  describe(`the contract of a source: ${name}`, () => {
    let stage: Stage;
    let groups: Group[];
    beforeAll(async () => {
      stage = await make();
      ({ groups } = await stage.source.locate(stage.person, stage.cutoffs));
    });
    afterAll(() => stage.close());
    const write = (writing: Writing, items: readonly Item[], operation: string) =>
      toTheEnd(stage, writing, items, operation);
    const mine = () => groups.filter((group) => group.belongs === "mine" && group.count !== null);

    test("probing finds nothing wrong", async () => {
      expect(await stage.source.probe()).toEqual([]);
    });

    test("locating names the source and twice says the same", async () => {
      expect(groups.length).toBeGreaterThan(0);
      expect(groups.every((group) => group.source === stage.source.id)).toBe(true);
      expect(await stage.source.locate(stage.person, stage.cutoffs)).toMatchObject({ groups });
      expect(new Set(groups.map((group) => group.category + group.selector)).size).toBe(groups.length);
    });

    test("a group's count is the length of its list and of its records", async () => {
      for (const group of groups) {
        if (group.count === null) continue;
        const items = await all(stage.source.list(stage.person, group));
        const records = await all(stage.source.read(stage.person, group));
        expect(items).toHaveLength(group.count);
        expect(records.map(({ part, key }) => [part, key])).toEqual(items.map(({ part, key }) => [part, key]));
        expect(records.every(({ category }) => category === group.category)).toBe(true);
        expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
      }
    });

    test("several groups of a category in one pass are the same records, each once", async () => {
      const { together } = stage.source;
      if (!together) return;
      const inOrder = (found: readonly { part: string; key: string }[]) =>
        found.map(({ part, key }) => `${part} ${key}`).toSorted();
      for (const category of new Set(groups.map((group) => group.category))) {
        const some = groups.filter((group) => group.category === category && group.count !== null);
        const singly: Item[] = [];
        for (const group of some) singly.push(...(await all(stage.source.list(stage.person, group))));
        const list = await all(together.list(stage.person, some));
        expect(inOrder(list)).toEqual(inOrder(singly));
        expect(inOrder(await all(together.read(stage.person, some)))).toEqual(inOrder(singly));
      }
    });

    test("records survive JSON", async () => {
      for (const group of mine())
        for await (const { attachments = [], ...record } of stage.source.read(stage.person, group)) {
          expect(JSON.parse(JSON.stringify(record))).toEqual(record);
          for (const { name, mediaType } of attachments)
            expect([typeof name, typeof mediaType]).toEqual(["string", "string"]);
        }
    });

    test("nothing is held about somebody unknown", async () => {
      const found = await stage.source.locate(stage.stranger, stage.cutoffs);
      expect(found.groups.filter((group) => group.count !== null)).toEqual([]);
    });

    describe("Art. 20: what was provided", () => {
      test("is read as a part of the same records, in their order, and nothing else", async () => {
        const seen: Record<string, string[]> = {};
        for (const group of mine()) {
          const whole = await all(stage.source.read(stage.person, group));
          const provided = await all(stage.source.read(stage.person, group, "provided"));
          expect(provided.map(({ key }) => key)).toEqual(whole.map(({ key }) => key));
          for (const [at, { values }] of provided.entries()) {
            expect(whole[at]?.values).toMatchObject(values);
            if (Object.keys(values).length > 0) seen[group.category] = Object.keys(values).toSorted();
          }
        }
        expect(seen).toEqual(stage.provided);
      });
    });

    describe("Art. 16: a correction", () => {
      const able = () => !stage.cannot?.includes("rectify");
      const records = async () => {
        const read = new Map<string, SourceRecord["values"]>();
        for (const group of mine().filter(({ category }) => category === stage.corrections.category))
          for await (const { key, values } of stage.source.read(stage.person, group)) read.set(key, values);
        return read;
      };
      const items = async (): Promise<Item[]> => {
        const found: Item[] = [];
        for (const group of mine().filter(({ category }) => category === stage.corrections.category))
          found.push(...(await all(stage.source.list(stage.person, group))));
        return found.slice(0, stage.corrections.values.length);
      };
      const corrected = async () =>
        (await items()).map((item, at): Item => ({ ...item, values: stage.corrections.values[at] ?? {} }));

      test("what the system cannot store holds its own record back and leaves the others as they are", async () => {
        if (!stage.source.write || !able()) return;
        const [before, first] = [await records(), (await items())[0] as Item];
        const unfit = { ...first, values: stage.unfit.stored };
        expect(await stage.source.changed([unfit], "rectify")).toBe(0);
        expect(await stage.source.left("rectify", [unfit])).toBe(1);
        expect(await write("rectify", [unfit], "operation-0")).toEqual({ done: 0, gone: 0, held: 1 });
        expect(await records()).toEqual(before);
      });

      test("what is nobody's to set is a fault, and nothing is written", async () => {
        if (!stage.source.write || !able()) return;
        const [before, first] = [await records(), (await items())[0] as Item];
        const stray = { ...first, values: stage.unfit.allowed };
        await expect(stage.source.write("rectify", [stray], "operation-0")).rejects.toThrow();
        expect(await records()).toEqual(before);
      });

      test("gives each item its own values and changes nothing else; twice is harmless", async () => {
        if (!stage.source.write || !able()) return;
        const [before, others, list] = [await records(), await stage.digestOfOther(), await corrected()];
        expect(list.length).toBeGreaterThan(1);
        expect(await stage.source.changed(list, "rectify")).toBe(0);
        expect(await stage.source.left("rectify", list)).toBe(list.length);
        const effect = await write("rectify", list, "operation-1");
        expect(effect).toEqual({ done: list.length, gone: 0, held: 0 });
        const after = await records();
        for (const { key, values = {} } of list) {
          const named = Object.keys(values);
          const rest = (one: SourceRecord["values"] = {}) =>
            Object.fromEntries(Object.entries(one).filter(([column]) => !named.includes(column)));
          expect(rest(after.get(key))).toEqual(rest(before.get(key)));
        }
        expect([...after].filter(([key, values]) => !same(values, before.get(key))).map(([key]) => key)).toEqual(
          list.map(({ key }) => key),
        );
        expect(await stage.source.left("rectify", list)).toBe(0);
        // What the run wrote itself is no change by somebody else.
        expect(await stage.source.changed(list, "rectify")).toBe(0);
        const again = await write("rectify", list, "operation-1");
        expect(again).toEqual({ done: 0, gone: list.length, held: 0 });
        expect(await records()).toEqual(after);
        expect(await stage.digestOfOther()).toBe(others);
      });

      test("shows which records somebody else has changed since they were listed", async () => {
        if (!able()) return;
        const listed = await items();
        const before = listed.map((item, at): Item => ({ ...item, values: stage.corrections.values.at(at - 1) ?? {} }));
        const unfit = listed.map((item): Item => ({ ...item, values: stage.unfit.stored }));
        await stage.changeMeanwhile(listed[0] as Item);
        for (const [first, ...rest] of [before, unfit]) {
          expect(await stage.source.changed([first as Item], "rectify")).toBe(1);
          expect(await stage.source.changed(rest, "rectify")).toBe(0);
          expect(await stage.source.changed([first as Item, ...rest], "rectify")).toBe(1);
        }
      });
    });

    describe("what the system cannot do", () => {
      test("is held, record by record, and changes nothing", async () => {
        const list: Item[] = [];
        for (const group of mine()) list.push(...(await all(stage.source.list(stage.person, group))));
        for (const writing of stage.cannot ?? []) {
          const before = await stage.digestOfOther();
          const effect = await stage.source.write?.(writing, list, "operation-9");
          expect(effect).toEqual({ done: 0, gone: 0, held: list.length });
          expect(await stage.source.left(writing, list)).toBe(list.length);
          expect(await stage.source.changed(list)).toBe(0);
          expect(await stage.digestOfOther()).toBe(before);
        }
        if (stage.cannot?.includes("pause")) expect(mine().some(({ pausable }) => pausable)).toBe(false);
      });
    });

    describe("Art. 18: a pause", () => {
      const paused = async () => {
        const found: Item[] = [];
        for (const group of mine().filter(({ pausable }) => pausable))
          found.push(...(await all(stage.source.list(stage.person, group))));
        return found;
      };

      test("marks what can be marked, takes nothing away, voids no approval, and is taken away again", async () => {
        if (!stage.pauses) return expect(groups.filter(({ pausable }) => pausable)).toEqual([]);
        if (!stage.source.write || stage.cannot?.includes("pause")) return;
        const [list, others] = [await paused(), await stage.digestOfOther()];
        const before = await stage.source.locate(stage.person, stage.cutoffs);
        expect(list.length).toBeGreaterThan(0);
        expect(await stage.source.left("pause", list)).toBe(list.length);
        expect(await write("pause", list, "operation-2")).toEqual({ done: list.length, gone: 0, held: 0 });
        expect(await stage.source.left("pause", list)).toBe(0);
        expect(await write("pause", list, "operation-2")).toEqual({ done: 0, gone: list.length, held: 0 });
        // The same groups, the same records, the same versions.
        expect(await stage.source.locate(stage.person, stage.cutoffs)).toEqual(before);
        expect(await paused()).toEqual(list);
        expect(await stage.source.changed(list)).toBe(0);
        expect(await stage.source.left("lift", list)).toBe(list.length);
        expect(await write("lift", list, "operation-3")).toEqual({ done: list.length, gone: 0, held: 0 });
        expect(await stage.source.left("lift", list)).toBe(0);
        expect(await stage.source.left("pause", list)).toBe(list.length);
        expect(await write("lift", list, "operation-3")).toEqual({ done: 0, gone: list.length, held: 0 });
        expect(await paused()).toEqual(list);
        expect(await stage.digestOfOther()).toBe(others);
      });
    });

    test("erasing by list touches nobody else, and twice is harmless", async () => {
      if (!stage.source.write) return;
      const before = await stage.digestOfOther();
      const items: Item[] = [];
      for (const group of mine()) items.push(...(await all(stage.source.list(stage.person, group))));
      expect(await stage.source.changed(items)).toBe(0);
      const first = await write("erase", items, "operation-1");
      expect(first.done + first.gone + first.held).toBe(items.length);
      expect(first.held).toBe(await stage.source.left("erase", items));
      expect(await write("erase", items, "operation-1")).toEqual({
        done: 0,
        gone: items.length - first.held,
        held: first.held,
      });
      expect(await stage.digestOfOther()).toBe(before);
      expect(await stage.source.changed(items, "erase")).toBe(0);
    });

    test("what was erased is not found again", async () => {
      if (!stage.source.write) return;
      const found = await stage.source.locate(stage.person, stage.cutoffs);
      expect(found.groups.filter((group) => group.belongs === "mine" && group.count !== null)).toEqual([]);
    });
  });
}

/** Writes, and asks again when the system says, until nothing is under way; gives what came of it all. */
async function toTheEnd(stage: Stage, writing: Writing, items: readonly Item[], operation: string): Promise<Effect> {
  let done = 0;
  for (let call = 0; call < 20; call += 1) {
    const effect = await stage.source.write?.(writing, items, operation);
    if (!effect) throw new Error(`the source ${stage.source.id} writes nothing`);
    const { underWay } = effect;
    expect(effect.done + effect.gone + effect.held + (underWay?.count ?? 0)).toBe(items.length);
    done += effect.done;
    if (!underWay) return { done, gone: items.length - done - effect.held, held: effect.held };
    expect(underWay.askAgain < underWay.by).toBe(true);
    if (!stage.pass) throw new Error("what is under way needs time to pass");
    await stage.pass(underWay.askAgain);
  }
  throw new Error(`the source ${stage.source.id} never comes to an end`);
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

async function all<Value>(stream: AsyncIterable<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of stream) values.push(value);
  return values;
}
