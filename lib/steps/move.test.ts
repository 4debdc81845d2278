/** The one statement that records an event, on a real database: what the law of evidence asks of it. */
import { setTimeout as pause } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../demo/postgres/test-database";
import { system, type Actor } from "../actor";
import { PrismaClient } from "../db/generated/client";
import { db } from "../db";
import { eventHash, noEvent, type Event } from "../gdpr/event";
import { verifyEvents } from "../gdpr/evidence";
import { claim, whileClaimed } from "./claim";
import { fileRequest, openTestPortal, signedIn } from "./filed-request.fixture";
import { LostRace, move, note } from "./move";
import { eventLines } from "./portal.fixture";

let portal: { database: TestDatabase; close(): Promise<void> };
let ana: Actor;
let rui: Actor;

beforeAll(async () => {
  portal = await openTestPortal("move");
  ana = await signedIn();
  rui = await signedIn({ roles: ["reviewer"] });
});
afterAll(() => portal.close());

const plan = "cd".repeat(32);
const waits = { data: { for: "reviewer" } };
const identified = { data: { door: "oidc", authAgeSeconds: 3 } };
const stateOf = (reference: string) => db().request.findUniqueOrThrow({ where: { id: reference } });
const linesOf = async (reference: string): Promise<Event[]> =>
  (await eventLines(reference))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Event);

/** Makes the portal's clock run ahead of the machine's by an interval; "0" sets it back. */
async function setAhead(interval: string): Promise<void> {
  const owner = new pg.Client(portal.database.ownerUrl);
  await owner.connect();
  await owner.query("INSERT INTO meta VALUES ('ahead', $1) ON CONFLICT (key) DO UPDATE SET value = $1", [interval]);
  await owner.end();
}

describe("a move", () => {
  test("takes state, head and event along together", async () => {
    const reference = await fileRequest(ana);
    const told = await db().$transaction((tx) => move(tx, reference, "identified", ana, identified));
    expect(await stateOf(reference)).toMatchObject({
      state: "identified",
      headSeq: 1,
      headHash: told.hash,
      headAt: told.at,
      closedAt: null,
    });
    const [received, last] = await linesOf(reference);
    expect(received).toMatchObject({ seq: 0, fact: "received", prev: noEvent });
    expect(last).toMatchObject({ seq: 1, fact: "identified", prev: received?.hash, hash: told.hash });
  });

  test.each([
    ["received", "approved", { plan }],
    ["received", "fulfilled", { plan }],
    ["delivered", "refused", { ground: "12(5)" }],
    ["delivered", "received", { channel: "portal", right: "access", receivedOn: "2026-11-23", dueOn: "2026-12-23" }],
  ] as const)("from %s to %s is refused and writes nothing", async (from, to, data) => {
    const reference = await fileRequest(ana, { state: from });
    const before = [await stateOf(reference), await linesOf(reference)];
    await expect(db().$transaction((tx) => move(tx, reference, to, rui, { data }))).rejects.toThrow(LostRace);
    expect([await stateOf(reference), await linesOf(reference)]).toEqual(before);
  });

  test("of five at once one is made and four learn that they lost", async () => {
    const reference = await fileRequest(ana);
    const ends = await Promise.allSettled(
      Array.from({ length: 5 }, () => db().$transaction((tx) => move(tx, reference, "identified", ana, identified))),
    );
    const lost = ends.filter((end) => end.status === "rejected");
    expect(lost).toHaveLength(4);
    for (const { reason } of lost) expect(reason).toBeInstanceOf(LostRace);
    expect(await linesOf(reference)).toHaveLength(2);
  });

  test("goes back with the transaction that it stands in", async () => {
    const reference = await fileRequest(ana);
    const broken = db().$transaction(async (tx) => {
      await move(tx, reference, "identified", ana, identified);
      throw new Error("the step failed afterwards");
    });
    await expect(broken).rejects.toThrow("the step failed afterwards");
    expect(await stateOf(reference)).toMatchObject({ state: "received", headSeq: 0 });
    expect(await linesOf(reference)).toHaveLength(1);
  });

  test("closes the request and sets the instant of closing to the event's", async () => {
    const reference = await fileRequest(ana);
    const data = { ground: "12(5)" };
    const { at } = await db().$transaction((tx) => move(tx, reference, "refused", rui, { data }));
    expect((await stateOf(reference)).closedAt).toEqual(at);
  });

  test.each([{ door: "oidc" }, { door: "oidc", authAgeSeconds: 3, name: "Ana Vidal" }])(
    "says nothing that its fact has no word for: %o",
    async (data) => {
      const reference = await fileRequest(ana);
      await expect(db().$transaction((tx) => move(tx, reference, "identified", ana, { data }))).rejects.toThrow();
      expect(await linesOf(reference)).toHaveLength(1);
    },
  );
});

