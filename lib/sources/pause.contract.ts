/** Art. 18, as every source keeps it: a pause marks, takes nothing away, and is taken away again. */
import { describe, expect, test } from "vitest";
import type { Item, Writing } from "./source";
import { listOf, toTheEnd, type Playing } from "./stage.contract";

/** Declares the part of the suite about pauses. */
export function pauseContract(playing: () => Playing): void {
  describe("Art. 18: a pause", () => {
    const paused = () => listOf(playing(), ({ pausable }) => pausable === true);
    // What is assumed has a key of its own in each list.
    const shown = async () =>
      (await paused()).map(({ key, ...item }) =>
        playing().groups.some(({ assumed }) => assumed) ? item : { key, ...item },
      );

    test("marks what can be marked, takes nothing away, voids no approval, and is taken away again", async () => {
      const { stage, groups } = playing();
      const { source, person, cutoffs } = stage;
      const write = (writing: Writing, items: readonly Item[], operation: string) =>
        toTheEnd(stage, writing, items, operation);
      if (!stage.pauses) return expect(groups.filter(({ pausable }) => pausable)).toEqual([]);
      if (!source.write || stage.cannot?.includes("pause")) return;
      const [list, others, before] = [await paused(), await stage.digestOfOther(), await shown()];
      const found = await source.locate(person, cutoffs);
      expect(list.length).toBeGreaterThan(0);
      expect(await source.left("pause", list)).toBe(list.length);
      expect(await write("pause", list, "operation-2")).toEqual({ done: list.length, gone: 0, held: 0 });
      expect(await source.left("pause", list)).toBe(0);
      expect(await write("pause", list, "operation-2")).toEqual({ done: 0, gone: list.length, held: 0 });
      // The same groups, the same records, the same versions.
      expect(await source.locate(person, cutoffs)).toEqual(found);
      expect(await shown()).toEqual(before);
      expect(await source.changed(list)).toBe(0);
      expect(await source.left("lift", list)).toBe(list.length);
      expect(await write("lift", list, "operation-3")).toEqual({ done: list.length, gone: 0, held: 0 });
      expect(await source.left("lift", list)).toBe(0);
      expect(await source.left("pause", list)).toBe(list.length);
      expect(await write("lift", list, "operation-3")).toEqual({ done: 0, gone: list.length, held: 0 });
      expect(await shown()).toEqual(before);
      expect(await stage.digestOfOther()).toBe(others);
    });
  });
}
