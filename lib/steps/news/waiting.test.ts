/** Art. 12(2): who waits because a system of ours is silent does not have to guess. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { closeSources } from "../../company";
import { db } from "../../db";
import { openMail } from "../../mail/outbox";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import type { Wish } from "../../gdpr/wish";
import { startPortal, type Portal, wish } from "../portal.fixture";

let portal: Portal;
let person: Actor;
beforeAll(async () => {
  portal = await startPortal("waiting", { customers: 20 });
}, 120_000);
afterAll(() => portal.close());

async function ask(wished: Wish): Promise<string> {
  person = await portal.customer();
  const received = await receive(person, { id: randomUUID(), wishes: [wished], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  return received.value.requests[0]?.reference as string;
}

const choice = { scope: "account" as const, categories: [], keepLicences: false, doNotContact: false };
const door = async () => {
  const { rows } = await portal.shop.query<{ name: string }>("SELECT current_database() AS name");
  return `CONNECT ON DATABASE "${rows[0]?.name}"`;
};
async function away(): Promise<void> {
  await portal.shop.query(`REVOKE ${await door()} FROM PUBLIC`);
  await closeSources();
}
const back = async () => portal.shop.query(`GRANT ${await door()} TO PUBLIC`);

const told = async (request: string) =>
  (await db().mail.findMany({ where: { request, kind: "news" } })).map(({ sealed }) => openMail(sealed).text);

test.each([
  ["a plan", wish("erasure", choice)],
  ["a use that is to end", { right: "withdrawal", consents: ["surveys"] } as Wish],
])(
  "%s waits for a system: one mail after a day of silence, whatever else is tried, and none before",
  async (_, wished) => {
    await away();
    try {
      const reference = await ask(wished);
      await advance(reference);
      await portal.later("20 hours");
      await advance(reference);
      expect(await db().request.findUniqueOrThrow({ where: { id: reference } })).toMatchObject({ waitsFor: "source" });
      expect(await told(reference)).toEqual([]);
      await portal.later("5 hours");
      await advance(reference);
      await portal.later("3 days");
      await advance(reference);
      const [mail, ...more] = await told(reference);
      expect(mail).toContain("waiting for a system");
      expect(mail).not.toContain(person.email);
      expect(more).toEqual([]);
    } finally {
      await back();
    }
  },
);

test("a system that answers within a day is no news", async () => {
  const reference = await ask(wish("erasure", choice));
  await away();
  try {
    await advance(reference);
  } finally {
    await back();
  }
  await portal.later("2 days");
  await advance(reference);
  expect(await db().request.findUniqueOrThrow({ where: { id: reference } })).toMatchObject({ state: "planned" });
  expect(await told(reference)).toEqual([]);
});
