import { expect, it } from "vitest";
import { inBatches } from "./in-batches";

const twenty = Array.from({ length: 20 }, (_, at) => at);
const pause = () => new Promise((go) => setTimeout(go, 1));

it("does all, a few at a time, and looks after each few while nothing runs", async () => {
  let running = 0;
  const [done, most, looked]: [number[], number[], number[][]] = [[], [], []];
  await inBatches(
    twenty,
    async (one) => {
      running += 1;
      await pause();
      most.push(running);
      running -= 1;
      done.push(one);
    },
    async (batch) => {
      expect(running).toBe(0);
      looked.push([...batch]);
    },
  );
  expect(done.toSorted((a, b) => a - b)).toEqual(twenty);
  expect(Math.max(...most)).toBeGreaterThan(1);
  expect(Math.max(...most)).toBeLessThanOrEqual(6);
  expect(looked.flat()).toEqual(twenty);
});

it("fails with what failed, after the others of the batch have ended, and begins nothing more", async () => {
  const done: number[] = [];
  const work = async (one: number) => {
    if (one === 7) throw new Error("the eighth");
    await pause();
    done.push(one);
  };
  await expect(inBatches(twenty, work)).rejects.toThrow("the eighth");
  expect(done).toEqual([0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11]);
});

it("fails when what is looked at afterwards is wrong", async () => {
  const look = async (batch: readonly number[]) => expect(batch).not.toContain(13);
  await expect(inBatches(twenty, pause as () => Promise<void>, look)).rejects.toThrow();
});
