/**
 * Counts the rows that the portal's web process writes: what a refusal must never do. What the worker does meanwhile is
 * not counted, and what was written and taken back is: a sequence knows no rollback.
 */
import pg from "pg";

export type Watch = {
  /** Rows written since the last time this was asked, by table. */
  written(): Promise<Record<string, number>>;
  end(): Promise<void>;
};

/**
 * Not watched: the counters of attempts (`rate`) and of questions to other systems (`rate_budget`), when a session was
 * last seen, and `gate`, which keeps every attempt at a package on purpose.
 */
const events: Record<string, string | null> = {
  "public.rate": null,
  "public.rate_budget": null,
  "public.gate": null,
  "public.session": "INSERT OR DELETE",
};
const all = "INSERT OR UPDATE OR DELETE";

/** Begins to watch the portal's database, on a connection of its owner. Leaves nothing behind after `end`. */
export async function watchWrites(owner: pg.Client): Promise<Watch> {
  await unwatch(owner);
  await owner.query(`CREATE SCHEMA watch`);
  await owner.query(`
    CREATE FUNCTION watch.count() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN PERFORM nextval(format('watch.%I', TG_ARGV[0])); RETURN NULL; END $$`);
  for (const table of await tables(owner)) await watchTable(owner, table);
  return { written: () => readAndReset(owner), end: () => unwatch(owner) };
}

type Table = { name: string; sql: string };

async function tables(owner: pg.Client): Promise<Table[]> {
  const { rows } = await owner.query<Table>(`
    SELECT n.nspname || '.' || c.relname AS name, format('%I.%I', n.nspname, c.relname) AS sql
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname !~ '^(pg_|information_schema$|watch$)'`);
  return rows;
}

// Each statement by itself: a transaction that held several tables could meet one of the worker's.
async function watchTable(owner: pg.Client, { name, sql }: Table): Promise<void> {
  const on = name in events ? events[name] : all;
  if (on === null) return;
  await owner.query(`CREATE SEQUENCE watch.${pg.escapeIdentifier(name)}`);
  await owner.query(`
    CREATE TRIGGER watch AFTER ${on} ON ${sql} FOR EACH ROW WHEN (session_user = 'rightful_web')
    EXECUTE FUNCTION watch.count(${pg.escapeLiteral(name)})`);
}

async function unwatch(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ sql: string }>(`
    SELECT format('%I.%I', n.nspname, c.relname) AS sql
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE t.tgname = 'watch' AND t.tgparentid = 0`);
  for (const { sql } of rows) await owner.query(`DROP TRIGGER watch ON ${sql}`);
  await owner.query(`DROP SCHEMA IF EXISTS watch CASCADE`);
}

async function readAndReset(owner: pg.Client): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ name: string; count: string }>(`
    SELECT sequencename AS name, last_value AS count FROM pg_sequences
    WHERE schemaname = 'watch' AND last_value IS NOT NULL ORDER BY 1`);
  for (const { name } of rows) await owner.query(`ALTER SEQUENCE watch.${pg.escapeIdentifier(name)} RESTART`);
  return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
}
