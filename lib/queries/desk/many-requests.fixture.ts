/** A desk with a year behind it: many requests in the portal's own tables, made by a few statements. */
import pg from "pg";

/** People of the desk who have requests in hand, by the numbers that end their ids. */
export const staffId = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;

type Many = { count: number; today: string; openOneIn?: number };

/**
 * Makes `count` requests, seven of each form, one of `openOneIn` open, some of each right; dates run through a year around `today`
 * (YYYY-MM-DD). Three people of the desk have two in a hundred each in hand.
 */
export async function manyRequests(ownerUrl: string, about: Many): Promise<void> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  // The rows refer only to each other: what checks each one by itself would take longer than everything else, and so would
  // large indexes that are kept while the rows come.
  await client.query("SET session_replication_role = replica");
  await client.query("SET maintenance_work_mem = '256MB'");
  await client.query("BEGIN");
  // A table that is emptied in the same transaction may be filled without a log.
  await client.query(`TRUNCATE "request", "submission", "person" CASCADE`);
  const { rows } = await client.query<{ name: string }>(large);
  const names = rows.map(({ name }) => name);
  await client.query(kept, [false, names]);
  await fill(client, about);
  await client.query(kept, [true, names]);
  for (const name of names) await client.query(`REINDEX INDEX ${name}`);
  await client.query("COMMIT");
  await client.query("ANALYZE");
  await client.end();
}

/** Indexes that hold nearly every row; those of the few open ones cost little while the rows come. */
const large = `
  SELECT i.indexrelid::regclass::text AS name FROM pg_index i WHERE i.indrelid = 'request'::regclass
    AND coalesce(pg_get_expr(i.indpred, i.indrelid), '') !~ '(closed_at IS NULL|try_at IS NOT NULL)'`;
const kept = `UPDATE pg_index SET indisready = $1 WHERE indexrelid::regclass::text = ANY($2)`;

async function fill(client: pg.Client, { count, today, openOneIn = 25 }: Many): Promise<void> {
  await client.query(
    `INSERT INTO "person" ("id", "kind", "iss", "sub", "roles")
     SELECT ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'oidc', 'https://sign-in.example', 'staff ' || n,
       CASE n WHEN 3 THEN '{dpo}' ELSE '{reviewer}' END::text[] FROM generate_series(1, 3) n`,
  );
  await client.query(
    `INSERT INTO "person" ("id", "kind", "iss", "sub")
     SELECT ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, 'oidc', 'https://sign-in.example', 'many ' || n
     FROM generate_series(0, $1::int / 70) n`,
    [count],
  );
  await client.query(
    `INSERT INTO "submission" ("id", "person_id", "receipt_code", "received_at")
     SELECT ('00000000-0000-4000-a000-' || lpad(n::text, 12, '0'))::uuid,
       ('00000000-0000-4000-9000-' || lpad((n / 10)::text, 12, '0'))::uuid, repeat('0', 64), now()
     FROM generate_series(0, $1::int / 7) n`,
    [count],
  );
  await client.query(requests, [count, today, openOneIn]);
}

const requests = `
  WITH dated AS MATERIALIZED (
    SELECT n, n % $3::int = 0 AS open, n / $3::int AS m,
      CASE WHEN n % $3::int = 0 THEN $2::date - 32 + (n / $3::int % 33)::int ELSE $2::date - 365 + (n % 330)::int END AS received
    FROM generate_series(1, $1::bigint) n
  )
  INSERT INTO "request" ("id", "submission_id", "person_id", "right", "state", "waits_for", "channel", "language",
    "received_at", "received_on", "unrolled_on", "due_on", "subject", "contact", "policy", "closed_at", "assignee", "head_at", "head_hash")
  SELECT 'R-' || translate(upper(lpad(to_hex(n * 2654435761 % 4294967296), 16, '0')), 'ILOU', '0123'),
    ('00000000-0000-4000-a000-' || lpad((n / 7)::text, 12, '0'))::uuid,
    ('00000000-0000-4000-9000-' || lpad((n / 70)::text, 12, '0'))::uuid,
    (ARRAY['access', 'erasure', 'rectification', 'restriction', 'portability', 'objection', 'withdrawal'])[1 + n % 7],
    CASE WHEN open THEN (ARRAY['received', 'identified', 'planned', 'approved'])[1 + m % 4]
         ELSE (ARRAY['delivered', 'delivered', 'refused', 'cancelled'])[1 + n % 4] END,
    CASE WHEN open THEN CASE WHEN m % 100 = 0 THEN 'source' WHEN m % 10 = 1 THEN 'person' ELSE 'reviewer' END END,
    'portal', 'en', received + make_interval(hours => 10, secs => n % 3600), received, received + 30, received + 30, '', '', 'test',
    CASE WHEN open THEN NULL ELSE received + interval '20 days' END,
    CASE WHEN m % 51 < 3 THEN ('00000000-0000-4000-8000-00000000000' || 1 + m % 51)::uuid END,
    'epoch', ''
  FROM dated`;
