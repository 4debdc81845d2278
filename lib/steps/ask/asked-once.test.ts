/** Art. 15(1), live: a page that says what is held asks no system of others the same thing twice. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { databaseOf, statementsOf } from "../statements.fixture";
import { askingPages } from "./asking-pages.fixture";
import { correctableRecords, correctionOf } from "./correctable";
import { decisionOf, machineDecisions } from "./machine-decisions";

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

test.each(Object.entries(askingPages))("%s: each call once, and three statements of the shop", async (_, page) => {
  const ask = () => page.ask(ana);
  await ask();
  const { value, calls } = await callsOf(() => statementsOf(ask));
  expect([value.value.unreachable, value.value.inPart]).toEqual([[], []]);
  expect(value.value.shown.length).toBeGreaterThan(0);
  if (page.most > 0) expect(calls.length).toBeGreaterThan(3);
  expect(calls.filter((call, at) => calls.indexOf(call) !== at)).toEqual([]);
  expect((value.sent.get(databaseOf(portal.shopUrl)) ?? []).length).toBeLessThanOrEqual(3);
  // Besides what the page says of itself, each call that has a limit is counted.
  const own = value.sent.get(databaseOf(portal.ownerUrl)) ?? [];
  const counted = own.filter((text) => text.includes('INSERT INTO "rate_budget"'));
  expect(counted.length).toBeLessThanOrEqual(calls.length);
  expect(own.length - counted.length).toBeLessThanOrEqual(page.most);
});

test("what is asked to be set right or looked at again is found as cheaply, to be written down", async () => {
  const decided = (await machineDecisions(ana)).decisions.find(({ looked }) => !looked)?.code ?? "";
  const code = (await correctableRecords(ana, "order"))?.records[0]?.code ?? "";
  const change = { category: "order", code, values: {}, statement: "I did not order this." };
  for (const find of [() => decisionOf(ana, decided), () => correctionOf(ana, change)]) {
    const { value, sent } = await statementsOf<unknown>(find);
    expect(value).toMatchObject({ source: "shop", version: expect.any(String) });
    expect((sent.get(databaseOf(portal.shopUrl)) ?? []).length).toBeLessThanOrEqual(3);
  }
});
