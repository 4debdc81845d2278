import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testDatabase, type TestDatabase } from "../../../demo/postgres/test-database";
import { staffWith } from "../staff.fixture";
import { closeDb, transactionAs } from "../../db";
import { Prisma } from "../../db/generated/client";
import { dayIn } from "../../gdpr/day";
import { staffSight } from "../../sight";
import { evidenceList, evidenceSql, evidenceView } from "../evidence/list";
import { manyRequests, staffId } from "./many-requests.fixture";
import { queueCsv } from "./queue-csv";
import { deskQueue, waitsFor, wholeView } from "./queue";
import { batchSql, pageSize, queueSql } from "./queue-sql";
import { queueView, sortKeys, waitsFilters } from "./queue-view";

let database: TestDatabase;
const me = staffId(1);
const zone = "Europe/Berlin";
const review = { opinion: ["erasure"] };
const today = dayIn(zone, new Date());
const view = (query: Record<string, string> = {}) => queueView(query);

const as = staffWith(me);

beforeAll(async () => {
  database = await testDatabase("queue");
  process.env.DATABASE_URL = database.url("web");
  await manyRequests(database.ownerUrl, { count: 1_000_000, today });
}, 240_000);
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

const words = {
  heads: ["Reference", "Right"],
  right: () => "=right",
  state: () => "state",
  waits: () => "waits",
  roles: () => "role",
};

/** Every filter by itself, and some together. */
const filters: Record<string, string>[] = [
  {},
  { show: "closed" },
  { right: "erasure" },
  { right: "erasure", show: "closed" },
  ...["received", "planned", "delivered", "refused", "not-identified"].map((state) => ({ state })),
  { due: "overdue" },
  { due: "0" },
  { due: "7" },
  ...waitsFilters.map((waits) => ({ waits })),
  { with: "me" },
  { with: "nobody" },
  { with: staffId(2) },
  { state: "refused", right: "withdrawal" },
  { with: staffId(9) },
  { right: "access", state: "planned", due: "7", waits: "reviewer", with: "me" },
  { right: "access", waits: "source", with: "nobody" },
  { right: "objection", state: "refused" },
];
const orders = sortKeys.flatMap((key) => [key, `-${key}`]);
const edges = { due: "2026-11-01", received: "1790000000000", reference: "r" };

describe("the queue of a desk with 1,000,000 requests", () => {
  test.each(filters)("reads %j by an index in every order, never the whole table", async (filter) => {
    const seen: Node[][] = [];
    for (const sort of orders) {
      const after = `${edges[sort.replace("-", "") as keyof typeof edges]}.R-5000000000000000`;
      const pages: Record<string, string>[] = sort === "due" ? [{}, { after }] : [{}];
      for (const page of pages)
        seen.push(await explain(batchSql({ me, today, review, view: view({ ...filter, sort, ...page }) }, 1_000)));
    }
    expect(seen.map(wholeTables)).toEqual(seen.map(() => []));
  });

  test.each([{}, { right: "access", state: "planned" }, { show: "closed" }] as Record<string, string>[])(
    "counts what the first sentences of %j say by an index",
    async (filter) => {
      expect(wholeTables(await explain(queueSql({ me, today, review, view: view(filter) })))).toEqual([]);
    },
  );

  test("finds the copies that go before an erasure by an index", async () => {
    expect(wholeTables(await explain(Prisma.sql`SELECT copies_first FROM copies_first('R-5000000000000000')`))).toEqual(
      [],
    );
  });

  test.each([
    ["all open", {}, "request_open_due"],
    ["by receipt", { sort: "received" }, "request_open_received"],
    ["one right", { right: "erasure" }, "request_open_right"],
    ["mine", { with: "me" }, "request_open_assignee"],
    ["overdue", { due: "overdue" }, "request_open_due"],
    ["source trouble", { waits: "source" }, "request_waits"],
    ["one closed state", { state: "refused" }, "request_state_due"],
    ["closed", { show: "closed" }, "request_state_due"],
    ["closed, one right", { show: "closed", right: "erasure" }, "request_closed_right"],
    ["closed, by receipt", { show: "closed", sort: "-received" }, "request_closed_received"],
  ])("reads %s by the index made for it", async (_name, query, index) => {
    const asking = { me, today, review, view: view(query as Record<string, string>) };
    expect(indexesOf(await explain(batchSql(asking, pageSize)))).toContain(index);
  });

  test("is two queries, in a transaction that says who looks", async () => {
    await deskQueue(as("reviewer"), view());
    const sent = vi.spyOn(pg.Client.prototype, "query");
    await deskQueue(as("reviewer"), view());
    const calls = sent.mock.calls.map((call): unknown => call[0]).filter((query) => query !== undefined);
    sent.mockRestore();
    const texts = calls.map((query) => (typeof query === "string" ? query : (query as { text: string }).text));
    expect(texts.map((text) => text.trim().split(/\s/)[0])).toEqual(["BEGIN", "SELECT", "SELECT", "WITH", "COMMIT"]);
    expect(texts[1]).toContain("set_config('rightful.role'");
  });

  test.each(orders)("turns its pages by %s to the end and back without losing or repeating a request", async (sort) => {
    const part = view({ waits: "source", right: "access", sort });
    const seen: string[] = [];
    let page = await deskQueue(as("reviewer"), part);
    const first = page?.rows.map(({ reference }) => reference);
    for (let at = page; at;) {
      seen.push(...at.rows.map(({ reference }) => reference));
      page = at;
      at = at.next ? await deskQueue(as("reviewer"), { ...part, after: at.next }) : null;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(57);
    for (let at = page; at?.previous; page = at) at = await deskQueue(as("reviewer"), { ...part, before: at.previous });
    expect(page?.rows.map(({ reference }) => reference)).toEqual(first);
  });

  test("gives a whole view in batches, each request once, in its order, and as CSV", async () => {
    const part = view({ right: "access", sort: "-received" });
    const seen: { reference: string; receivedOn: string }[] = [];
    let batches = 0;
    for await (const rows of wholeView(as("dpo"), part)) {
      seen.push(...rows);
      batches += 1;
    }
    expect([batches, seen.length, new Set(seen.map(({ reference }) => reference)).size]).toEqual([6, 5_714, 5_714]);
    const days = seen.map(({ receivedOn }) => receivedOn);
    expect(days).toEqual(days.toSorted().toReversed());
    let text = "";
    for await (const piece of queueCsv(as("dpo"), part, words) ?? []) text += piece;
    const lines = text.split("\r\n");
    expect(lines[0]).toBe('\ufeff"Reference","Right"');
    expect(lines).toHaveLength(5_714 + 2);
    expect(lines[1]).toMatch(
      /^"R-[0-9A-Z]{16}","'=right","state","\d{4}-\d\d-\d\d","\d{4}-\d\d-\d\d",("waits")?,("role")?$/,
    );
    expect(lines.filter((line) => line.endsWith('"role"')).length).toBeGreaterThan(100);
    expect(queueCsv(as("legal"), part, words)).toBeNull();
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
    expect(queue).toMatchObject({ open: 1001, trouble: 400 });
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
