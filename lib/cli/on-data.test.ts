import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, emptyDatabase, type TestDatabase } from "../../demo/postgres/test-database";
import { rightful } from "./run-cli.fixture";

let portal: TestDatabase;
let shop: TestDatabase;
let env: Record<string, string>;
const due = "R-0K3V9T2M7QX4B8NC";
const later = "R-0K3V9T2M7QX4B8ND";

beforeAll(async () => {
  [portal, shop] = [await testDatabase("cli"), await emptyDatabase("cli_shop")];
  env = { DATABASE_URL: portal.url("worker"), SHOP_DATABASE_URL: shop.ownerUrl, SHOP_LIST_KEY: "k".repeat(32) };
  const client = new pg.Client({ connectionString: portal.ownerUrl });
  await client.connect();
  for (const [reference, right, state, dueOn, extendedOn] of [
    [later, "access", "received", "2026-12-23", null],
    [due, "erasure", "delivered", "2026-11-30", null],
    ["R-0K3V9T2M7QX4B8NE", "erasure", "planned", "2026-11-02", "2027-01-04"],
  ]) {
    const submission = randomUUID();
    await client.query("insert into submission (id, receipt_code, received_at) values ($1, $2, $3)", [submission, "0".repeat(64), "2026-11-23T09:00:00Z"]);
    await client.query(
      `insert into request (id, submission_id, "right", state, channel, language, received_at, received_on, unrolled_on, due_on, extended_on, subject, contact, policy)
       values ($1, $2, $3, $4, 'portal', 'en', '2026-11-23T09:00:00Z', '2026-11-23', '2026-12-23', $5, $6, '', '', '1')`,
      [reference, submission, right, state, dueOn, extendedOn],
    );
  }
  await client.end();
}); // prettier-ignore
afterAll(async () => {
  await portal.drop();
  await shop.drop();
});

test("rightful requests: soonest due first, nothing about persons", async () => {
  const { code, out, err } = await rightful(["requests", "--json"], env);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const { requests } = JSON.parse(out);
  expect(requests[0]).toEqual({
    reference: due,
    right: "erasure",
    state: "delivered",
    receivedOn: "2026-11-23",
    dueOn: "2026-11-30",
  });
  expect(requests.map(({ dueOn }: { dueOn: string }) => dueOn)).toEqual(["2026-11-30", "2026-12-23", "2027-01-04"]);
});

test("rightful requests: by state and right", async () => {
  const { out } = await rightful(["requests", "--state", "received", "--right", "access", "--json"], env);
  expect(JSON.parse(out).requests.map(({ reference }: { reference: string }) => reference)).toEqual([later]);
});

test("rightful sources test: an empty database is not the shop", async () => {
  const { code, out } = await rightful(["sources", "test", "shop", "--json"], env);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ ok: false, sources: [{ id: "shop", ok: false }] });
});

test("rightful sources test: a source that does not answer is named, no stack", async () => {
  const { code, out, err } = await rightful(["sources", "test", "shop"], { ...env, SHOP_DATABASE_URL: "postgres://nobody@localhost:1/none" });
  expect(code).toBe(1);
  expect(`${out}${err}`).toContain("shop");
  expect(err).not.toMatch(/\n\s+at /);
}); // prettier-ignore

test("rightful sources test: an unknown source is bad usage", async () => {
  expect(await rightful(["sources", "test", "nobody"], env)).toMatchObject({ code: 2, out: "" });
});

test("rightful policy check: tables that the database lacks are problems with a line", async () => {
  const { code, out } = await rightful(["policy", "check", "--json"], env);
  expect(code).toBe(1);
  const { ok, problems } = JSON.parse(out);
  expect(ok).toBe(false);
  expect(problems[0]).toEqual({ line: expect.any(Number), path: expect.any(String), message: expect.any(String) });
});

test("rightful plan: a source that does not answer is said, never skipped in silence", async () => {
  const wrong = { ...env, SHOP_DATABASE_URL: "postgres://nobody@localhost:1/none" };
  const { code, out, err } = await rightful(["plan", "--right", "erasure", "--subject", "-", "--json"], wrong, "ana@example.org\n");
  expect(code).toBe(1);
  expect(err).toContain("shop");
  expect(err).not.toContain("ana@example.org");
  expect(JSON.parse(out)).toMatchObject({ v: 1, request: null, right: "erasure", decisions: expect.any(Array) });
}); // prettier-ignore
