import pg from "pg";
import type { Postgres } from "./launcher";

/** Makes the database `name` when it is missing. True when it was made. */
export async function ensureDatabase(server: Postgres, name: string): Promise<boolean> {
  return asOwner(server, async (client) => {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount) return false;
    await client.query(`create database ${pg.escapeIdentifier(name)}`);
    return true;
  });
}

/** Removes the database `name`, if there is one, and cuts whoever is connected to it. */
export async function dropDatabase(server: Postgres, name: string): Promise<void> {
  const sql = `drop database if exists ${pg.escapeIdentifier(name)} with (force)`;
  await asOwner(server, (client) => client.query(sql));
}

/** Runs `work` on a connection of the owner and closes it afterwards. */
export async function asOwner<T>(
  server: Postgres,
  work: (client: pg.Client) => Promise<T>,
  database = "postgres",
): Promise<T> {
  const client = new pg.Client({ connectionString: server.url(database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
