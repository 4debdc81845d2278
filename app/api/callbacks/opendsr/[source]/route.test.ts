/** OpenDSR callbacks as they come over the wire: who may speak, what is taken from it, and that a repeat has no effect. */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { opendsrStandIn, type OpendsrStandIn } from "../../../../../demo/vendors/opendsr";
import { signer } from "../../../../../demo/vendors/opendsr-keys";
import { startVendors, type Vendors } from "../../../../../demo/vendors/server";
import type { TestDatabase } from "../../../../../demo/postgres/test-database";
import { closeSources, sourceTools, policy } from "../../../../../lib/company";
import { closeDb, db } from "../../../../../lib/db";
import { signInDatabase } from "../../../../../lib/sign-in/sign-in.fixture";
import type { OpendsrSource } from "../../../../../lib/policy/kinds/opendsr";
import { opendsrSource } from "../../../../../lib/sources/opendsr";
import { orderOf } from "../../../../../lib/sources/opendsr/orders";
import { policyWithPartner } from "../../../../../lib/sources/opendsr/policy.fixture";
import { janeDoe, listOf, orderedAt, token } from "../../../../../lib/sources/opendsr/stage.fixture";
import { listener } from "../../../../../lib/sources/opendsr/callback";
import { takeCallback } from "../../../../../lib/steps/take-callback";
import { hearCallbacks } from "../../../../../lib/steps/carry-out/callbacks";
import { rowsOf } from "../../../../../prisma/row-security.fixture";
import { POST } from "./route";

let database: TestDatabase;
let owner: pg.Client;
let vendors: Vendors;
let partner: OpendsrStandIn;
let order: string;
const operation = "R-1/1/0/0";
const own = "http://localhost:3000/api/callbacks/opendsr/partner-dsr";

/** The process goes on as another role of the database, as web and worker do. */
async function as(role: "web" | "worker"): Promise<void> {
  await closeDb();
  process.env.DATABASE_URL = database.url(role);
}

beforeAll(async () => {
  database = await signInDatabase("opendsr-callback", "http://localhost:1");
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  partner = opendsrStandIn({ token, doneAfter: null });
  vendors = await startVendors({ port: 0, standIns: [partner], people: [], faults: true });
  Object.assign(process.env, {
    POLICY_FILE: policyWithPartner("policy.yaml"),
    PARTNER_URL: vendors.url("opendsr"),
    PARTNER_TOKEN: token,
    PARTNER_ROOTS: partner.root,
  });
  await as("worker");
  const source = opendsrSource(
    "partner-dsr",
    policy().sources["partner-dsr"] as OpendsrSource,
    sourceTools("partner-dsr"),
  );
  await source.write?.("erase", await listOf(source, janeDoe), operation);
  [order = ""] = orderedAt(vendors);
  await rowsOf(owner, "A-1");
  await owner.query("UPDATE removal SET operation = $1, ask_at = now() + interval '1 hour'", [operation]);
  await as("web");
}, 120_000);

afterAll(async () => {
  await closeSources();
  await closeDb();
  await owner.end();
  await vendors.stop();
  await database.drop();
});

const message = (more: object = {}): Buffer =>
  Buffer.from(
    JSON.stringify({
      controller_id: "klangwerk",
      expected_completion_time: new Date().toISOString(),
      status_callback_url: own,
      subject_request_id: order,
      request_status: "completed",
      ...more,
    }),
  );

async function call(body: Buffer, headers = partner.signed(body), source = "partner-dsr"): Promise<number> {
  const request = new Request(own, { method: "POST", headers, body: new Uint8Array(body) });
  return (await POST(request, { params: Promise.resolve({ source }) })).status;
}

const taken = async (): Promise<number> =>
  Number((await owner.query<{ n: string }>("SELECT count(*) AS n FROM callback")).rows[0]?.n);

test("another key, another domain, a changed byte, no signature: 401 and nothing is written", async () => {
  const body = message();
  const stranger = opendsrStandIn({ token, keys: signer("partner.example") });
  expect(await call(body, stranger.signed(body))).toBe(401);
  expect(await call(body, { ...partner.signed(body), "X-OpenDSR-Processor-Domain": "other.example" })).toBe(401);
  const changed = Buffer.from(body);
  changed[changed.length - 2] = (changed[changed.length - 2] as number) ^ 1;
  expect(await call(changed, partner.signed(body))).toBe(401);
  expect(await call(body, { "Content-Type": "application/json" } as never)).toBe(401);
  expect(await taken()).toBe(0);
});

test("an order that nobody gave, another controller's address, an unknown source, a body without end", async () => {
  expect(await call(message({ subject_request_id: "00000000-0000-4000-8000-000000000000" }))).toBe(404);
  expect(await call(message({ status_callback_url: "https://other.example/callbacks" }))).toBe(400);
  expect(await call(Buffer.from("not JSON"))).toBe(400);
  for (const source of ["nobody", "shop", "constructor", "hotjar"])
    expect(await call(message(), partner.signed(message()), source)).toBe(404);
  expect(await call(Buffer.alloc(70_000, 32))).toBe(413);
  expect(await taken()).toBe(0);
});

test("a good one is taken; the worker asks now, and believes nothing that stood in it", async () => {
  const body = message();
  expect(await call(body)).toBe(202);
  expect(await taken()).toBe(1);
  await as("worker");
  await hearCallbacks();
  const { memory } = sourceTools("partner-dsr");
  const kept = await orderOf(memory, order);
  // The processor itself says that it is still at work.
  expect(kept?.state).toBe("ordered");
  expect(Date.parse(kept?.askAgain ?? "")).toBeLessThanOrEqual(Date.now() + 1_000);
  const removal = await db().removal.findFirstOrThrow({ where: { operation } });
  expect(removal.askAt.getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
  expect(removal.state).toBe("waiting");

  // The same again: accepted, and without effect.
  const later = new Date(Date.now() + 3_600_000);
  await owner.query("UPDATE removal SET ask_at = $1", [later]);
  await as("web");
  expect(await call(body)).toBe(202);
  await as("worker");
  await hearCallbacks();
  expect((await db().removal.findFirstOrThrow({ where: { operation } })).askAt).toEqual(later);
  expect(await taken()).toBe(1);
});

test("what a processor sends by itself is taken in the same way", async () => {
  await as("web");
  const asked = vendors.log("opendsr").length;
  const body = message({ request_status: "in_progress" });
  expect(await call(body, partner.signed(body))).toBe(202);
  // Its certificate is known by now.
  expect(vendors.log("opendsr")).toHaveLength(asked);
});

test("while the certificate cannot be had the processor is asked to come again", async () => {
  await as("web");
  const tools = {
    ...sourceTools("partner-dsr"),
    secret: (name: string) => (name === "PARTNER_URL" ? "http://localhost:1" : process.env[name]),
  };
  const heard = listener("partner-dsr", policy().sources["partner-dsr"] as OpendsrSource, tools);
  const body = message();
  const headers = Object.fromEntries(new Headers(partner.signed(body)));
  await expect(heard(body, headers)).rejects.toThrow("cannot be reached");
  expect(await takeCallback("partner-dsr", body, headers)).toMatchObject({ ok: true });
});
