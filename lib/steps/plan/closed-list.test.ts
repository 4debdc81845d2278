/** A list comes back as it was kept, is what the commitment says, and cannot be read or moved by others. */
import { createHmac, randomBytes } from "node:crypto";
import { inflateSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "../../db";
import type { Group } from "../../gdpr/plan-value";
import { openBytesFor, type RequestKey } from "../../seal/request-key";
import type { Item } from "../../sources/source";
import { startPortal, type Portal } from "../portal.fixture";
import { keepList, keptList, linesOf, type ListAt } from "./closed-list";

let portal: Portal;
let group: Group;
beforeAll(async () => {
  portal = await startPortal("closed-list");
  const selector = JSON.stringify(["analytics_events/analytics-google", 0, null, false, false, null]);
  group = { source: "shop", category: "analytics-google", selector } as Group;
}, 300_000);
afterAll(() => portal.close());

const request = "R-0123456789ABCDEF";
const keys: RequestKey = { request, key: randomBytes(32), salt: randomBytes(32) };
const at: ListAt = { request, planNo: 1, idx: 0 };
const odd = ['"', "\\", "\n", "\\n", "],[", "\u0000\u001f", "\u2028", "\u007f", "𝄞", "", '["a", "b"]'];
const listed = (count: number): Item[] =>
  Array.from({ length: count }, (_, no) => ({ part: "p/c", key: odd[no] ?? String(no), version: `v${no}` }));

async function kept(from: number, size: number): Promise<Item[][]> {
  const batches: Item[][] = [];
  for await (const batch of keptList(db(), keys, at, { from, size })) batches.push(batch);
  return batches;
}

test("a list of several chunks is committed to line by line and read from any place on", async () => {
  const items = listed(120_000);
  const { count, chunks, commitment } = await keepList(db(), keys, at, [group], () => linesOf(items));
  expect([count, chunks]).toEqual([120_000, 3]);
  const lines = items.map(({ part, key, version }) => `${JSON.stringify([part, key, version])}\n`).join("");
  expect(commitment).toBe(createHmac("sha256", keys.salt).update(lines).digest("hex"));
  expect((await kept(0, 10_000)).flat()).toEqual(items);
  const rest = await kept(49_999, 10_000);
  expect(rest.flat()).toEqual(items.slice(49_999));
  expect(rest.every((batch) => batch.length <= 10_000)).toBe(true);
});

test("values that are set right travel in the list", async () => {
  const items: Item[] = [{ part: "p/c", key: "1", version: "v", values: { b: "new\nline", a: null } }];
  const { commitment } = await keepList(db(), keys, at, [group], () => linesOf(items));
  const line = '["p/c","1","v",{"a":null,"b":"new\\nline"}]\n';
  expect(commitment).toBe(createHmac("sha256", keys.salt).update(line).digest("hex"));
  expect((await kept(0, 10)).flat()).toEqual(items);
});

test("a chunk is compressed, then sealed to its place", async () => {
  const items = listed(20_000);
  await keepList(db(), keys, at, [group], () => linesOf(items));
  const { sealed } = await db().listChunk.findFirstOrThrow({ where: at });
  const plain = inflateSync(openBytesFor(keys, "list 1/0/0", sealed)).toString();
  expect(plain.split("\n")).toHaveLength(20_001);
  expect(sealed.length).toBeLessThan(plain.length / 2);
  await db().listChunk.updateMany({ where: at, data: { no: 1 } });
  expect(() => openBytesFor(keys, "list 1/0/1", sealed)).toThrow();
});

test("an empty list has no chunk", async () => {
  const { count, chunks, commitment } = await keepList(db(), keys, at, [group], () => linesOf([]));
  expect([count, chunks, commitment]).toEqual([0, 0, createHmac("sha256", keys.salt).digest("hex")]);
  expect(await kept(0, 10)).toEqual([]);
});
