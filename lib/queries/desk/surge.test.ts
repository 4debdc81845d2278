/** Art. 12(3): the day after a breach, 100,000 open requests among others: every page of the surge is as many queries as on a quiet day. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testDatabase, type TestDatabase } from "../../../demo/postgres/test-database";
import { closeDb, transactionAs } from "../../db";
import { Prisma } from "../../db/generated/client";
import { dayIn } from "../../gdpr/day";
import { staffSight } from "../../sight";
import { drawGroup, mostMembers } from "../../steps/surge/draw";
import { staffWith } from "../staff.fixture";
import { manyRequests, staffId } from "./many-requests.fixture";
import { planGroup } from "./plan-group";
import { planGroups, planGroupsSql } from "./plan-groups";
import { deskQueue } from "./queue";
import { queueView } from "./queue-view";
import { countsSql, extendable } from "./surge-extension";

let database: TestDatabase;
const me = staffId(1);
const today = dayIn("Europe/Berlin", new Date());
const rui = staffWith(me)("reviewer");

beforeAll(async () => {
  database = await testDatabase("surge-many");
  process.env.DATABASE_URL = database.url("web");
  await manyRequests(database.ownerUrl, { count: 400_000, today, openOneIn: 4 });
  const owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  // Three forms of plans for each right, none of which is anybody's own; nothing else looks at each of the rows.
  await owner.query("SET session_replication_role = replica");
  await owner.query(
    `UPDATE request SET plan_no = 1, plan_hash = repeat('a', 64), plan_shape = encode(sha256(convert_to("right" || hashtext(id) % 3, 'UTF8')), 'hex')
     WHERE closed_at IS NULL AND state = 'planned' AND waits_for = 'reviewer'`,
  );
  await owner.query(
    `INSERT INTO surge (since, expected, review_on, sealed, declared_by) VALUES ($1, 100000, $1::date + 30, '', $2)`,
    [today, staffId(3)],
  );
  await owner.query("VACUUM ANALYZE request");
  await owner.end();
}, 400_000);
afterAll(async () => {
  await closeDb();
  await database.drop();
});

type Node = { "Node Type": string; "Index Name"?: string; "Relation Name"?: string; Plans?: Node[] };

async function explain(sql: Prisma.Sql): Promise<Node[]> {
  const [row] = await transactionAs(staffSight(rui), (tx) =>
    tx.$queryRaw<{ "QUERY PLAN": { Plan: Node }[] }[]>(Prisma.sql`EXPLAIN (FORMAT JSON) ${sql}`),
  );
  const all = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(all)];
  return (row?.["QUERY PLAN"] ?? []).flatMap(({ Plan }) => all(Plan));
}
const wholeTables = (nodes: Node[]) =>
  nodes.filter((node) => node["Node Type"] === "Seq Scan" && node["Relation Name"] === "request");
const indexesOf = (nodes: Node[]) => new Set(nodes.flatMap((node) => node["Index Name"] ?? []));

/** How many statements were sent meanwhile, with the ends of the transactions. */
async function statements(work: () => Promise<unknown>): Promise<number> {
  const sent = vi.spyOn(pg.Client.prototype, "query");
  await work();
  const count = sent.mock.calls.filter(([query]: unknown[]) => query !== undefined).length;
  sent.mockRestore();
  return count;
}

describe("with 100,000 open requests", () => {
  test("groups are listed in one statement, by the index of plans that have a shape", async () => {
    const found = await planGroups(rui);
    expect(found?.groups.length).toBeGreaterThan(5);
    expect(found?.groups.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(5_000);
    const nodes = await explain(planGroupsSql(me, ["erasure", "objection"]));
    expect(wholeTables(nodes)).toEqual([]);
    expect(indexesOf(nodes)).toContain("request_plan_shape");
    expect(await statements(() => planGroups(rui))).toBe(4);
  });

  test("a group is drawn and shown in as many statements as a group of two", async () => {
    const largest = (await planGroups(rui))?.groups.toSorted((a, b) => b.count - a.count)[0];
    if (!largest) throw new Error("there is no group");
    let group = "";
    const count = await statements(async () => {
      const drawn = await drawGroup(rui, { shape: largest.shape, stage: "first" });
      if (drawn.ok) group = drawn.value.group;
    });
    expect(count).toBeLessThan(20);
    expect(await statements(() => planGroup(rui, group))).toBeLessThan(12);
    expect(await planGroup(rui, group)).toMatchObject({ requests: Math.min(largest.count, mostMembers) });
  });

  test.each<[string, Record<string, string>]>([
    ["everything that is open", {}],
    ["one right", { right: "access" }],
    ["what is due within a week", { due: "7" }],
  ])("who can get more time is counted in two queries, never through the whole table: %s", async (_name, query) => {
    const view = queueView(query);
    expect((await extendable(rui, { view }))?.can).toBeGreaterThan(1_000);
    expect(wholeTables(await explain(countsSql({ view }, { me, today })))).toEqual([]);
    expect(await statements(() => extendable(rui, { view }))).toBe(5);
  });

  test("the queue says that the surge lasts, in no query more", async () => {
    expect(await deskQueue(rui, queueView({}))).toMatchObject({ open: 1001, surge: { since: today } });
    expect(await statements(() => deskQueue(rui, queueView({})))).toBe(5);
  });
});
