/** plan-and-list 4: which copies stop an erasure, as the stop and the desk both ask it. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { fileRequest, openTestPortal, signedIn } from "../filed-request.fixture";
import { putInDrawer, requestKey } from "../../seal/request-key";

let portal: Awaited<ReturnType<typeof openTestPortal>>;

beforeAll(async () => (portal = await openTestPortal("copies-first")), 120_000);
afterAll(() => portal.close());

const first = async (reference: string) =>
  (await db().$queryRaw<{ id: string }[]>`SELECT copies_first AS id FROM copies_first(${reference})`).map(
    ({ id }) => id,
  );

const day = 86_400_000;
type Made = { downloads?: number; expiresAt?: Date; destroyedAt?: Date };

async function delivered(who: Actor, made: Made | null, right: "access" | "portability" = "access"): Promise<string> {
  const request = await fileRequest(who, { right, state: "delivered" });
  const fields = { bytes: 1n, records: 1, sha256: "ab".repeat(32), file: randomUUID() };
  if (made)
    await db().package.create({
      data: { request, ...fields, availableAt: new Date(), expiresAt: new Date(Date.now() + day), ...made },
    });
  return request;
}

async function sent(request: string, state: "accepted" | "refused"): Promise<void> {
  const { id } = await putInDrawer(db(), await requestKey(db(), request), "transfer", {});
  const [confirmedAt, startedAt, endedAt] = [new Date(), new Date(), new Date()];
  await db().transfer.create({
    data: { id: randomUUID(), request, toId: id, state, confirmedAt, startedAt, endedAt },
  });
}

test.each<[string, (who: Actor) => Promise<string>, boolean]>([
  ["asked for", (who) => fileRequest(who), true],
  ["ready, not fetched", (who) => delivered(who, {}), true],
  ["fetched", (who) => delivered(who, { downloads: 1 }), false],
  ["its days are over", (who) => delivered(who, { expiresAt: new Date(Date.now() - day) }), false],
  ["destroyed", (who) => delivered(who, { destroyedAt: new Date() }), false],
  ["answered without a file", (who) => delivered(who, null), false],
  [
    "sent to the company that the person named",
    async (who) => {
      const request = await delivered(who, {}, "portability");
      await sent(request, "accepted");
      return request;
    },
    false,
  ],
  [
    "not taken by that company",
    async (who) => {
      const request = await delivered(who, {}, "portability");
      await sent(request, "refused");
      return request;
    },
    true,
  ],
])("a copy that is %s", async (_what, make, goesFirst) => {
  const who = await signedIn();
  const copy = await make(who);
  const erasure = await fileRequest(who, { right: "erasure" });
  expect(await first(erasure)).toEqual(goesFirst ? [copy] : []);
  // Nobody waits for the copy of another, and no copy for itself.
  expect(await first(copy)).not.toContain(copy);
  expect(await first(await fileRequest(await signedIn(), { right: "erasure" }))).toEqual([]);
});
