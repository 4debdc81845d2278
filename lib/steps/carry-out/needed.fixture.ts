/** Erasures that were answered while something of the customer still ran, and what ends then, for tests of what is taken up again. */
import { randomUUID } from "node:crypto";
import type { Actor } from "../../actor";
import { db } from "../../db";
import type { ErasureChoice } from "../../gdpr/plan-value";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import type { Desk } from "../matter/matter.fixture";
import type { Portal } from "../portal.fixture";
import { answer } from "./held.fixture";
import { lookAtNeeds } from "./still-needed";

/** Nothing of the customer runs any more, and there is nothing that only they could still be asked about. */
export async function nothingRuns({ shop }: Portal, { account }: Actor): Promise<void> {
  for (const text of [
    "UPDATE orders SET status = 'delivered', completed_on = coalesce(completed_on, '2026-01-10') WHERE customer_number = $1",
    `UPDATE order_lines SET state = 'done', completed_on = coalesce(completed_on, '2026-01-10')
     WHERE order_id IN (SELECT id FROM orders WHERE customer_number = $1)`,
    "UPDATE delivery_notes SET state = 'done' WHERE customer_number = $1",
    "UPDATE shipments SET state = 'done' WHERE customer_number = $1",
    "UPDATE repairs SET status = 'returned', returned_on = coalesce(returned_on, '2026-01-10') WHERE customer_number = $1",
    "UPDATE product_registrations SET warranty = 'ended', ended_on = coalesce(ended_on, '2026-01-10') WHERE account_id = $1",
    "DELETE FROM licence_activations WHERE account_id = $1",
    "DELETE FROM licence_owners WHERE account_id = $1",
    "UPDATE licences SET account_id = NULL WHERE account_id = $1",
  ])
    await shop.query(text, [account]);
}

let made = 0;

/** An order that is under way; gives its id. */
export async function orderOf(
  { shop }: Portal,
  { account, email, name }: Pick<Actor, "account" | "email" | "name">,
): Promise<string> {
  made += 1;
  const { rows } = await shop.query<{ id: string }>(
    `INSERT INTO orders (number, customer_number, email, name, street, postcode, city, country, placed_at, status, payment_method, total_cents)
     VALUES ($1, $2, $3, $4, 'Am Ufer 1', '50667', 'Köln', 'DE', now(), 'placed', 'invoice', 100) RETURNING id`,
    [`TEST-${made}`, account, email, name],
  );
  return rows[0]?.id as string;
}

export async function orderIsDone({ shop }: Portal, order: string): Promise<void> {
  await shop.query("UPDATE delivery_notes SET state = 'done', invoice_sent_on = CURRENT_DATE WHERE order_id = $1", [
    order,
  ]);
  await shop.query("UPDATE orders SET status = 'delivered', completed_on = CURRENT_DATE WHERE id = $1", [order]);
}

/** The delivery note of an order. */
export async function noteOf({ shop }: Portal, order: string): Promise<void> {
  await shop.query(
    `INSERT INTO delivery_notes (order_id, customer_number, recipient_name, street, postcode, city, country, goods, state, noted_on)
     SELECT id, customer_number, name, street, postcode, city, country, 'Kabel', 'open', CURRENT_DATE FROM orders WHERE id = $1`,
    [order],
  );
}

/** A licence of the customer; gives its serial. */
export async function licenceOf({ shop }: Portal, { account }: Actor): Promise<string> {
  const serial = `TEST-${randomUUID()}`;
  await shop.query(
    `INSERT INTO licences (serial, sku, account_id, status, granted_on)
     VALUES ($1, (SELECT sku FROM licences LIMIT 1), $2, 'active', '2026-01-10')`,
    [serial, account],
  );
  return serial;
}

export async function licenceEnds({ shop }: Portal, serial: string): Promise<void> {
  await shop.query("UPDATE licences SET status = 'ended', ended_on = '2026-06-01' WHERE serial = $1", [serial]);
}

type Choice = Pick<ErasureChoice, "scope" | "keepLicences">;

/** The customer asks, and the plan is made. */
export async function asksFor(who: Actor, asked: Choice): Promise<string> {
  const choice = { categories: [], doNotContact: false, ...asked };
  const received = await receive(who, { id: randomUUID(), wishes: [{ right: "erasure", choice }], language: "en" });
  const reference = received.ok ? received.value.requests[0]?.reference : undefined;
  if (!reference) throw new Error("nothing was received");
  await advance(reference);
  return reference;
}

/** An erasure that was carried out and answered. */
export async function answeredFor(desk: Desk, who: Actor, asked: Choice): Promise<string> {
  const reference = await asksFor(who, asked);
  await answer(desk, desk.portal, reference);
  return reference;
}

/** The worker's look of the next day. */
export async function lookNextDay(portal: Portal): Promise<void> {
  await portal.later("31 hours");
  await look();
}

export const look = (): Promise<void> =>
  lookAtNeeds((_, error) => {
    throw error;
  });

export const nextLookAt = async (reference: string) =>
  (await db().request.findUniqueOrThrow({ where: { id: reference } })).needLookAt;

/** Nobody reaches the shop while `during` runs, but for the one who looks after it. */
export async function shopAway({ shop, shopUrl }: Portal, during: () => Promise<void>): Promise<void> {
  const database = new URL(shopUrl).pathname.slice(1);
  await shop.query(`REVOKE CONNECT ON DATABASE "${database}" FROM PUBLIC`);
  await shop.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  try {
    await during();
  } finally {
    await shop.query(`GRANT CONNECT ON DATABASE "${database}" TO PUBLIC`);
  }
}
