/** Source memory on the real database: what two workers put there at once, and that nothing else is touched. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../../demo/postgres/test-database";
import { closeDb } from "../db";
import { sourceMemory } from "./source-memory";

let database: TestDatabase;
const before = process.env.DATABASE_URL;
beforeAll(async () => {
  database = await testDatabase("source-memory");
  process.env.DATABASE_URL = database.url("worker");
}, 120_000);
afterAll(async () => {
  await closeDb();
  process.env.DATABASE_URL = before;
  await database.drop();
});

const many = Array.from({ length: 8 }, (_, worker) => ({ worker }));
const winners = (won: boolean[]) => won.filter(Boolean).length;

test("of workers that put something where nothing stands, one is first", async () => {
  const memory = sourceMemory("one");
  const won = await Promise.all(many.map((value) => memory.swap("order/a", undefined, value)));
  expect(winners(won)).toBe(1);
  expect(await memory.get("order/a")).toEqual(many[won.indexOf(true)]);
});

test("of workers that change what stands there, one is first; the order of its keys does not count", async () => {
  const memory = sourceMemory("one");
  await memory.put("order/b", { state: "intended", at: "2026-11-26T10:00:00Z", job: null });
  const stands = { at: "2026-11-26T10:00:00Z", job: null, state: "intended" };
  const won = await Promise.all(many.map((value) => memory.swap("order/b", stands, value)));
  expect(winners(won)).toBe(1);
  expect(await memory.get("order/b")).toEqual(many[won.indexOf(true)]);
  expect(await memory.swap("order/b", stands, "late")).toBe(false);
});

test("a memory is its source's own", async () => {
  await sourceMemory("one").put("order/c", 1);
  expect(await sourceMemory("two").swap("order/c", 1, 2)).toBe(false);
  expect(await sourceMemory("two").swap("order/c", undefined, 3)).toBe(true);
  expect(await sourceMemory("one").get("order/c")).toBe(1);
});
