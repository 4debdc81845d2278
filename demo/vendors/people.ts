/** Whom the vendors know: everybody in the shop's own database, as it hands them on. */
import pg from "pg";
import type { Known } from "./stand-in";

type Row = Omit<Known, "ids" | "newsletterSince"> & {
  ids: Record<string, string[]> | null;
  newsletterSince: Date | null;
};

/** One row a person: accounts first, then who is known by an address alone. Ids are what the shop wrote down of others. */
const sql = `
  WITH ids AS (
    SELECT account_id AS account, vendor AS kind, visitor_id AS id FROM analytics_ids
    UNION SELECT customer_number, 'helpdesk', helpdesk_id FROM support_profiles WHERE customer_number IS NOT NULL
    UNION SELECT customer_number, 'ticket', concat_ws('/', ticket, topic, opened_at::date, coalesce(closed_on::text, ''),
        CASE WHEN mentions_others THEN 'others' END) FROM support_messages WHERE customer_number IS NOT NULL
    UNION SELECT account_id, provider, token FROM payment_tokens
    UNION SELECT account_id, 'criteo', criteo_id FROM marketing_profiles WHERE criteo_id IS NOT NULL
    UNION SELECT account_id, 'meta', meta_id FROM marketing_profiles WHERE meta_id IS NOT NULL
    UNION SELECT account_id, 'google-ads', google_ads_id FROM marketing_profiles WHERE google_ads_id IS NOT NULL
  ), by_kind AS (
    SELECT account, kind, jsonb_agg(id ORDER BY id COLLATE "C") AS list FROM ids GROUP BY account, kind
  ), subscribed AS (
    SELECT lower(btrim(email)) AS address, email, first_name, language, confirmed_at
    FROM newsletter_subscriptions WHERE status = 'confirmed'
  ), profiles AS (
    SELECT lower(btrim(email)) AS address, min(name) AS name, jsonb_agg(helpdesk_id ORDER BY helpdesk_id) AS list
    FROM support_profiles WHERE customer_number IS NULL GROUP BY 1
  ), alone AS (
    SELECT coalesce(s.address, p.address) AS address, coalesce(s.email, p.address) AS email,
      coalesce(p.name, s.first_name, '') AS name, coalesce(s.language, 'de') AS language, s.confirmed_at, p.list
    FROM subscribed s FULL JOIN profiles p USING (address)
    WHERE NOT EXISTS (SELECT FROM accounts a WHERE lower(btrim(a.email)) = coalesce(s.address, p.address))
  )
  SELECT * FROM (
  SELECT a.email, a.name, a.language, a.id AS account,
    (SELECT jsonb_object_agg(kind, list ORDER BY kind) FROM by_kind WHERE account = a.id) AS ids,
    s.confirmed_at AS "newsletterSince"
  FROM accounts a LEFT JOIN subscribed s ON s.address = lower(btrim(a.email))
  UNION ALL
  SELECT email, name, language, NULL, CASE WHEN list IS NOT NULL THEN jsonb_build_object('helpdesk', list) END, confirmed_at
  FROM alone
  ) known ORDER BY account COLLATE "C" NULLS LAST, email COLLATE "C"`;

/** Reads them from the shop's database, always in the same order. */
export async function peopleOfShop(ownerUrl: string): Promise<Known[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(sql);
    return rows.map(({ ids, newsletterSince, ...row }) => ({
      ...row,
      ids: ids ?? {},
      newsletterSince: newsletterSince?.toISOString() ?? null,
    }));
  } finally {
    await client.end();
  }
}
