/** Pauses of people who paid by PayPal, for tests of what recipients hear. */
import { randomUUID } from "node:crypto";
import type { Actor } from "../../actor";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import { signedIn, type Portal } from "../portal.fixture";

/** A pause needs no reviewer's approval: its request is carried out at once. */
export async function paused(who: Actor): Promise<string> {
  const wishes = [
    {
      right: "restriction" as const,
      pause: { ground: "18(1)(c)" as const, categories: ["invoice"] },
      words: "I need them.",
    },
  ];
  const received = await receive(who, { id: randomUUID(), wishes, language: "en" });
  if (!received.ok) throw new Error(received.reason);
  const made = received.value.requests[0]?.reference as string;
  await advance(made);
  return made;
}

const met = new WeakMap<Portal, number>();

/** The next who paid by PayPal. */
export async function another(portal: Portal): Promise<Actor> {
  const payer = `SELECT DISTINCT a.id, a.name, a.email FROM accounts a JOIN payments p ON p.customer_number = a.id
    WHERE p.provider = 'paypal' AND a.id > 'KW-2' ORDER BY a.id LIMIT 1 OFFSET $1`;
  const before = met.get(portal) ?? 0;
  met.set(portal, before + 1);
  const [row] = (await portal.shop.query<{ id: string; name: string; email: string }>(payer, [before])).rows;
  if (!row) throw new Error("nobody paid by PayPal");
  return signedIn(row.id, { account: row.id, name: row.name, email: row.email });
}
