/** A desk with a year behind it: many requests in the portal's own tables, made by one statement. */
import pg from "pg";

/** Makes `count` requests, ten of each person, 4 of 100 open; dates run through a year around `today` (YYYY-MM-DD). */
export async function manyRequests(
  ownerUrl: string,
  { count, today }: { count: number; today: string },
): Promise<void> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  const values = [count, today];
  await client.query(
    `WITH someone AS (
       INSERT INTO "person" ("kind", "iss", "sub")
       SELECT 'oidc', 'https://sign-in.example', 'many ' || n FROM generate_series(1, $1 / 10) n RETURNING "id"
     ), form AS (
       INSERT INTO "submission" ("id", "person_id", "receipt_code", "received_at")
       SELECT gen_random_uuid(), someone."id", repeat('0', 64), portal_now() FROM someone, generate_series(1, 10)
       RETURNING "id", "person_id"
     ), numbered AS (SELECT "id", "person_id", row_number() OVER () AS n FROM form),
     dated AS (
       SELECT *, n % 25 = 0 AS open,
         CASE WHEN n % 25 = 0 THEN $2::date - 30 + (n / 25 % 31)::int ELSE $2::date - 365 + (n % 330)::int END AS received
       FROM numbered
     )
     INSERT INTO "request" ("id", "submission_id", "person_id", "right", "state", "waits_for", "channel", "language",
       "received_at", "received_on", "unrolled_on", "due_on", "subject", "contact", "policy", "closed_at")
     SELECT 'R-' || translate(upper(lpad(to_hex(n * 2654435761 % 4294967296), 16, '0')), 'ILOU', '0123'), "id", "person_id",
       CASE WHEN n % 2 = 0 THEN 'access' ELSE 'erasure' END,
       CASE WHEN open THEN (ARRAY['received', 'identified', 'planned', 'approved'])[1 + n / 25 % 4]
            ELSE (ARRAY['delivered', 'delivered', 'refused', 'cancelled'])[1 + n % 4] END,
       CASE WHEN open THEN CASE WHEN n / 25 % 100 = 0 THEN 'source' WHEN n / 25 % 10 = 1 THEN 'person' ELSE 'reviewer' END END,
       'portal', 'en', received + interval '10 hours', received, received + 30, received + 30, '', '', 'test',
       CASE WHEN open THEN NULL ELSE received + interval '20 days' END
     FROM dated`,
    values,
  );
  await client.query("ANALYZE");
  await client.end();
}
