/** Art. 7(3), 21(2): a consent and a no to advertising end at once, in the registry and in the shop. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { closeSources } from "../../company";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import { longDay } from "../../letters/words";
import { myRequest } from "../../queries/my/request";
import { openDrawer, requestKey } from "../../seal/request-key";
import { mayUse } from "../may-use";
import { suppressionEntry } from "../../sources/postgres/suppress";
import { advance } from "../advance";
import { watchMilestones } from "../milestone";
import { eventLines, shopListKey, signedIn, startPortal, type Portal } from "../portal.fixture";
import { consents } from "../ask/consents";
import { receive } from "../ask/receive";

let portal: Portal;
let ana: Actor;

/** What page and letter say of what stays: the letter must have each day of the page. */
async function staysAsInTheLetter(reference: string) {
  const stays = (await myRequest(ana, reference))?.ended?.stays;
  const { drawerId } = await db().letter.findFirstOrThrow({
    where: { request: reference, kind: { in: ["withdrawal", "objection"] } },
  });
  const letter = JSON.stringify(await openDrawer(db(), await requestKey(db(), reference), drawerId));
  for (const until of [stays?.overlapUntil, stays?.proofUntil])
    if (until) expect(letter).toContain(`until ${longDay("en", until)}`);
  expect(letter.includes("The proof that you had agreed")).toBe(stays?.proofUntil != null);
  expect(letter.includes("already under way may still reach you")).toBe(stays?.overlapUntil != null);
  return stays;
}

beforeAll(async () => {
  portal = await startPortal("stop-use");
  const { rows } = await portal.shop.query<{ id: string; email: string }>(`
    SELECT a.id, a.email FROM accounts a
    JOIN newsletter_subscriptions n ON lower(n.email) = lower(a.email) AND n.status = 'confirmed'
    JOIN customer_ads c ON c.account_id = a.id ORDER BY a.id LIMIT 1`);
  const [found] = rows;
  if (!found) throw new Error("the demo has nobody with newsletter and ads");
  ana = await signedIn("ana", { account: found.id, email: found.email, name: null });
});
afterAll(() => portal.close());

const ask = (right: "withdrawal" | "objection", consents: string[] = [], id = randomUUID()) =>
  receive(ana, {
    id,
    wishes: [right === "withdrawal" ? { right, consents } : { right, purposes: null, words: "" }],
    language: "en",
  });

const newsletter = async () => {
  const { rows } = await portal.shop.query<{ status: string; ended: boolean }>(
    "SELECT status, ended_on IS NOT NULL AS ended FROM newsletter_subscriptions WHERE lower(email) = lower($1)",
    [ana.email],
  );
  return rows;
};

async function referenceOf(asked: ReturnType<typeof ask>): Promise<string> {
  const received = await asked;
  if (!received.ok) throw new Error(received.reason);
  return received.value.requests[0]?.reference as string;
}

