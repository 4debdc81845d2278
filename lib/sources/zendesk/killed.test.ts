/**
 * Killed before or after each request and each note in its memory, and run again: the helpdesk ends as if nobody had
 * killed anything, and nothing was done a second time.
 */
import { describe, expect, test } from "vitest";
import { Killed, dying } from "../killed.fixture";
import type { Item, SourceTools, Writing } from "../source";
import { directDesk, listed, othersOf, type DirectDesk } from "./desk.fixture";
import type { Transport } from "./transport";

/** Counts what is done; before or after its `at`-th doing the process is dead, and stays so. */
function guillotine(at: number, when: "before" | "after") {
  const step = dying(at, when);
  const around = (transport: Transport): Transport => ({ ...transport, ask: (question) => step(() => transport.ask(question)) });
  const remembering = ({ memory, ...tools }: SourceTools): SourceTools => ({
    ...tools,
    memory: {
      get: (name) => memory.get(name),
      put: (name, value) => step(() => memory.put(name, value)),
      swap: (name, before, value) => step(() => memory.swap(name, before, value)),
      forget: (name) => step(() => memory.forget(name)),
    },
  });
  return { around, remembering };
} // prettier-ignore

/** Asks until nothing is under way. */
async function toTheEnd(desk: DirectDesk, writing: Writing, items: readonly Item[]): Promise<number> {
  // A budget of its own for every call: how long one waits for room is another test's.
  for (let call = 0; call < 40; call += 1) {
    const effect = await desk.again({ tools: withMemory(desk) }).write?.(writing, items, "operation");
    if (!effect?.underWay) return effect?.held ?? -1;
    desk.pass(effect.underWay.askAgain);
  }
  throw new Error("it never comes to an end");
}

const withMemory = (desk: DirectDesk): SourceTools => ({ ...desk.fresh(), memory: desk.tools.memory });

/** What was done, without the times, in any order. */
const changes = (desk: DirectDesk): string[] => desk.state().changes.map(({ change, record }) => `${change} ${record}`).toSorted(); // prettier-ignore

/** `most`: so many tickets, and no profile. */
type Case = { name: string; writing: Writing; changes?: object; most?: number };
const cases: Case[] = [
  { name: "erasing", writing: "erase" },
  { name: "emptying", writing: "erase", changes: { tickets: [{ category: "contract", from: "closed", erase: "redact" }] }, most: 3 },
  { name: "locking", writing: "restrict" },
  { name: "pausing", writing: "pause" },
]; // prettier-ignore

describe.each(cases)("$name", ({ writing, changes: policy = {}, most }) => {
  const open = (): DirectDesk => {
    const desk = directDesk({ jobSeconds: 45, removalSeconds: 200 });
    const again = desk.again.bind(desk);
    desk.again = (given = {}) => again({ changes: policy, ...given });
    return desk;
  };
  // Every desk is filled alike, so one list is the list of all.
  const list = async (): Promise<Item[]> => {
    const found = await listed(open().again());
    return most === undefined ? found : found.filter(({ part }) => part !== "profile").slice(0, most);
  };

  test.each(["before", "after"] as const)(
    "killed %s each step",
    async (when) => {
      const items = await list();
      const undisturbed = open();
      const others = othersOf(undisturbed.state());
      expect(await toTheEnd(undisturbed, writing, items)).toBe(0);
      const expected = changes(undisturbed);
      expect(new Set(expected).size).toBe(expected.length);
      let [at, reached] = [1, true];
      for (; reached; at += 1) {
        const desk = open();
        const killer = guillotine(at, when);
        const doomed = { transport: killer.around(desk.transport), tools: killer.remembering(withMemory(desk)) };
        // The first life: call after call, as the worker asks again, until the process dies or the work is done.
        reached = await died(desk, items, doomed);
        expect([at, await toTheEnd(desk, writing, items)]).toEqual([at, 0]);
        expect([at, changes(desk)]).toEqual([at, expected]);
        expect(await desk.again({ tools: withMemory(desk) }).left(writing, items)).toBe(0);
        expect(othersOf(desk.state())).toBe(others);
      }
      // The loop really went through many steps.
      expect(at).toBeGreaterThan(8);
    },
    60_000,
  );

  async function died(desk: DirectDesk, items: Item[], doomed: Parameters<DirectDesk["again"]>[0]): Promise<boolean> {
    try {
      for (;;) {
        const effect = await desk.again(doomed).write?.(writing, items, "operation");
        if (!effect?.underWay) return false;
        desk.pass(effect.underWay.askAgain);
      }
    } catch (error) {
      if (error instanceof Killed) return true;
      throw error;
    }
  }
});
