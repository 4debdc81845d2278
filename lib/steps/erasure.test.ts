import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../actor";
import { verifyBundle } from "../bundle/verify";
import { db } from "../db";
import { verifyEvents } from "../gdpr/evidence";
import { planTotal, recordsOf } from "../gdpr/numbers";
import type { Group, Plan } from "../gdpr/plan-value";
import { openDrawer, requestKey } from "../seal/request-key";
import { advance } from "./advance";
import { answerOf } from "./answer/answer-of";
import { answerDoubt } from "./answer/answer";
import { groupKey } from "../gdpr/plan";
import { carryOut } from "./carry-out/duty";
import { dueDuties } from "./duties";
import { exportBundle } from "./export-bundle";
import { placeHold, releaseHold } from "./decide/hold";
import { releaseTaxYear } from "./decide/tax-year";
import { giveOpinion } from "./decide/opinion";
import { eventLines, signedIn, startPortal, type Portal } from "./portal.fixture";
import { receive } from "./ask/receive";
import { approve } from "./decide/review";

let portal: Portal;
let ana: Actor;
let rui: Actor;
let nora: Actor;
let dora: Actor;

beforeAll(async () => {
  portal = await startPortal("erasure");
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  nora = await signedIn("nora", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
}, 120_000);
afterAll(() => portal.close());

const everything = { scope: "everything" as const, categories: [], keepLicences: false, doNotContact: true };

async function answerEveryDoubt(reference: string): Promise<void> {
  const request = await db().request.findUniqueOrThrow({ where: { id: reference } });
  const rows = await db().decision.findMany({ where: { request: reference, planNo: request.planNo, action: "ask" } });
  for (const group of rows.filter(({ count }) => count).flatMap(({ groups }) => groups as unknown as Group[]))
    await answerDoubt(rui, reference, {
      selector: groupKey(group),
      answer: "not-theirs",
      reason: "another name on the row",
    });
  await advance(reference);
}

async function approveAll(reference: string): Promise<void> {
  const { planHash } = await db().request.findUniqueOrThrow({ where: { id: reference } });
  const hash = planHash as string;
  expect(await giveOpinion(dora, reference, hash, "agrees", "The retention rules are applied rightly.")).toEqual({
    ok: true,
  });
  expect(await approve(rui, reference, hash)).toMatchObject({ ok: true, value: { state: "needs-second" } });
  expect(await approve(rui, reference, hash)).toEqual({ ok: false, reason: "same-person" });
  expect(await approve(nora, reference, hash)).toMatchObject({ ok: true, value: { state: "approved" } });
}

describe("Art. 17, from the submission to the answer", () => {
  test("a request is received once, planned, approved by two, run by list, looked at again and answered", async () => {
    const id = randomUUID();
    const asked = { id, wishes: [{ right: "erasure" as const, choice: everything }], language: "en" as const };
    const [one, two] = await Promise.all([receive(ana, asked), receive(ana, asked)]);
    expect(one).toEqual(two);
    const reference = one.ok ? (one.value.requests[0]?.reference as string) : "";
    await advance(reference);
    await answerEveryDoubt(reference);
    const planned = await db().request.findUniqueOrThrow({ where: { id: reference } });
    expect(planned).toMatchObject({ state: "planned", waitsFor: "reviewer" });

    await approveAll(reference);
    await advance(reference);
    expect((await db().request.findUniqueOrThrow({ where: { id: reference } })).state).toBe("approved");
    await portal.ahead("4 days");
    await advance(reference);
    const run = await db().request.findUniqueOrThrow({ where: { id: reference } });
    expect(run.state).toBe("fulfilled");

    const answer = await answerOf(db(), run);
    expect(answer.numbers.open).toBe(0);
    expect(answer.numbers.erased).toBeGreaterThan(10);
    expect(answer.numbers.locked).toBeGreaterThan(5);
    const keys = await requestKey(db(), reference);
    const row = await db().plan.findFirstOrThrow({ where: { request: reference, no: run.planNo } });
    const plan = await openDrawer<Plan>(db(), keys, row.drawerId);
    expect(answer.numbers.arrivedLater).toBe(0);
    const hidden = planTotal(plan) - answer.lines.reduce((sum, { count }) => sum + (count ?? 0), 0);
    expect(recordsOf(answer.numbers) + hidden).toBe(planTotal(plan));

    const left = await portal.shop.query("select count(*)::int as n from accounts where id::text = 'KW-100001'");
    expect(left.rows[0].n).toBe(0);

    await db().mail.updateMany({ data: { state: "accepted", settledAt: new Date() } });
    await advance(reference);
    expect((await db().request.findUniqueOrThrow({ where: { id: reference } })).state).toBe("delivered");
    expect(verifyEvents(await eventLines(reference))).toMatchObject({ problems: [], state: "delivered" });
    for (const personal of [false, true]) {
      const bundle = await exportBundle(dora, reference, { personal });
      expect(bundle.ok && (await verifyBundle(bundle.value.bytes))).toMatchObject({ ok: true, problems: [] });
    }
  }, 120_000);

  test("what was kept goes on its day, unless a hold stops it", async () => {
    const reference = (await db().duty.findFirstOrThrow({ orderBy: { dueOn: "asc" } })).request;
    await portal.ahead("3000 days");
    const [first = ""] = await dueDuties(100);
    const held = await placeHold(dora, {
      reference,
      kind: "legal",
      category: null,
      reason: "a law suit is announced",
      reviewOn: "2027-01-01" as never,
    });
    expect(held.ok).toBe(true);
    expect(await carryOut(first)).toBe("hold");
    if (held.ok) expect(await releaseHold(rui, held.value.hold)).toEqual({ ok: true });
    const years = (await db().duty.findMany()).flatMap(({ taxYears }) => taxYears);
    for (const year of new Set(years)) await releaseTaxYear(rui, year);
    for (const id of await dueDuties(100)) expect(await carryOut(id)).toBe("done");
    expect(await dueDuties(100)).toEqual([]);
    const duty = await db().duty.findUniqueOrThrow({ where: { id: first } });
    expect(duty.done).toBe(duty.count);
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  }, 60_000);
});