describe("the end of a consent", () => {
  let reference: string;

  test("stands in the registry before any worker has moved", async () => {
    const question = { email: ana.email as string, purpose: "newsletter" };
    expect(await mayUse([question])).toEqual([{ allowed: true }]);
    reference = await referenceOf(ask("withdrawal", ["newsletter"]));
    expect(await mayUse([question, { ...question, purpose: "statistics" }])).toMatchObject([
      { allowed: false, because: "stopped" },
      { allowed: true },
    ]);
    expect((await newsletter())[0]?.status).toBe("confirmed");
  });

  test("a consent given afterwards is a new one", async () => {
    const question = { email: ` ${ana.email?.toUpperCase()}`, purpose: "newsletter" };
    const [tomorrow, yesterday] = [86_400_000, -86_400_000].map((ms) => new Date(Date.now() + ms).toISOString());
    expect(await mayUse([{ ...question, consentAt: tomorrow }])).toEqual([{ allowed: true }]);
    expect(await mayUse([{ ...question, consentAt: yesterday }])).toMatchObject([{ allowed: false }]);
  });

  test("a worker that dies after writing leaves nothing undone, and the next one counts the same rows", async () => {
    watchMilestones((milestone) => {
      if (milestone === "stop:written") throw new Error("killed");
    });
    await expect(advance(reference)).rejects.toThrow("killed");
    watchMilestones(() => undefined);
    expect(await newsletter()).toEqual([{ status: "ended", ended: true }]);
    await advance(reference);
    const stopped = await db().stopping.findMany({ where: { request: reference } });
    expect(stopped).toMatchObject([{ source: "shop", purpose: "newsletter", records: 2 }]);
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });

  test("enters the address into the shop's own list for the newsletter alone, once, and nobody else", async () => {
    const { rows } = await portal.shop.query<{ address_key: string; channel: string }>(
      "SELECT address_key, channel FROM suppression_list WHERE channel = 'newsletter'",
    );
    expect(rows).toEqual([{ address_key: suppressionEntry(shopListKey, ana.email ?? ""), channel: "newsletter" }]);
  });

  test("marks the proof, not what nobody ended", async () => {
    const { rows } = await portal.shop.query<{ open: number }>(
      "SELECT count(*)::int AS open FROM consents WHERE customer_number = $1 AND ended_on IS NULL",
      [ana.account],
    );
    expect(rows[0]?.open).toBeGreaterThan(0);
    const { rows: proofs } = await portal.shop.query(
      "SELECT FROM consent_proofs WHERE email = $1 AND ended_on IS NULL",
      [ana.email],
    );
    expect(proofs).toEqual([]);
  });

  test("opens the erasure of what nothing carries any longer, and hands Mailchimp to a person", async () => {
    const follower = await db().request.findFirstOrThrow({ where: { followsUp: reference } });
    expect(follower).toMatchObject({ right: "erasure", choice: { scope: "categories", categories: ["newsletter"] } });
    await advance(follower.id);
    const planned = await db().decision.findMany({ where: { request: follower.id, action: "erase" } });
    expect(planned.map(({ category }) => category)).toEqual(["newsletter"]);
    const tasks = await db().task.findMany({ where: { request: reference, kind: "withdrawal-by-hand" } });
    expect(tasks.map(({ source, category }) => `${source}/${category}`)).toEqual(["mailchimp/newsletter"]);
  });

  test("is answered by a letter, and the same form sent again is the same request", async () => {
    const letters = await db().letter.findMany({ where: { request: reference } });
    expect(letters.map(({ kind }) => kind)).toEqual(["withdrawal"]);
    const stays = await staysAsInTheLetter(reference);
    // No device's cookie window asks for the newsletter.
    expect(stays).toMatchObject({ proofUntil: expect.stringMatching(/-01-01$/), device: null });
    const id = randomUUID();
    const first = await referenceOf(ask("withdrawal", ["surveys"], id));
    expect(await referenceOf(ask("withdrawal", ["surveys"], id))).toBe(first);
  });

  test.each([[[]], [["comfort"]], [["no-such"]], [["newsletter", "no-such"]]])(
    "%j is no consent to end",
    async (consents) => {
      expect(await ask("withdrawal", consents)).toEqual({ ok: false, reason: "no-consent" });
    },
  );
});

