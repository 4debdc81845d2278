/** Art. 16, as every source keeps it: each listed record gets its own values, and nothing else changes. */
import { describe, expect, test } from "vitest";
import type { Group } from "../gdpr/plan-value";
import type { Item, SourceRecord } from "./source";
import { listOf, mine, readGroup, same, toTheEnd, type Playing } from "./stage.contract";

/** Declares the part of the suite about corrections. */
export function correctionContract(playing: () => Playing): void {
  describe("Art. 16: a correction", () => {
    const able = () => playing().stage.corrections !== null && !playing().stage.cannot?.includes("rectify");
    const wanted = () => playing().stage.corrections?.values ?? [];
    const isCorrected = ({ category }: Group) => category === playing().stage.corrections?.category;
    const records = async () => {
      const read = new Map<string, SourceRecord["values"]>();
      for (const group of mine(playing()).filter(isCorrected))
        for (const { key, values } of await readGroup(playing().stage, group)) read.set(key, values);
      return read;
    };
    const items = async (): Promise<Item[]> => (await listOf(playing(), isCorrected)).slice(0, wanted().length);
    const corrected = async () => (await items()).map((item, at): Item => ({ ...item, values: wanted()[at] ?? {} }));
    const write = (list: readonly Item[], operation: string) => toTheEnd(playing().stage, "rectify", list, operation);

    test("what the system cannot store holds its own record back and leaves the others as they are", async () => {
      const { stage } = playing();
      if (!stage.source.write || !able()) return;
      const [before, first] = [await records(), (await items())[0] as Item];
      const unfit = { ...first, values: stage.unfit.stored };
      expect(await stage.source.changed([unfit], "rectify")).toBe(0);
      expect(await stage.source.left("rectify", [unfit])).toBe(1);
      expect(await write([unfit], "operation-0")).toEqual({ done: 0, gone: 0, held: 1 });
      expect(await records()).toEqual(before);
    });

    test("what is nobody's to set is a fault, and nothing is written", async () => {
      const { stage } = playing();
      if (!stage.source.write || !able()) return;
      const [before, first] = [await records(), (await items())[0] as Item];
      const stray = { ...first, values: stage.unfit.allowed };
      await expect(stage.source.write("rectify", [stray], "operation-0")).rejects.toThrow();
      expect(await records()).toEqual(before);
    });

    test("gives each item its own values and changes nothing else; twice is harmless", async () => {
      const { stage } = playing();
      if (!stage.source.write || !able()) return;
      const [before, others, list] = [await records(), await stage.digestOfOther(), await corrected()];
      expect(list.length).toBeGreaterThan(1);
      expect(await stage.source.changed(list, "rectify")).toBe(0);
      expect(await stage.source.left("rectify", list)).toBe(list.length);
      const effect = await write(list, "operation-1");
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
      const again = await write(list, "operation-1");
      expect(again).toEqual({ done: 0, gone: list.length, held: 0 });
      expect(await records()).toEqual(after);
      expect(await stage.digestOfOther()).toBe(others);
    });

    test("shows which records somebody else has changed since they were listed", async () => {
      const { stage } = playing();
      if (!able()) return;
      const listed = await items();
      const before = listed.map((item, at): Item => ({ ...item, values: wanted().at(at - 1) ?? {} }));
      const unfit = listed.map((item): Item => ({ ...item, values: stage.unfit.stored }));
      await stage.changeMeanwhile(listed[0] as Item);
      for (const [first, ...rest] of [before, unfit]) {
        expect(await stage.source.changed([first as Item], "rectify")).toBe(1);
        expect(await stage.source.changed(rest, "rectify")).toBe(0);
        expect(await stage.source.changed([first as Item, ...rest], "rectify")).toBe(1);
      }
    });
  });
}
