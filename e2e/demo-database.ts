/** What a story can do to the demo's databases from outside: let time pass, shut the shop's door, read a row. */
import { join } from "node:path";
import type { ClientBase } from "pg";
import { asOwner } from "../demo/postgres/databases";
import { attachPostgres } from "../demo/postgres/launcher";
import { root } from "../demo/start/options";

export const { DEMO_DATA = join(root, ".data") } = process.env;

async function inDemo<T>(work: (client: ClientBase) => Promise<T>, database = "rightful"): Promise<T> {
  const server = await attachPostgres({ dataDir: join(DEMO_DATA, "postgres") });
  if (!server) throw new Error(`no demo runs on ${DEMO_DATA}`);
  try {
    return await asOwner(server, work, database);
  } finally {
    await server.stop();
  }
}

/** Moves the portal's clock on by an interval ("11 minutes", "25 hours"). Time passes for everybody and never back. */
export async function passTime(interval: string): Promise<void> {
  await inDemo((client) =>
    client.query(
      `INSERT INTO "meta" VALUES ('ahead', $1)
       ON CONFLICT ("key") DO UPDATE SET "value" = ("meta"."value"::interval + excluded."value"::interval)::text`,
      [interval],
    ),
  );
}

/** A day by the portal's clock, at the company's place; `moved` by SQL of ours (`+ interval '1 day'`). */
export const portalDay = (moved = ""): Promise<string> =>
  inDemo(async (client) => {
    const sql = `SELECT ((portal_now() AT TIME ZONE 'Europe/Berlin') ${moved})::date::text AS day`;
    return (await client.query<{ day: string }>(sql)).rows[0]?.day ?? "";
  });

/** Lets nobody but the owner into the shop's database, and ends who is in it. */
export async function shutShop(): Promise<void> {
  await inDemo((client) => client.query("REVOKE CONNECT ON DATABASE shop FROM PUBLIC"), "postgres");
  await inDemo(
    (client) =>
      client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'rightful_source'"),
    "postgres",
  );
}

export async function openShop(): Promise<void> {
  await inDemo((client) => client.query("GRANT CONNECT ON DATABASE shop TO PUBLIC"), "postgres");
}

/** person.id of who signed in as this person of the demo. */
export const personIdOf = (subject: string): Promise<string> =>
  inDemo(async (client) => {
    const { rows } = await client.query<{ id: string }>("SELECT id FROM person WHERE sub = $1", [subject]);
    if (!rows[0]) throw new Error(`${subject} never signed in`);
    return rows[0].id;
  });

/** Rows of the shop's own database, as its owner reads them. */
export const inShop = (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  inDemo(async (client) => (await client.query<Record<string, unknown>>(sql, values)).rows, "shop");

/** The shop's connection string as its owner has it. */
export async function shopUrl(): Promise<string> {
  const server = await attachPostgres({ dataDir: join(DEMO_DATA, "postgres") });
  if (!server) throw new Error(`no demo runs on ${DEMO_DATA}`);
  try {
    return server.url("shop");
  } finally {
    await server.stop();
  }
}
