/**
 * A website log of any size: four fifths are older lines without full address, a tenth is due to be shortened, a tenth is of
 * the last week. Only the due tenth is ever made anew, so that every run starts from the same lines in the same table.
 */
import { account, type Stage } from "./stage";

const columns = `id, state, at, ip, account_id, method, path, status, bytes, millis, referrer, referrer_query, browser,
  browser_language, operating_system, utc_offset_minutes`;

/** Lines `first` to `last` of the log, one every 0.6 seconds when there are ten million; `full` as the program wrote them. */
const lines = (full: boolean, ages: string) => `
  SELECT n, ${full ? "'full'" : "'short'"}, ${ages},
         CASE WHEN n % 5 = 0 THEN '2001:db8::'::inet + (n % 9973) * 1208925819::bigint
              ELSE '198.18.0.0'::inet + ${full ? "n % 131072" : "(n % 512) * 256"} END,
         ${full ? "CASE WHEN n % 1000 = 0 THEN $3 WHEN n % 5 < 2 THEN 'KW-' || 200000 + n % 90001 END" : "NULL"},
         'GET', '/instruments/synthesizers/' || n % 997, 200, 900 + n % 90000, 5 + n % 900,
         CASE WHEN n % 4 = 0 THEN 'https://search.example/' END, ${full ? "CASE WHEN n % 4 = 0 THEN 'q=keyboard' END" : "NULL"},
         ${full ? "'Firefox 132'" : "NULL"}, 'en', 'Linux', 60
  FROM generate_series($1::bigint, $2::bigint) n`;

/** Makes the lines that are never due, and remembers what is. */
export async function fill({ shop }: Stage, rows: number): Promise<void> {
  const tenth = Math.ceil(rows / 10);
  const old = rows - 2 * tenth;
  // Indexes that are built over a filled table are built ten times as fast.
  const { rows: indexes } = await shop.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index WHERE indrelid = 'web_log'::regclass AND NOT indisprimary`,
  );
  await shop.query("TRUNCATE web_log");
  for (const { name } of indexes) await shop.query(`DROP INDEX ${name}`);
  await shop.query("ALTER TABLE web_log DROP CONSTRAINT web_log_pkey");
  const age = (from: string, hours: number) =>
    `now() - interval '${from}' - interval '${hours} hours' * (($2 - n)::float8 / ($2 - $1 + 1))`;
  const insert = `INSERT INTO web_log (${columns})`;
  if (old > 0) await shop.query(`${insert} ${lines(false, age("8 days", 1_900))}`, [1, old]);
  await shop.query(`${insert} ${lines(true, age("1 hour", 160))}`, [old + tenth + 1, rows, account]);
  await shop.query("SET maintenance_work_mem = '256MB'");
  await shop.query("ALTER TABLE web_log ADD PRIMARY KEY (id)");
  for (const { definition } of indexes) await shop.query(definition);
  // In a schema of its own: the policy knows every table of the shop's.
  await shop.query("CREATE SCHEMA bench");
  await shop.query("CREATE TABLE bench.web_log_due AS SELECT * FROM web_log WHERE false");
  await shop.query(`INSERT INTO bench.web_log_due (${columns}) ${lines(true, age("7 days 1 hour", 23))}`, [
    old + 1,
    old + tenth,
    account,
  ]);
}

/** The due lines as they were before anybody shortened them, in a table that was cleaned up. */
export async function makeDue({ shop }: Stage): Promise<void> {
  await shop.query(
    "DELETE FROM web_log w USING (SELECT min(id) AS first, max(id) AS last FROM bench.web_log_due) d WHERE w.id BETWEEN d.first AND d.last",
  );
  await shop.query("VACUUM web_log");
  await shop.query(`INSERT INTO web_log (${columns}) SELECT ${columns} FROM bench.web_log_due ORDER BY id`);
  await shop.query("VACUUM ANALYZE web_log");
  await shop.query("CHECKPOINT");
}
