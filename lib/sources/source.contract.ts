/**
 * What every source keeps, whatever it is made of. One suite, run against each kind.
 *
 * `make` opens a source in which `person` holds something and `other` does; `digestOfOther` must see any change to
 * what is not the person's.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Group } from "../gdpr/plan-value";
import { correctionContract } from "./correction.contract";
import { pauseContract } from "./pause.contract";
import { recordsIn, type Item, type Writing } from "./source";
import * as playing from "./stage.contract";
import { all, readGroup, toTheEnd, type Stage } from "./stage.contract";

export type { Stage } from "./stage.contract";

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
    const now = () => ({ stage, groups });
    const mine = () => playing.mine(now());

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
        expect(items).toHaveLength(group.count);
        if (group.unread) continue;
        const records = await readGroup(stage, group);
        // What is assumed counts as one, whatever the copy turns out to hold.
        if (group.assumed) expect(records.length).toBeGreaterThan(0);
        else expect(records.map(({ part, key }) => [part, key])).toEqual(items.map(({ part, key }) => [part, key]));
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
        const pages = await all(together.read(stage.person, some));
        expect(inOrder(pages.flatMap(recordsIn))).toEqual(inOrder(singly));
        for (const page of pages)
          for (const { values } of recordsIn(page)) expect(Object.keys(values)).toEqual(page.columns);
      }
    });

    test("records survive JSON", async () => {
      for (const group of mine())
        for (const { attachments = [], ...record } of await readGroup(stage, group)) {
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
          const whole = await readGroup(stage, group);
          const provided = await readGroup(stage, group, "provided");
          expect(provided.map(({ key }) => key)).toEqual(whole.map(({ key }) => key));
          for (const [at, { values }] of provided.entries()) {
            expect(whole[at]?.values).toMatchObject(values);
            if (Object.keys(values).length > 0) seen[group.category] = Object.keys(values).toSorted();
          }
        }
        expect(seen).toEqual(stage.provided);
      });
    });

    correctionContract(now);

    describe("what the system cannot do", () => {
      test("is held, record by record, and changes nothing", async () => {
        const list = await playing.listOf(now());
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

    pauseContract(now);

    test("erasing by list touches nobody else, and twice is harmless", async () => {
      if (!stage.source.write) return;
      const before = await stage.digestOfOther();
      const items = await playing.listOf(now());
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
      // What is assumed is assumed for ever.
      expect(playing.mine({ stage, groups: found.groups }).filter(({ assumed }) => !assumed)).toEqual([]);
    });
  });
}
