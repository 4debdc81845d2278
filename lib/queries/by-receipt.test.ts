/** Art. 12(1): reference and receipt code say where a request stands, finer than its state. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestDatabase } from "../../demo/postgres/test-database";
import { policy } from "../company";
import { db } from "../db";
import { drawNoticeReference } from "../steps/ask/reference";
import { confirmedBySource } from "../steps/recipients/by-source";
import { putInDrawer } from "../seal/request-key";
import { loadRequest } from "../steps/load";
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
const open = (reference: string) => requestByReceipt({ reference } as Parameters<typeof requestByReceipt>[0], "en");

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

test("what happened since a letter stands there too: moments, and what stayed until which day", async () => {
  const erasure = await fileRequest(await ana(), { right: "erasure", state: "delivered" });
  const row = { request: erasure, planNo: 1, action: "keep", count: 1, groups: [] };
  const { id: drawerId } = await putInDrawer(db(), (await loadRequest(db(), erasure)).keys, "plan", {});
  await db().plan.create({ data: { request: erasure, no: 1, hash: "0".repeat(64), policy: "x", drawerId } });
  const lines = ["invoice", "order", "fraud-file", "account"].map((category, idx) => ({
    ...row,
    idx,
    category,
    source: "shop",
  }));
  await db().request.update({ where: { id: erasure }, data: { planNo: 1 } });
  await db().decision.createMany({ data: lines });
  const finishedAt = new Date("2030-01-02T00:30:00Z");
  for (const { idx, category } of lines.filter((one) => one.category !== "account"))
    await db().duty.create({
      data: { request: erasure, planNo: 1, idx, category, source: "shop", writing: "erase", count: 1, dueOn: new Date("2030-01-01"), ...(idx === 0 ? { state: "done", finishedAt } : {}) }, // prettier-ignore
    });
  const found = await open(erasure);
  expect(found?.kept).toEqual([
    { label: policy().categories.invoice?.label.en, until: "2030-01-01", goneOn: "2030-01-02" },
    { label: policy().categories.order?.label.en, until: "2030-01-01", goneOn: null },
    { label: policy().categories.account?.label.en, until: null, goneOn: null },
  ]);
  expect(found?.moments.map(({ fact }) => fact)).not.toContain("recipient-told");
  await confirmedAt(erasure, "fraud-partner", true);
  expect((await open(erasure))?.moments).toEqual(found?.moments);
  await confirmedAt(erasure, "dhl", false);
  expect((await open(erasure))?.moments.at(-1)?.fact).toBe("recipient-told");
});

/** A recipient confirms; `veiled`: of it nobody may hear before a review. */
async function confirmedAt(request: string, recipient: string, veiled: boolean): Promise<void> {
  const notice = { id: drawNoticeReference(), request, recipient, veiled, change: "erased", way: "source" };
  await db().recipientNotice.create({ data: { ...notice, dueOn: new Date() } });
  await confirmedBySource(db(), notice, { request, held: 0, underWay: 0 });
}
