/** The first page of a person: their requests, in one statement, as the tables hold them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { policy } from "../../company";
import { db } from "../../db";
import type { TestDatabase } from "../../../demo/postgres/test-database";
import { fileRequest, openTestPortal, signedIn } from "../../steps/filed-request.fixture";
import { databaseOf, statementsOf } from "../../steps/statements.fixture";
import { phaseOf } from "./phase";
import { mySubmission, myRequests } from "./requests";

let portal: { database: TestDatabase; close(): Promise<void> };
beforeAll(async () => {
  portal = await openTestPortal("my-requests");
}, 120_000);
afterAll(() => portal.close());

test("each with its copy and the one it waits for, the newest first, and nobody else's; one statement however many", async () => {
  const who = await signedIn({ email: "ana@mail.example", name: "Ana" });
  const copy = await fileRequest(who, { state: "delivered" });
  const erasure = await fileRequest(who, { right: "erasure" });
  await fileRequest(await signedIn({ email: "ben@mail.example", name: "Ben" }));
  await db().request.update({ where: { id: erasure }, data: { copyFirst: copy } });
  const day = 86_400_000;
  const times = { availableAt: new Date(), expiresAt: new Date(Date.now() + 30 * day) };
  await db().package.create({
    data: { request: copy, file: "x", bytes: 1n, records: 1, sha256: "0".repeat(64), ...times },
  });

  const { value, sent } = await statementsOf(() => myRequests(who));
  expect(sent.get(databaseOf(portal.database.ownerUrl))).toHaveLength(1);
  const rows = await db().request.findMany({
    where: { personId: who.person },
    include: { package: true, copyFirstRequest: { include: { package: true } } },
    orderBy: [{ receivedAt: "desc" }, { right: "asc" }],
  });
  expect(rows).toHaveLength(2);
  expect(rows.find(({ id }) => id === erasure)?.copyFirstRequest?.package?.availableAt).toEqual(times.availableAt);
  expect(value.requests.map(({ reference, right, state, phase }) => [reference, right, state, phase])).toEqual(
    rows.map((row) => [row.id, row.right, row.state, phaseOf(row, new Date())]),
  );
  const said = value.requests.find(({ reference }) => reference === copy);
  expect(said).toMatchObject({ phase: "ready", closed: true, receivedOn: "2026-11-23", dueOn: "2026-12-23" });
  expect(said?.copyUntil).not.toBeNull();
  expect(value.requests.find(({ reference }) => reference === erasure)?.copyUntil).toBeNull();
});

test("who asked for nothing has none, and the day all the same", async () => {
  const { requests, today } = await myRequests(await signedIn({ email: "cem@mail.example" }));
  expect(requests).toEqual([]);
  expect(today).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test("what was sent names what it paused, and says so of a pause alone", async () => {
  const who = await signedIn({ email: "dora@mail.example" });
  const pause = await fileRequest(who, { right: "restriction" });
  const ground = "18(1)(c)";
  await db().restriction.create({ data: { request: pause, category: "order", ground } });
  const sent = await mySubmission(who, pause);
  expect(sent?.requests[0]?.paused).toMatchObject({
    state: "paused",
    uses: [],
    scope: [policy().categories.order?.label.en],
  });
  const everything = await fileRequest(who, { right: "restriction" });
  await db().restriction.create({ data: { request: everything, ground } });
  expect((await mySubmission(who, everything))?.requests[0]?.paused).toMatchObject({ scope: [], uses: [] });
  const copy = await fileRequest(who);
  expect((await mySubmission(who, copy))?.requests[0]?.paused).toBeNull();
});
