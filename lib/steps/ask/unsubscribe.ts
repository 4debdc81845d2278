/**
 * Art. 7(3), 21(2), RFC 8058: the button of a mail program or of a newsletter's own link. It ends what the mail rested on,
 * as the same press in the portal does: a consent is withdrawn, other advertising is objected to. Nobody has to sign in or
 * prove anything to say no.
 */
import { randomUUID } from "node:crypto";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, transactionAs } from "../../db";
import type { Wish } from "../../gdpr/wish";
import { ownSight } from "../../sight";
import { receive } from "./receive";
import { advertisingUses, registerStop } from "./register-stop";

/** Requests that one address can open this way in a day: whoever presses a forwarded mail again and again sends no more letters. */
const perDay = 3;

/** Which right a link of that use exercises; null where a mail cannot rest on it. */
export function unsubscribing(use: string): "withdrawal" | "objection" | null {
  const { consents, stops } = policy();
  if (Object.hasOwn(consents, use)) return consents[use]?.device ? null : "withdrawal";
  return stops.advertising.includes(use) ? "objection" : null;
}

/**
 * Ends the use for the address of `who`, at once. Pressing again reminds of the open request or opens the next one, since
 * somebody may have agreed anew in between; beyond a day's number the registry alone is told.
 * Throws when a mail cannot rest on the use.
 */
export async function unsubscribe(who: Actor, use: string): Promise<void> {
  const right = unsubscribing(use);
  if (right === null) throw new Error("a link for a use that no mail rests on");
  const ends = right === "withdrawal" ? [use] : policy().stops.advertising;
  if (await manyToday(who, right, ends)) return enterAgain(who, right, ends);
  const wish: Wish = right === "withdrawal" ? { right, consents: ends } : { right, purposes: null, words: "" };
  const received = await receive(who, { id: randomUUID(), wishes: [wish], language: who.language });
  if (received.ok) return;
  if (received.reason !== "too-many") throw new Error(`a press was not received: ${received.reason}`);
  await enterAgain(who, right, ends);
}

async function manyToday(who: Actor, right: string, ends: string[]): Promise<boolean> {
  return transactionAs(ownSight(who), async (tx) => {
    const since = new Date((await portalNow(tx)).getTime() - 86_400_000);
    const alike = { personId: who.person, right, purposes: { equals: ends }, receivedAt: { gt: since } };
    return (await tx.request.count({ where: alike })) >= perDay;
  });
}

/** A later entry also ends what was agreed to since the one before. */
async function enterAgain({ email, ...who }: Actor, right: string, ends: string[]): Promise<void> {
  if (email === null) throw new Error("a link without an address");
  const uses = right === "objection" ? advertisingUses(policy().stops) : ends;
  await transactionAs(ownSight({ email, ...who }), async (tx) => {
    const person = { account: null, addresses: [{ email, proved: true, held: null }] };
    await registerStop(tx, person, uses, await portalNow(tx));
  });
}
