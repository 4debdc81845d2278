/** Art. 12(1): reference and receipt code say where a request stands, finer than its state. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestDatabase } from "../../demo/postgres/test-database";
import { db } from "../db";
import { fileRequest, openTestPortal, signedIn } from "../steps/filed-request.fixture";
import german from "../../messages/de.json";
import english from "../../messages/en.json";
import { requestByReceipt } from "./by-receipt";

let portal: { database: TestDatabase; close(): Promise<void> };
beforeAll(async () => {
  portal = await openTestPortal("by-receipt");
}, 120_000);
afterAll(() => portal.close());

const ana = () => signedIn({ email: "ana@mail.example", name: "Ana" });
const open = (reference: string) => requestByReceipt({ reference } as Parameters<typeof requestByReceipt>[0]);

test("an approved deletion can still be stopped until its undo time ends, and is carried out afterwards", async () => {
  const erasure = await fileRequest(await ana(), { right: "erasure" });
  expect(await open(erasure)).toMatchObject({ phase: "received", closed: false, undoUntil: null, copyFirst: false });
  const until = new Date(Date.now() + 3_600_000);
  await db().request.update({ where: { id: erasure }, data: { state: "approved", undoUntil: until } });
  expect(await open(erasure)).toMatchObject({ phase: "undo", undoUntil: until });
  await db().request.update({ where: { id: erasure }, data: { undoUntil: new Date(Date.now() - 60_000) } });
  expect(await open(erasure)).toMatchObject({ phase: "running", undoUntil: null });
});

test("a copy that comes first is told of until it is waived", async () => {
  const who = await ana();
  const copy = await fileRequest(who);
  const erasure = await fileRequest(who, { right: "erasure" });
  await db().request.update({ where: { id: erasure }, data: { copyFirst: copy } });
  expect(await open(erasure)).toMatchObject({ copyFirst: true });
  await db().request.update({ where: { id: erasure }, data: { copyWaivedAt: new Date() } });
  expect(await open(erasure)).toMatchObject({ copyFirst: false });
});

test("what is answered is closed; a copy is nothing that a code opens", async () => {
  const copy = await fileRequest(await ana(), { state: "delivered" });
  const times = { availableAt: new Date(), expiresAt: new Date(Date.now() + 86_400_000) };
  await db().package.create({
    data: { request: copy, file: "x", bytes: 1n, records: 1, sha256: "0".repeat(64), ...times },
  });
  expect(await open(copy)).toMatchObject({ phase: "answered", closed: true });
});

test.each([
  ["English", english],
  ["German", german],
])("each phase has a sentence in %s that is more than a label", (_, { shell, my }) => {
  const sentences = { ...my.headlines.any, ...shell.lookup.headlines };
  for (const said of Object.values(sentences)) expect(said).toMatch(/^\p{Lu}.+ .+\.$/u);
  expect(shell.lookup.headlines.undo).toContain("{undo}");
  expect(Object.keys(shell.lookup)).not.toContain("found");
});
