/**
 * What the shop's marketing runs before a mailing: the addresses of the newsletter and of customers who may be told about
 * similar products, each asked of the portal's registry first. A no there leaves a person out, whatever the shop's own
 * tables still say.
 *
 * `SHOP_DATABASE_URL`, `REGISTRY_URL` (`https://…/api/v1/uses/check`) and `REGISTRY_TOKEN` (a key with the scope
 * `registry`) say where; one address a line goes to stdout.
 */
import { pathToFileURL } from "node:url";
import pg from "pg";

type Recipient = { email: string; account: string | null; purpose: string; consentAt: string | null };
type Asked = { shopUrl: string; registryUrl: string; token: string };

/** The addresses a mailing may go to now. */
export async function marketingExport({ shopUrl, registryUrl, token }: Asked): Promise<string[]> {
  const recipients = await candidates(shopUrl);
  const allowed: string[] = [];
  for (let at = 0; at < recipients.length; at += 1_000) {
    const some = recipients.slice(at, at + 1_000);
    const answers = await ask(some, registryUrl, token);
    allowed.push(...some.flatMap(({ email }, index) => (answers[index]?.allowed ? [email] : [])));
  }
  return [...new Set(allowed)];
}

async function candidates(shopUrl: string): Promise<Recipient[]> {
  const shop = new pg.Client(shopUrl);
  await shop.connect();
  try {
    const { rows } = await shop.query<Recipient>(`
      SELECT email, NULL AS account, 'newsletter' AS purpose, to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "consentAt"
      FROM newsletter_subscriptions WHERE status = 'confirmed'
      UNION ALL
      SELECT email, account_id, 'customer-ads', NULL FROM customer_ads WHERE stopped_on IS NULL`);
    return rows;
  } finally {
    await shop.end();
  }
}

async function ask(recipients: Recipient[], registryUrl: string, token: string): Promise<{ allowed: boolean }[]> {
  const questions = recipients.map(({ email, account, purpose, consentAt }) => ({
    email,
    purpose,
    channel: "email",
    ...(account === null ? {} : { account }),
    ...(consentAt === null ? {} : { consentAt }),
  }));
  const response = await fetch(registryUrl, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ questions }),
  });
  // Without an answer nobody is written to.
  if (!response.ok) throw new Error(`the registry answered ${response.status}`);
  return ((await response.json()) as { answers: { allowed: boolean }[] }).answers;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { SHOP_DATABASE_URL: shopUrl, REGISTRY_URL: registryUrl, REGISTRY_TOKEN: token } = process.env;
  if (!shopUrl || !registryUrl || !token)
    throw new Error("SHOP_DATABASE_URL, REGISTRY_URL and REGISTRY_TOKEN are needed");
  for (const email of await marketingExport({ shopUrl, registryUrl, token })) process.stdout.write(`${email}\n`);
}
