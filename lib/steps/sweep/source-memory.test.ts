/** Art. 5(1)(e): orders of a request that has ended are forgotten, and nothing about the request changes by it. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sourceById } from "../../company";
import { db } from "../../db";
import { loadRequest } from "../load";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import { dueRemovals, goOn } from "../carry-out/removal";
import { giveOpinion } from "../decide/opinion";
import { approve } from "../decide/review";
import { keptList } from "../plan/closed-list";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { tick } from "../tick";
import { forgetOrders } from "./source-memory";

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal("source-memory", { vendors: true });
}, 300_000);
afterAll(() => portal.close());

const requestOf = (id: string) => db().request.findUniqueOrThrow({ where: { id } });

async function erased(): Promise<string> {
  const [rui, nora] = [await signedIn("rui", { roles: ["reviewer"] }), await signedIn("nora", { roles: ["reviewer"] })];
  const dora = await signedIn("dora", { roles: ["dpo"] });
  const choice = {
    scope: "categories" as const,
    categories: ["customer-ads"],
    keepLicences: false,
    doNotContact: false,
  };
  const wishes = [{ right: "erasure" as const, choice }];
  const received = await receive(await portal.customer(), { id: randomUUID(), wishes, language: "en" });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests[0]?.reference as string;
  await advance(reference);
  const hash = (await requestOf(reference)).planHash as string;
  await giveOpinion(dora, reference, hash, "agrees", "The rules are applied rightly.");
  await approve(rui, reference, hash);
  await approve(nora, reference, hash);
  for (const minutes of [120, 1_500, 3_000]) {
    await portal.ahead(`${minutes} minutes`);
    portal.vendors.advance(minutes * 60_000);
    await portal.owner.query("DELETE FROM rate_budget");
    await advance(reference);
    for (const id of await dueRemovals(100)) await goOn(id);
  }
  return reference;
}

/** All that is known about the request, but for what became of its mails. */
async function about(request: string): Promise<unknown> {
  const [decisions, tasks, removals, duties] = await Promise.all([
    db().decision.findMany({ where: { request }, orderBy: { idx: "asc" } }),
    db().task.findMany({ where: { request }, orderBy: { id: "asc" } }),
    db().removal.findMany({ where: { request }, orderBy: { id: "asc" } }),
    db().duty.findMany({ where: { request }, orderBy: { id: "asc" } }),
  ]);
  return {
    decisions,
    tasks,
    removals,
    duties,
    events: await db().event.findMany({ where: { request, fact: { not: "mailed" } } }),
  };
}

test("a processor that shows nothing is not asked again about what has ended", async () => {
  const reference = await erased();
  const request = await requestOf(reference);
  const row = await db().decision.findFirstOrThrow({ where: { request: reference, source: "survey-service" } });
  expect(row).toMatchObject({ action: "erase", done: 1, leftOver: 0 });
  const { keys } = await loadRequest(db(), reference);
  const left = async () => {
    let sum = 0;
    const at = { request: reference, planNo: request.planNo, idx: row.idx };
    for await (const items of keptList(db(), keys, at, { size: 100 }))
      sum += await sourceById("survey-service").left("erase", items);
    return sum;
  };
  expect(await left()).toBe(0);
  const looked = async () => {
    const failed: unknown[] = [];
    await tick((what, error) => failed.push([what, error]));
    await advance(reference);
    expect(failed).toEqual([]);
  };
  // Recipients are told of what was confirmed last.
  await looked();

  // As long as the request is open its orders stay, however old they are.
  await portal.owner.query("UPDATE source_memory SET at = at - interval '200 days'");
  await portal.owner.query("UPDATE request SET received_at = received_at - interval '201 days', closed_at = NULL");
  await forgetOrders(1_000);
  expect(await left()).toBe(0);

  await portal.owner.query("UPDATE request SET closed_at = portal_now(), state = 'delivered', try_at = NULL");
  expect(await forgetOrders(1_000)).toBeGreaterThan(0);
  // Asked now, it would say that all is there.
  expect(await left()).toBe(1);
  const before = await about(reference);
  await looked();
  expect(await about(reference)).toEqual(before);
}, 120_000);
