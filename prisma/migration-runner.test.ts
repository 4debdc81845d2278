import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../demo/postgres/test-database";
import { queues } from "../lib/jobs/queues";
import { migrate } from "./migration-runner";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase("migration-runner");
});
afterAll(() => database.drop());

async function as(role: "owner" | "web" | "worker", sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url(role) });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("the migration runner", () => {
  test("records what Prisma would record, and applies nothing twice", async () => {
    const records = await as(
      "owner",
      "select migration_name, finished_at, applied_steps_count from _prisma_migrations",
    );
    expect(records.length).toBeGreaterThan(0);
    expect(records[0]).toMatchObject({ finished_at: expect.any(Date), applied_steps_count: 1 });
    const both = [migrate(database.ownerUrl, { demo: true }), migrate(database.ownerUrl, { demo: true })];
    expect(await Promise.all(both)).toEqual([[], []]);
  });

  test("refuses to turn a demo into production", async () => {
    await expect(migrate(database.ownerUrl, { demo: false })).rejects.toThrow(/made as a demo/);
  });

  test.each(["web", "worker"] as const)("gives %s the rows of the job schema, but no tables", async (role) => {
    const rows = await as(role, "select name from pgboss.queue order by name");
    expect(rows.map((row) => row.name)).toEqual(expect.arrayContaining(queues.map((queue) => queue.name)));
    await expect(as(role, "create table pgboss.t (n int)")).rejects.toThrow(/permission denied/);
    await expect(as(role, "create table public.t (n int)")).rejects.toThrow(/permission denied/);
  });

  test("refuses a migration that was changed after it had been applied", async () => {
    await as("owner", "update _prisma_migrations set checksum = repeat('0', 64)");
    await expect(migrate(database.ownerUrl, { demo: true })).rejects.toThrow(/changed after it had been applied/);
  });

  test("refuses a database of a newer version", async () => {
    await as("owner", "update _prisma_migrations set migration_name = '99990101000000_later'");
    await expect(migrate(database.ownerUrl, { demo: true })).rejects.toThrow(/99990101000000_later/);
  });
});
