import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testDatabase, type TestDatabase } from "../../../demo/postgres/test-database";
import { actor, type Actor, type Role } from "../../actor";
import { closeDb, transactionAs } from "../../db";
import { Prisma } from "../../db/generated/client";
import { staffSight } from "../../sight";
import { evidenceList, evidenceSql, evidenceView } from "../evidence/list";
import { manyRequests } from "./many-requests.fixture";
import { deskQueue, waitsFor } from "./queue";
import { pageSize, queueSql } from "./queue-sql";
import { queueAddress, queueView } from "./queue-view";

let database: TestDatabase;
const me = "00000000-0000-4000-8000-000000000001";
const zone = "Europe/Berlin";
const view = (query: Record<string, string> = {}) => queueView(query);

const as = (...roles: Role[]): Actor =>
  actor({
    person: me,
    roles,
    door: "oidc",
    authAge: 1,
    session: "s",
    account: null,
    email: null,
    name: null,
    language: "en",
  });

beforeAll(async () => {
  database = await testDatabase("queue");
  process.env.DATABASE_URL = database.url("web");
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date());
  await manyRequests(database.ownerUrl, { count: 50_000, today });
}, 120_000);
afterAll(async () => {
  await closeDb();
  await database.drop();
});

type Node = { "Node Type": string; "Index Name"?: string; "Relation Name"?: string; Plans?: Node[] };

async function explain(sql: Prisma.Sql): Promise<Node[]> {
  const [row] = await transactionAs(staffSight(as("legal")), (tx) =>
    tx.$queryRaw<{ "QUERY PLAN": { Plan: Node }[] }[]>(Prisma.sql`EXPLAIN (FORMAT JSON) ${sql}`),
  );
  const all = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(all)];
  return (row?.["QUERY PLAN"] ?? []).flatMap(({ Plan }) => all(Plan));
}

const indexesOf = (nodes: Node[]) => new Set(nodes.flatMap((node) => node["Index Name"] ?? []));
const wholeTables = (nodes: Node[]) =>
  nodes.filter((node) => node["Node Type"] === "Seq Scan" && node["Relation Name"] === "request");