describe("the chain (Art. 5(2))", () => {
  test("has no gap and verifies after twenty notes at once", async () => {
    const reference = await fileRequest(ana);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        db().$transaction((tx) => note(tx, reference, "waits", n % 2 ? ana : system, waits)),
      ),
    );
    const lines = await linesOf(reference);
    expect(lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 21 }, (_, seq) => seq));
    const { headHash } = await stateOf(reference);
    const verified = { problems: [], events: 21, head: headHash, state: "received" };
    expect(verifyEvents(await eventLines(reference))).toEqual(verified);
  });

  test("carries from SQL the hash that eventHash gives", async () => {
    const reference = await fileRequest(ana, { state: "delivered" });
    const commit = "ef".repeat(32);
    // Keys out of order, a null, several digits: what the canonical form could be got wrong by.
    const data = { operation: "0".repeat(32), plan, decision: 10, action: "erase", held: 0, gone: 2, done: 12345 };
    await db().$transaction((tx) => note(tx, reference, "executed", rui, { data, commit, as: "reviewer" }));
    const lines = await linesOf(reference);
    expect(lines).toHaveLength(7);
    for (const { hash, ...body } of lines) expect(hash).toBe(eventHash(body));
    expect(lines.at(-1)).toMatchObject({ commit, actor: { role: "reviewer" } });
  });

  test("names one person differently in two requests, and the portal by zeros", async () => {
    const [one, two] = [await fileRequest(ana), await fileRequest(ana)];
    await db().$transaction((tx) => note(tx, one, "waits", ana, waits));
    await db().$transaction((tx) => note(tx, one, "waits", system, waits));
    const [received, waiting, portalItself] = await linesOf(one);
    expect(waiting?.actor).toEqual(received?.actor);
    expect(portalItself?.actor).toEqual({ role: "system", id: "0".repeat(32) });
    expect((await linesOf(two))[0]?.actor.id).not.toBe(received?.actor.id);
  });

  test("never goes back in time, although the portal's clock does", async () => {
    const reference = await fileRequest(ana);
    try {
      await setAhead("10 days");
      await db().$transaction((tx) => note(tx, reference, "waits", system, waits));
    } finally {
      await setAhead("0");
    }
    await db().$transaction((tx) => note(tx, reference, "waits", system, waits));
    const [, ahead, after] = await linesOf(reference);
    expect(after).toMatchObject({ seq: 2, at: ahead?.at });
    expect(Date.parse(after?.at ?? "")).toBeGreaterThan(Date.now() + 9 * 86_400_000);
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });
});

describe("a fence", () => {
  test("that was lost writes nothing", async () => {
    const reference = await fileRequest(ana);
    const first = await claim(reference);
    await db().$executeRaw`UPDATE "request" SET "lease_until" = clock_timestamp() WHERE "id" = ${reference}`;
    await pause(5);
    const second = await claim(reference);
    expect(second?.fence).toBeGreaterThan(first?.fence ?? 0n);
    const record = (fence: bigint | undefined) =>
      db().$transaction((tx) => note(tx, reference, "waits", system, { ...waits, fence }));
    await expect(record(first?.fence)).rejects.toThrow(LostRace);
    expect(await linesOf(reference)).toHaveLength(1);
    await record(second?.fence);
    expect(await linesOf(reference)).toHaveLength(2);
  });
});

describe("a claim", () => {
  const soonOver = (reference: string) =>
    db()
      .$executeRaw`UPDATE "request" SET "lease_until" = clock_timestamp() + interval '1 second' WHERE "id" = ${reference}`;

  test("is kept while a system takes longer to answer than the lease lasts", async () => {
    const reference = await fileRequest(ana);
    const claimed = await claim(reference);
    if (!claimed) throw new Error("no claim");
    await soonOver(reference);
    await whileClaimed(claimed, () => pause(1_500), 0.1);
    expect(await claim(reference)).toBeNull();
  });

  test("ends by itself when the work stands still", async () => {
    const reference = await fileRequest(ana);
    await claim(reference);
    await soonOver(reference);
    await pause(1_500);
    expect(await claim(reference)).not.toBeNull();
  });
});

test("compare-and-set, head and event are one statement", async () => {
  const reference = await fileRequest(ana);
  const adapter = new PrismaPg({ connectionString: portal.database.url("worker"), max: 1 });
  const heard = new PrismaClient({ adapter, log: [{ emit: "event", level: "query" }] });
  const statements: string[] = [];
  heard.$on("query", ({ query }) => statements.push(query));
  await heard.$transaction((tx) => move(tx, reference, "identified", system, identified));
  await heard.$disconnect();
  const writing = statements.filter((sql) => /insert|update|delete/i.test(sql));
  expect(writing).toHaveLength(1);
  expect(writing[0]).toMatch(/INSERT INTO "event"[\s\S]*UPDATE "request"/);
  expect(statements.filter((sql) => !/^(begin|commit)/i.test(sql))).toEqual(writing);
});

test("is planned once for a connection, however often it runs", async () => {
  const reference = await fileRequest(ana);
  await db().$transaction(async (tx) => {
    for (let n = 0; n < 8; n++) await note(tx, reference, "waits", system, { data: { for: n % 2 ? "source" : null } });
    const [kept] = await tx.$queryRaw<{ runs: bigint; anew: bigint }[]>`
      SELECT "generic_plans" + "custom_plans" AS runs, "custom_plans" AS anew FROM pg_prepared_statements WHERE "name" = 'tell'`;
    expect(Number(kept?.runs)).toBeGreaterThanOrEqual(8);
    expect(Number(kept?.anew)).toBeLessThanOrEqual(5);
  });
});
