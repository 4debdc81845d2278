/** Art. 18(1), 21(2): what is certain is marked at once; what may be somebody else's becomes a person's task, never nothing. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../actor";
import { db } from "../db";
import type { Wish } from "../gdpr/wish";
import { advance } from "./advance";
import { receive } from "./ask/receive";
import { mayUse } from "./may-use";
import { signedIn, startPortal, type Portal } from "./portal.fixture";

let portal: Portal;
/** She shares her mailbox with somebody who orders as a guest. */
let greta: Actor;

beforeAll(async () => {
  portal = await startPortal("doubtful");
  const own = { account: "KW-100007", email: "familie.lindner@post.example", name: "Greta Lindner" };
  greta = await signedIn("greta", own);
}, 120_000);
afterAll(() => portal.close());

async function ask(wish: Wish): Promise<string> {
  const received = await receive(greta, { id: randomUUID(), wishes: [wish], language: "de" });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests[0]?.reference as string;
  await advance(reference);
  return reference;
}

test("a pause marks what is certain the same day and gives the rest to a person for today", async () => {
  const words = "You may not use them, and I do not want them deleted.";
  const reference = await ask({ right: "restriction", pause: { ground: "18(1)(b)", categories: null }, words });
  expect(await db().request.findUniqueOrThrow({ where: { id: reference } })).toMatchObject({ state: "fulfilled" });
  const marked = await portal.shop.query("SELECT paused_at FROM accounts WHERE id = 'KW-100007'");
  expect(marked.rows[0]).not.toEqual({ paused_at: null });
  const doubtful = await db().decision.findMany({ where: { request: reference, action: "ask", count: { gt: 0 } } });
  expect(doubtful.length).toBeGreaterThan(0);
  const tasks = await db().task.findMany({
    where: { request: reference, kind: "restriction-by-hand", source: "shop" },
  });
  expect(tasks.map(({ category }) => category).toSorted()).toEqual(
    [...new Set(doubtful.map(({ category }) => category))].toSorted(),
  );
  const { receivedAt } = await db().request.findUniqueOrThrow({ where: { id: reference } });
  for (const { dueOn } of tasks) expect(dueOn.getTime() - receivedAt.getTime()).toBeLessThan(86_400_000);
});

test("an end of advertising does not pass over the rows of a shared mailbox", async () => {
  const reference = await ask({ right: "objection", purposes: null, words: "" });
  expect(await mayUse([{ email: "familie.lindner@post.example", purpose: "newsletter" }])).toMatchObject([
    { allowed: false, because: "stopped" },
  ]);
  const open = await portal.shop.query(
    "SELECT 1 FROM newsletter_subscriptions WHERE email = 'familie.lindner@post.example' AND status = 'confirmed'",
  );
  const tasks = await db().task.findMany({ where: { request: reference, kind: "objection-by-hand", source: "shop" } });
  // Either the row is marked, or somebody has to look at it.
  expect(tasks.map(({ category }) => category)).toEqual(open.rowCount === 0 ? [] : ["newsletter"]);
});