describe("the queue of a desk with 50,000 requests", () => {
  test.each([
    ["all open", {}, "request_open_due"],
    ["one right", { right: "erasure" }, "request_open_due"],
    ["waits for us", { show: "us" }, "request_open_due"],
    ["a later page", { after: "2026-01-01.R-0000000000000000" }, "request_open_due"],
    ["source trouble", { show: "source" }, "request_waits"],
    ["one state", { state: "planned" }, "request_state_due"],
    ["closed", { show: "closed" }, "request_state_due"],
  ])("reads %s by an index, never the whole table", async (_name, query, index) => {
    const nodes = await explain(queueSql(me, zone, view(query as Record<string, string>)));
    expect(wholeTables(nodes)).toEqual([]);
    expect(indexesOf(nodes)).toContain(index);
  });

  test("is one query, in a transaction that says who looks", async () => {
    await deskQueue(as("reviewer"), view());
    const sent = vi.spyOn(pg.Client.prototype, "query");
    await deskQueue(as("reviewer"), view());
    const calls = sent.mock.calls.map((call): unknown => call[0]).filter((query) => query !== undefined);
    sent.mockRestore();
    const texts = calls.map((query) => (typeof query === "string" ? query : (query as { text: string }).text));
    expect(texts.map((text) => text.trim().split(/\s/)[0])).toEqual(["BEGIN", "SELECT", "WITH", "COMMIT"]);
    expect(texts[1]).toContain("set_config('rightful.role'");
  });

  test("turns its pages to the end and back without losing or repeating a request", async () => {
    const seen: string[] = [];
    let page = await deskQueue(as("reviewer"), view({ state: "planned" }));
    const first = page?.rows.map(({ reference }) => reference);
    for (let at = page; at;) {
      seen.push(...at.rows.map(({ reference }) => reference));
      page = at;
      at = at.next ? await deskQueue(as("reviewer"), { ...view({ state: "planned" }), after: at.next }) : null;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(500);
    for (let at = page; at?.previous; page = at)
      at = await deskQueue(as("reviewer"), { ...view({ state: "planned" }), before: at.previous });
    expect(page?.rows.map(({ reference }) => reference)).toEqual(first);
  });

  test("shows the one due soonest first, the closed ones newest first", async () => {
    const open = await deskQueue(as("dpo"), view());
    const dates = open?.rows.map(({ dueOn }) => dueOn) ?? [];
    expect(dates).toEqual(dates.toSorted());
    expect(dates).toHaveLength(pageSize);
    const closed = await deskQueue(as("dpo"), view({ show: "closed" }));
    const ended = closed?.rows.map(({ dueOn }) => dueOn) ?? [];
    expect(ended).toEqual(ended.toSorted().toReversed());
    expect(closed?.rows.every(({ state }) => ["delivered", "refused", "cancelled"].includes(state))).toBe(true);
  });

  test("counts to a thousand and no further", async () => {
    const queue = await deskQueue(as("reviewer"), view());
    expect(queue).toMatchObject({ open: 1001, trouble: 20 });
    expect(queue?.week).toBeGreaterThan(0);
  });

  test.each(["subject", "legal", "operator"] as const)("is nothing for %s", async (role) => {
    expect(await deskQueue(as(role), view())).toBeNull();
  });

  test("evidence is listed by an index, for legal too, for the person and the operator not", async () => {
    const nodes = await explain(evidenceSql(evidenceView({ from: "2026-01-01" }), zone));
    expect(wholeTables(nodes)).toEqual([]);
    expect((await evidenceList(as("legal"), evidenceView({})))?.rows).toHaveLength(50);
    expect(await evidenceList(as("subject"), evidenceView({}))).toBeNull();
    expect(await evidenceList(as("operator"), evidenceView({}))).toBeNull();
  });
});

describe("the address of a view", () => {
  test("says what is shown and reads back", () => {
    const after = { dueOn: "2026-12-23", reference: "R-0K3V9T2M7QX4B8NC" };
    const address = queueAddress({ show: "us", right: "erasure", after });
    expect(queueView(Object.fromEntries(new URL(address, "http://localhost").searchParams))).toEqual({
      show: "us",
      right: "erasure",
      state: null,
      after,
      before: null,
    });
    expect(queueAddress({})).toBe("/desk");
  });

  test.each([
    [{ show: "nonsense", right: "flight", state: "lost" }],
    [{ after: "2026-02-30.R-0K3V9T2M7QX4B8NC" }],
    [{ after: ["2026-12-23.R-0K3V9T2M7QX4B8NC", "twice"] }],
    [{ before: "'; DROP TABLE request" }],
  ])("leaves out nonsense: %j", (query) => {
    expect(queueView(query)).toEqual({ show: "open", right: null, state: null, after: null, before: null });
  });
});

describe("what a request waits for", () => {
  const review = { secondApprover: ["erasure"], opinion: ["erasure"] };
  const planned = { waitsFor: "reviewer", state: "planned", right: "erasure" };
  test.each([
    ["an erasure without opinion: the officer", planned, [], "dpo"],
    ["with the opinion: a reviewer", planned, ["opinion"], "reviewer"],
    ["approved once: a second one", planned, ["opinion", "approval"], "second"],
    ["access, which nobody else looks at: a reviewer", { ...planned, right: "access" }, [], "reviewer"],
    ["identity: a reviewer", { ...planned, state: "received" }, [], "reviewer"],
    ["a source", { ...planned, waitsFor: "source" }, [], "source"],
  ])("%s", (_name, row, given, expected) => {
    expect(waitsFor(row, given, review)).toBe(expected);
  });
});
