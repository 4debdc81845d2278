/**
 * What every source keeps, whatever it is made of. One suite, run against each kind.
 *
 * `make` opens a source in which `person` holds something and `other` does; `digestOfOther` must see any change to
 * what is not the person's.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Group } from "../gdpr/plan-value";
import type { Cutoffs, Item, Person, Source } from "./source";

export type Stage = {
  source: Source;
  person: Person;
  /** Known to nobody. */
  stranger: Person;
  cutoffs: Cutoffs;
  /** A digest of everything in the system that is not the person's. */
  digestOfOther(): Promise<string>;
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

    test("records survive JSON", async () => {
      for (const group of mine())
        for await (const record of stage.source.read(stage.person, group))
          expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    });

    test("nothing is held about somebody unknown", async () => {
      const found = await stage.source.locate(stage.stranger, stage.cutoffs);
      expect(found.groups.filter((group) => group.count !== null)).toEqual([]);
    });

    test("erasing by list touches nobody else, and twice is harmless", async () => {
      if (!stage.source.write) return;
      const before = await stage.digestOfOther();
      const items: Item[] = [];
      for (const group of mine()) items.push(...(await all(stage.source.list(stage.person, group))));
      expect(await stage.source.changed(items)).toBe(0);
      const first = await stage.source.write("erase", items, "operation-1");
      expect(first.done + first.gone + first.held).toBe(items.length);
      expect(first.held).toBe(await stage.source.left("erase", items));
      expect(await stage.source.write("erase", items, "operation-1")).toEqual({
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

async function all<Value>(stream: AsyncIterable<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of stream) values.push(value);
  return values;
}
