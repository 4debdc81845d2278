/** Art. 12(3), 34: a surge is declared with facts, by those who may, once, and ended by them. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "../../db";
import { addDays, addMonths } from "../../gdpr/day";
import { deskSurge } from "../../queries/desk/surge";
import { surgeNotice } from "../../queries/surge-notice";
import { declareSurge, endSurge, type Declared } from "./declare";
import { facts, startSurge, today, type Surging } from "./surge.fixture";

let it: Surging;
beforeAll(async () => {
  it = await startSurge("surge");
}, 120_000);
afterAll(() => it.portal.close());
beforeEach(() => it.calm());

test.each<[string, Partial<Declared>]>([
  ["happened-missing", { happened: "A breach." }],
  ["why-missing", { why: "   Too much work.   " }],
  ["notice-missing", { de: "" }],
  ["notice-missing", { en: "Sorry." }],
  ["since-ahead", { since: addDays(today, 1) }],
  ["review-over", { reviewOn: today }],
  ["review-far", { reviewOn: addDays(addMonths(today, 3), 1) }],
])("a surge is not declared: %s", async (reason, wrong) => {
  expect(await declareSurge(it.dora, { ...facts, ...wrong })).toEqual({ ok: false, reason });
  expect(await surgeNotice("en")).toBeNull();
});

test("a surge is declared by the officer or legal, once at a time, and only they end it", async () => {
  for (const who of [it.rui, await it.portal.customer()])
    expect(await declareSurge(who, facts)).toEqual({ ok: false, reason: "not-allowed" });
  const both = await Promise.all([declareSurge(it.dora, facts), declareSurge(it.lea, facts)]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "declared" });
  const surge = (await db().surge.findFirstOrThrow({ where: { endedAt: null } })).id;
  expect(await endSurge(it.rui, surge)).toEqual({ ok: false, reason: "not-allowed" });
  expect(await endSurge(await it.portal.customer(), surge)).toEqual({ ok: false, reason: "not-found" });
  expect(await endSurge(it.lea, randomUUID())).toEqual({ ok: false, reason: "not-found" });
  const ended = await Promise.all([endSurge(it.lea, surge), endSurge(it.dora, surge)]);
  expect(ended.filter(({ ok }) => ok)).toHaveLength(1);
  expect(ended.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "ended" });
  const lines = await db().systemEvent.findMany({ where: { data: { path: ["surge"], equals: surge } } });
  expect(lines.map(({ fact }) => fact)).toEqual(["surge-declared", "surge-ended"]);
  expect(lines[0]?.data).toEqual({ surge, since: facts.since, expected: 80_000, reviewOn: facts.reviewOn });
});

test("it stands on the first page in the reader's language as long as it lasts, and what happened lies sealed", async () => {
  const surge = await it.declared(it.lea);
  expect([await surgeNotice("en"), await surgeNotice("de")]).toEqual([facts.en, facts.de]);
  const { sealed } = await db().surge.findUniqueOrThrow({ where: { id: surge } });
  expect(Buffer.from(sealed).toString("latin1")).not.toContain("third party");
  expect(await deskSurge(it.rui)).toMatchObject({
    surge: { id: surge, happened: facts.happened, why: facts.why, late: false },
    declares: false,
    orders: true,
  });
  expect(await deskSurge(await it.portal.customer())).toBeNull();
  await it.portal.ahead("30 days");
  expect(await deskSurge(it.lea)).toMatchObject({ surge: { late: true }, declares: true, orders: false });
  await endSurge(it.dora, surge);
  expect(await surgeNotice("de")).toBeNull();
  expect(await deskSurge(it.dora)).toMatchObject({
    surge: null,
    former: expect.arrayContaining([{ ...dates(), id: surge }]),
  });
});

const dates = () => ({
  since: facts.since,
  expected: 80_000,
  declaredAt: expect.any(Date) as Date,
  endedAt: expect.any(Date) as Date,
});
