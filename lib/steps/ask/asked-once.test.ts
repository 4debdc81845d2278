/** Art. 15(1), live: a page that says what is held asks no system of others the same thing twice. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import type { ErasureChoice } from "../../gdpr/plan-value";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { databaseOf, statementsOf } from "../statements.fixture";
import { consents } from "./consents";
import { correctableKinds } from "./correctable";
import { joinedParts, preview, previewInParts } from "./preview";
import type { Unheard } from "./told";

let portal: Portal;
let ana: Actor;
beforeAll(async () => {
  portal = await startPortal("asked-once", { vendors: true });
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
}, 120_000);
afterAll(() => portal.close());

type Asked = { request: { origin: string; method: string; path: string; body: unknown } };

/** Every call that leaves this process over HTTP while something runs: where to, and with what. */
async function callsOf<Value>(run: () => Promise<Value>): Promise<{ value: Value; calls: string[] }> {
  const calls: string[] = [];
  const seen = (message: unknown) => {
    const { origin, method, path, body } = (message as Asked).request;
    calls.push(`${method} ${origin}${path} ${typeof body === "string" || Buffer.isBuffer(body) ? String(body) : ""}`);
  };
  subscribe("undici:request:create", seen);
  try {
    return { value: await run(), calls };
  } finally {
    unsubscribe("undici:request:create", seen);
  }
}

const everything: ErasureChoice = { scope: "everything", categories: [], keepLicences: null, doNotContact: false };

test.each([
  ["what is held", async () => joinedParts(await previewInParts(ana)), 2],
  ["what a deletion would do", () => preview(ana, "erasure", everything), 2],
  ["what can be set right", () => correctableKinds(ana), 2],
  // The registry says what was stopped and what rests.
  ["what was agreed to", () => consents(ana), 4],
] as [string, () => Promise<Unheard>, number][])("%s: each call once", async (_, ask, most) => {
  await ask();
  const { value, calls } = await callsOf(() => statementsOf(ask));
  expect(value.value.unreachable).toEqual([]);
  expect(value.value.inPart).toEqual([]);
  expect(calls.length).toBeGreaterThan(3);
  expect(calls.filter((call, at) => calls.indexOf(call) !== at)).toEqual([]);
  expect(value.sent.get(databaseOf(portal.shopUrl))).toHaveLength(3);
  // What is in force or the clock, and the clock for a system's own dates; besides, each call that has a limit is counted.
  const own = value.sent.get(databaseOf(portal.ownerUrl)) ?? [];
  const counted = own.filter((text) => text.includes('INSERT INTO "rate_budget"'));
  expect(counted.length).toBeLessThanOrEqual(calls.length);
  expect(own.length - counted.length).toBeLessThanOrEqual(most);
});
