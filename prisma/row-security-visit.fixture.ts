/** A database with the rows of Ana and Ben, and one statement at a time in the sight of one of them. */
import pg from "pg";
import { testDatabase } from "../demo/postgres/test-database";
import { rowsOf, type Rows } from "./row-security.fixture";

export type Visited = {
  owner: pg.Client;
  ana: Rows;
  ben: Rows;
  /** Runs one statement in a person's sight and takes it back; gives how many rows it touched. */
  as(role: "subject" | "staff", who: Rows, sql: string, values: unknown[]): Promise<number | null>;
  close(): Promise<void>;
};

export async function visitedDatabase(name: string): Promise<Visited> {
  const database = await testDatabase(name);
  const [owner, web] = [new pg.Client(database.ownerUrl), new pg.Client(database.url("web"))];
  await Promise.all([owner.connect(), web.connect()]);
  const look = "SELECT set_config('rightful.role', $1, true), set_config('rightful.person', $2, true)";
  return {
    owner,
    ana: await rowsOf(owner, "ana"),
    ben: await rowsOf(owner, "ben"),
    async as(role, { person }, sql, values) {
      await web.query("BEGIN");
      try {
        await web.query(look, [role, person]);
        return (await web.query(sql, values)).rowCount;
      } finally {
        await web.query("ROLLBACK");
      }
    },
    async close() {
      await Promise.all([owner.end(), web.end()]);
      await database.drop();
    },
  };
}
