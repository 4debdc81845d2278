/** Art. 21: what the page of choices says is what every system is told. */
import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Wish } from "../../gdpr/wish";
import { openTestPortal, signedIn } from "../filed-request.fixture";
import { receive } from "./receive";
import { saidNo } from "./said-no";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
beforeAll(async () => {
  portal = await openTestPortal("said-no");
  process.env.SUPPRESSION_KEY = randomBytes(32).toString("base64");
});
afterAll(() => portal.close());

const ask = async (who: Parameters<typeof receive>[0], wish: Wish) => {
  const received = await receive(who, { id: randomUUID(), wishes: [wish], language: "en" });
  if (!received.ok) throw new Error(received.reason);
};
const uses = ["security", "payment-defence"];

test("nobody who said nothing said no, and nobody else's no is theirs", async () => {
  await ask(await signedIn({ email: "other@post.example" }), { right: "objection", purposes: null, words: "" });
  const nothing = { advertising: null, uses: [null, null] };
  expect(await saidNo(await signedIn({ email: "free@post.example" }), uses)).toEqual(nothing);
  expect(await saidNo(await signedIn(), uses)).toEqual(nothing);
});

test("a no to advertising is whole: a consent that ended is not one to all of it", async () => {
  const who = await signedIn({ email: "reader@post.example" });
  await ask(who, { right: "withdrawal", consents: ["newsletter"] });
  expect((await saidNo(who, [])).advertising).toBeNull();
  await ask(who, { right: "objection", purposes: null, words: "" });
  const { advertising } = await saidNo(who, []);
  expect(advertising?.because).toBe("stopped");
  expect(Number.isNaN(Date.parse(advertising?.since ?? ""))).toBe(false);
});

test("another use is paused from the press on, and only that one", async () => {
  const who = await signedIn({ email: "weighs@post.example" });
  await ask(who, { right: "objection", purposes: ["security"], words: "My situation speaks against it." });
  const { advertising, uses: found } = await saidNo(who, uses);
  expect([advertising, found[0]?.because, found[1]]).toEqual([null, "paused", null]);
});
