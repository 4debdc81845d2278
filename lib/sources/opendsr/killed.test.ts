/**
 * Killed before or after each request and each note in its memory, and run again: the processor ends as if nobody had
 * killed anything, and took one order. Two workers at once are one as well.
 */
import { describe, expect, test } from "vitest";
import { Killed, dying } from "../killed.fixture";
import type { Vendors } from "../../../demo/vendors/server";
import { opendsrSource } from "../opendsr";
import type { Item, Source, SourceTools, Writing } from "../source";
import { heldBy, hour, janeDoe, listOf, orderedAt, stage, type Stage } from "./stage.fixture";

/** Tools with which the process dies before or after its `at`-th doing: a note, or a call (which takes from the budget). */
function mortal({ tools }: Stage, at: number, when: "before" | "after"): SourceTools {
  const step = dying(at, when);
  const { memory, budget } = tools;
  return {
    ...tools,
    memory: {
      get: memory.get,
      put: (...put) => step(() => memory.put(...put)),
      swap: (...swap) => step(() => memory.swap(...swap)),
      forget: (...forget) => step(() => memory.forget(...forget)),
    },
    budget: { take: (...asked) => step(() => budget.take(...asked)) },
  };
}

const open = () => stage({ partner: { doneAfter: 5_000 }, mapping: { extension: "partner.example" } });
const ordersAt = (vendors: Vendors) => (vendors.state("opendsr") as { orders: unknown[] }).orders;

async function toTheEnd(source: Source, write: (source: Source) => Promise<boolean>, later: () => void) {
  for (let call = 0; call < 10; call += 1) {
    if (await write(source)) return;
    later();
  }
  throw new Error("it never comes to an end");
}

describe.each<[Writing, string[]]>([
  ["erase", ["omar@mail.example", "ruth@mail.example"]],
  ["pause", ["jane@mail.example", "omar@mail.example", "ruth@mail.example"]],
])("%s", (writing, remain) => {
  test.each(["before", "after"] as const)("killed %s each step: one order, done in the end", async (when) => {
    let [at, died] = [1, true];
    for (; died; at += 1) {
      const set = await open();
      const items = await listOf(set.source, janeDoe);
      const write = async (source: Source) => !(await source.write?.(writing, items, "R-1/1/0/0"))?.underWay;
      const later = () => set.later(2 * hour);
      const doomed = opendsrSource("partner-dsr", set.mapping, mortal(set, at, when));
      died = await toTheEnd(doomed, write, later).then(
        () => false,
        (error: unknown) => {
          if (error instanceof Killed) return true;
          throw error;
        },
      );
      await toTheEnd(set.reopened(), write, later);
      expect([at, ordersAt(set.vendors).length, new Set(orderedAt(set.vendors)).size]).toEqual([at, 1, 1]);
      expect(heldBy(set.vendors)).toEqual(remain);
      expect(await set.reopened().left(writing, items)).toBe(0);
    }
    // The loop really went through many steps.
    expect(at).toBeGreaterThan(6);
  });
});

test.each(["before", "after"] as const)(
  "a copy: killed %s each step, it is ordered once and read whole",
  async (when) => {
    let [at, died] = [1, true];
    for (; died; at += 1) {
      const set = await open();
      const [group] = (await set.source.locate(janeDoe, {})).groups;
      if (!group) throw new Error("no group");
      const prepare = async (source: Source) => (await source.prepare?.(janeDoe, group)) === null;
      const doomed = opendsrSource("partner-dsr", set.mapping, mortal(set, at, when));
      died = await toTheEnd(doomed, prepare, () => set.later(2 * hour)).then(
        () => false,
        (error: unknown) => {
          if (error instanceof Killed) return true;
          throw error;
        },
      );
      const source = set.reopened();
      await toTheEnd(source, prepare, () => set.later(2 * hour));
      const records = [];
      for await (const record of source.read(janeDoe, group)) records.push(record.values.email);
      expect([at, records, ordersAt(set.vendors).length]).toEqual([at, ["jane@mail.example"], 1]);
    }
    expect(at).toBeGreaterThan(6);
  },
);

describe("two workers at once", () => {
  const both = (work: (source: Source) => Promise<unknown> | undefined, { reopened }: Stage) =>
    Promise.all([work(reopened()), work(reopened())]);

  test("give one order to erase", async () => {
    const set = await open();
    const items: Item[] = await listOf(set.source, janeDoe);
    await both((source) => source.write?.("erase", items, "R-1/1/0/0"), set);
    expect(orderedAt(set.vendors)).toHaveLength(1);
    set.later(2 * hour);
    expect(await set.source.write?.("erase", items, "R-1/1/0/0")).toEqual({ done: 1, gone: 0, held: 0 });
  });

  test.each<Writing | "copy">(["erase", "copy"])("%s: one looks while the other is sending", async (what) => {
    const set = await open();
    const items = await listOf(set.source, janeDoe);
    const [group] = (await set.source.locate(janeDoe, {})).groups;
    const work = (source: Source) =>
      what === "copy" ? source.prepare?.(janeDoe, group as never) : source.write?.(what, items, "R-1/1/0/0");
    const { memory, budget } = set.tools;
    let [isMeant, looked] = [false, 0];
    const slow: SourceTools = {
      ...set.tools,
      memory: {
        ...memory,
        swap: async (name, ...change) => ((isMeant ||= name.startsWith("order/")), memory.swap(name, ...change)),
      },
      budget: {
        take: async (...asked) => {
          if (isMeant && looked++ === 0) await work(set.reopened());
          return budget.take(...asked);
        },
      },
    };
    await work(opendsrSource("partner-dsr", set.mapping, slow));
    expect([looked > 0, orderedAt(set.vendors).length]).toEqual([true, 1]);
  });

  test("order one copy", async () => {
    const set = await open();
    const [group] = (await set.source.locate(janeDoe, {})).groups;
    await both((source) => source.prepare?.(janeDoe, group as never), set);
    expect(orderedAt(set.vendors)).toHaveLength(1);
  });
});
