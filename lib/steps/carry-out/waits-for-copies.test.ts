/** A copy of which a processor prepares its part first: the request waits, asks nothing twice and ends by itself. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { opendsrStandIn, type OpendsrStandIn } from "../../../demo/vendors/opendsr";
import { startVendors, type Vendors } from "../../../demo/vendors/server";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { unpack } from "../../package/unzip.fixture";
import { masterKey, open } from "../../seal/seal";
import { orderedAt, token } from "../../sources/opendsr/stage.fixture";
import { policyWithPartner } from "../../sources/opendsr/policy.fixture";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import { hearCallbacks } from "./callbacks";
import { approve } from "../decide/review";
import { signedIn, startPortal, type Portal } from "../portal.fixture";

let portal: Portal;
let vendors: Vendors;
let partner: OpendsrStandIn;
let who: Actor;

beforeAll(async () => {
  portal = await startPortal("waits-for-copies");
  process.env.POLICY_FILE = policyWithPartner(portal.env.POLICY_FILE ?? "");
  who = await portal.customer();
  const { rows } = await portal.shop.query<{ email: string }>("SELECT email FROM accounts WHERE id = $1", [
    who.account,
  ]);
  const unknown = { name: "", language: "en" as const, ids: {}, newsletterSince: null };
  const people = [{ ...unknown, email: rows[0]?.email ?? "", account: who.account }];
  partner = opendsrStandIn({ token, doneAfter: null });
  vendors = await startVendors({ port: 0, standIns: [partner], people, faults: true });
  Object.assign(process.env, {
    PARTNER_URL: vendors.url("opendsr"),
    PARTNER_TOKEN: token,
    PARTNER_ROOTS: partner.root,
  });
}, 120_000);
afterAll(async () => {
  await portal.close();
  await vendors.stop();
});

test("an access request through a processor that takes its time", async () => {
  const rui = await signedIn("rui", { roles: ["reviewer"] });
  const asked = await receive(who, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
  if (!asked.ok) throw new Error(asked.reason);
  const reference = asked.value.requests[0]?.reference as string;
  const request = () => db().request.findUniqueOrThrow({ where: { id: reference } });
  await advance(reference);
  // Planning orders nothing.
  expect(orderedAt(vendors)).toEqual([]);
  const { planNo, planHash } = await request();
  const at = { request: reference, planNo, source: "partner-dsr" };
  expect(await db().decision.findMany({ where: at })).toMatchObject([{ action: "export", count: 1 }]);
  expect(await approve(rui, reference, planHash as string)).toMatchObject({ ok: true });

  await advance(reference);
  expect(await request()).toMatchObject({ state: "approved", waitsFor: "source" });
  await advance(reference);
  expect(orderedAt(vendors)).toHaveLength(1);

  await partner.settle(orderedAt(vendors)[0] ?? "", "completed");
  // It calls back, and nobody waits for the hour that was agreed.
  const called = { source: "partner-dsr", digest: "0".repeat(64), orderId: orderedAt(vendors)[0] ?? "" };
  await db().request.update({ where: { id: reference }, data: { tryAt: new Date("2100-01-01T00:00:00Z") } });
  await db().callback.create({ data: called });
  await hearCallbacks();
  expect((await request()).tryAt?.getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
  await advance(reference);
  expect((await request()).state).toMatch(/fulfilled|delivered/);
  expect(orderedAt(vendors)).toHaveLength(1);
  const { file, key } = await db().package.findUniqueOrThrow({ where: { request: reference } });
  const opened = open(masterKey("package key"), reference, key as Uint8Array);
  const entries = await unpack(join(portal.env.FILES_DIR as string, file), opened);
  const data = JSON.parse(entries.get("data/analytics-hotjar.json") ?? "{}") as { records: { source: string }[] };
  expect(data.records.filter(({ source }) => source === "partner-dsr")).toHaveLength(1);
}, 60_000);
