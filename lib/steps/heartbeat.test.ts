import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { whileBeating } from "./heartbeat";

test("a beat that is under way when the work ends is over before the work counts as done", async () => {
  let beats = 0;
  const keep = async () => {
    await pause(60);
    beats += 1;
  };
  expect(await whileBeating(keep, () => pause(30, "done"), 0.01)).toBe("done");
  expect(beats).toBe(1);
});

test("beats go on one after the other, and stop when one fails", async () => {
  let beats = 0;
  const keep = async () => {
    beats += 1;
    if (beats === 3) throw new Error("lost");
  };
  await whileBeating(keep, () => pause(200), 0.01);
  expect(beats).toBe(3);
});

test("what the work throws is thrown, after the beat", async () => {
  let isOver = false;
  const keep = async () => {
    await pause(40);
    isOver = true;
  };
  const work = async () => {
    await pause(20);
    throw new Error("the source is away");
  };
  await expect(whileBeating(keep, work, 0.01)).rejects.toThrow("the source is away");
  expect(isOver).toBe(true);
});