describe("a no to advertising", () => {
  let reference: string;

  test("holds for every purpose and every channel, by address and by account", async () => {
    reference = await referenceOf(ask("objection"));
    const uses = [
      { purpose: "customer-ads" },
      { purpose: "survey-invitations" },
      { purpose: "advertising" },
      { channel: "email" as const },
      { channel: "post" as const },
      { channel: "phone" as const },
    ];
    const asked = uses.flatMap((use) => [
      { ...use, email: ana.email as string },
      { ...use, account: ana.account as string },
    ]);
    for (const answer of await mayUse(asked)) expect(answer).toMatchObject({ allowed: false });
    expect(await mayUse([{ purpose: "orders", account: ana.account as string }])).toEqual([{ allowed: true }]);
  });

  test("marks the shop's own rows without a plan or a review", async () => {
    await advance(reference);
    const { rows } = await portal.shop.query<{ stopped: boolean }>(
      "SELECT stopped_on IS NOT NULL AS stopped FROM customer_ads WHERE account_id = $1",
      [ana.account],
    );
    expect(rows).toEqual([{ stopped: true }]);
    expect(await db().plan.count({ where: { request: reference } })).toBe(0);
    expect(await db().request.findUniqueOrThrow({ where: { id: reference } })).toMatchObject({ state: "fulfilled" });
    expect((await staysAsInTheLetter(reference))?.overlapUntil).not.toBeNull();
  });

  test("covers former addresses of the account that only the search brought to light", async () => {
    const { rows } = await portal.shop.query<{ account_id: string; email: string }>(
      "SELECT account_id, email FROM email_history h WHERE NOT EXISTS (SELECT FROM accounts a WHERE lower(a.email) = lower(h.email)) LIMIT 1",
    );
    const [former] = rows;
    if (!former) throw new Error("the demo has nobody with a former address");
    const somebody = await signedIn("former", { account: former.account_id, email: null });
    const received = await receive(somebody, {
      id: randomUUID(),
      wishes: [{ right: "objection", purposes: null, words: "" }],
      language: "de",
    });
    if (!received.ok) throw new Error(received.reason);
    await advance(received.value.requests[0]?.reference as string);
    expect(await mayUse([{ email: former.email, purpose: "newsletter" }])).toMatchObject([{ allowed: false }]);
  });
});

test("a no to advertising ends the consents that were given, and makes none ended that never was", async () => {
  const { rows } = await portal.shop.query<{ id: string; email: string }>(
    `
    SELECT a.id, a.email FROM accounts a
    JOIN newsletter_subscriptions n ON lower(n.email) = lower(a.email) AND n.status = 'confirmed'
    WHERE NOT EXISTS (SELECT FROM consents c WHERE c.customer_number = a.id) AND lower(a.email) <> lower($1)
    ORDER BY a.id LIMIT 1`,
    [ana.email],
  );
  const [found] = rows;
  if (!found) throw new Error("the demo has nobody with the newsletter alone");
  const reader = await signedIn("reader", { account: found.id, email: found.email });
  const standing = async () => new Map((await consents(reader)).consents.map(({ id, standing: how }) => [id, how]));
  const before = await standing();
  expect(before.get("newsletter")).toBe("given");
  const none = [...before].flatMap(([id, how]) => (how === "none" ? [id] : []));
  expect(none).toContain("advertising");
  const wish = { right: "objection", purposes: null, words: "" } as const;
  expect(await receive(reader, { id: randomUUID(), wishes: [wish], language: "en" })).toMatchObject({ ok: true });
  const after = await standing();
  expect(after.get("newsletter")).toBe("ended");
  for (const id of none) expect([id, after.get(id)]).toEqual([id, "none"]);
});

test("a system that does not answer delays the answer, not the end", async () => {
  const { rows } = await portal.shop.query<{ name: string }>("SELECT current_database() AS name");
  const door = `CONNECT ON DATABASE "${rows[0]?.name}"`;
  const reference = await referenceOf(ask("withdrawal", ["statistics"]));
  await portal.shop.query(`REVOKE ${door} FROM PUBLIC`);
  await closeSources();
  await advance(reference);
  expect(await mayUse([{ account: ana.account as string, purpose: "statistics" }])).toMatchObject([{ allowed: false }]);
  const waiting = await db().request.findUniqueOrThrow({ where: { id: reference }, include: { letters: true } });
  expect(waiting).toMatchObject({ state: "identified", waitsFor: "source", letters: [{ kind: "acknowledgement" }] });
  await portal.shop.query(`GRANT ${door} TO PUBLIC`);
  await advance(reference);
  expect(await db().request.findUniqueOrThrow({ where: { id: reference } })).toMatchObject({
    state: "fulfilled",
    waitsFor: null,
  });
});
