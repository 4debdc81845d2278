/** Art. 17(1), (3): a verdict that a reviewer changed, from the plan that is hashed anew to the run, the letter and the duty. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Actor } from "../../actor";
import { verifyBundle } from "../../bundle/verify";
import { policy } from "../../company";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import { planHash } from "../../gdpr/plan";
import type { Plan } from "../../gdpr/plan-value";
import { openDrawer, requestKey } from "../../seal/request-key";
import { advance } from "../advance";
import { answerOf } from "../answer/answer-of";
import { receive } from "../ask/receive";
import { run, staffOf, toldOfSuit as told, type Staff } from "../erased.fixture";
import { exportBundle } from "../export-bundle";
import { eventLines, signedIn, startPortal, type Portal } from "../portal.fixture";
import { recountDuties } from "../sweep/recount";
import { stopsOn } from "../sweep/spared";
import { placeHold, releaseHold } from "./hold";
import { look, personFile } from "./look";
import { giveOpinion } from "./opinion";
import { override, takeBack, type Overriding } from "./override";
import { approve } from "./review";

let portal: Portal;
let nils: Actor;
let staff: Staff;
let reference: string;

beforeAll(async () => {
  portal = await startPortal("override");
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  staff = await staffOf();
  reference = await ask();
}, 120_000);
afterAll(() => portal.close());

async function ask(): Promise<string> {
  const choice = { scope: "everything" as const, categories: [], keepLicences: false, doNotContact: false };
  const received = await receive(nils, { id: randomUUID(), wishes: [{ right: "erasure", choice }], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  const made = received.value.requests[0]?.reference as string;
  await advance(made);
  return made;
}

const now = () => db().request.findUniqueOrThrow({ where: { id: reference } });
const hash = async () => (await now()).planHash as string;
const linesOf = async (category: string) =>
  db().decision.findMany({ where: { request: reference, planNo: (await now()).planNo, source: "shop", category }, orderBy: { idx: "asc" } }); // prettier-ignore
async function idxOf(category: string, action: string): Promise<number> {
  const line = (await linesOf(category)).find((one) => one.action === action);
  if (!line) throw new Error(`no ${action} of ${category}`);
  return line.idx;
}
const standing = () => db().override.count({ where: { request: reference, takenBackAt: null } });

const dispute = { ground: "17(3)(e)" as const, norm: "12 C 3/26, AG Mitte", until: "2028-06-30" };
const reason = "She sued us over these orders; the file needs them.";
const keeping = async (category: string, more: Partial<Overriding> = {}): Promise<Overriding> => ({
  shown: await hash(),
  idx: await idxOf(category, "erase"),
  ...dispute,
  reason,
  told,
  ...more,
});
const unlawful = {
  ground: "17(1)(d)" as const,
  norm: "",
  until: "",
  reason: "The suspicion was never founded on anything.",
};
const letting = async (category: string, action: string): Promise<Overriding> => ({
  shown: await hash(),
  idx: await idxOf(category, action),
  ...unlawful,
});
const refusal = (reason: string) => ({ ok: false, reason });

describe("what is refused changes nothing", () => {
  test.each<[string, (given: Overriding) => [Actor, Overriding]]>([
    ["not-found", (given) => [nils, given]],
    ["not-allowed", (given) => [staff.dora, given]],
    ["own-request", (given) => [{ ...nils, roles: ["reviewer"] }, given]],
    ["plan-changed", (given) => [staff.rui, { ...given, shown: "0".repeat(64) }]],
    ["not-found", (given) => [staff.rui, { ...given, idx: 9_999 }]],
    ["reason-missing", (given) => [staff.rui, { ...given, reason: "  because  " }]],
    ["ground", (given) => [staff.rui, { ...given, ground: "17(1)(a)" }]],
    ["norm-missing", (given) => [staff.rui, { ...given, norm: " " }]],
    ["norm-missing", (given) => [staff.rui, { ...given, norm: "not-theirs" }]],
    ["day-missing", (given) => [staff.rui, { ...given, until: "" }]],
    ["past", (given) => [staff.rui, { ...given, until: "2020-01-01" }]],
    ["too-late", (given) => [staff.rui, { ...given, until: "2099-01-01" }]],
    ["alternative-missing", (given) => [staff.rui, { ...given, told: { ...told, alternative: "" } }]],
  ])("%s", async (because, given) => {
    const before = await now();
    const [who, overriding] = given(await keeping("order"));
    expect(await override(who, reference, overriding)).toEqual(refusal(because));
    expect(await now()).toEqual(before);
    expect(await standing()).toBe(0);
  });

  test("a statutory norm that still runs; a lock for less than its norm; a doubt", async () => {
    expect(await override(staff.rui, reference, await letting("authority-disclosure", "keep"))).toEqual(
      refusal("statute"),
    );
    const locked = { idx: await idxOf("invoice", "restrict"), until: "2033-12-31" };
    expect(await override(staff.rui, reference, await keeping("order", locked))).toEqual(refusal("too-early"));
    const { planNo } = await now();
    const doubtful = await db().decision.findFirstOrThrow({ where: { request: reference, planNo, action: "ask" } });
    expect(await override(staff.rui, reference, await keeping("order", { idx: doubtful.idx }))).toEqual(
      refusal("in-doubt"),
    );
    expect(await standing()).toBe(0);
  });

  test("what lies under a hold or a pause that came after the plan", async () => {
    const placed = await placeHold(staff.rui, { reference, kind: "legal", category: "fraud-file", reason, reviewOn: "2027-05-01" as never }); // prettier-ignore
    expect(await override(staff.rui, reference, await letting("fraud-file", "keep"))).toEqual(refusal("held"));
    await releaseHold(staff.nora, placed.ok ? placed.value.hold : "");
    const pause = await db().restriction.create({ data: { request: reference, account: "KW-100013", category: "fraud-file", ground: "18(1)(a)" } }); // prettier-ignore
    expect(await override(staff.rui, reference, await letting("fraud-file", "keep"))).toEqual(refusal("paused"));
    await db().restriction.update({ where: { id: pause.id }, data: { liftedAt: new Date() } });
    expect(await standing()).toBe(0);
  });
});

describe("an override", () => {
  test("pressed twice is one; plan and approvals are void, and the next plan has another hash and says it", async () => {
    await giveOpinion(staff.dora, reference, await hash(), "agrees", "The retention rules are applied rightly.");
    expect(await approve(staff.nora, reference, await hash())).toMatchObject({ value: { state: "needs-second" } });
    const [before, given] = [await now(), await keeping("order")];
    const pressed = await Promise.all([override(staff.rui, reference, given), override(staff.rui, reference, given)]);
    expect(pressed.map((one) => (one.ok ? "ok" : one.reason)).toSorted()).toEqual(["ok", "plan-changed"]);
    expect(await standing()).toBe(1);
    // Between two plans there is nothing to approve, with the old hash or without one.
    expect(await approve(staff.rui, reference, before.planHash as string)).toEqual(refusal("plan-changed"));
    await advance(reference);
    const after = await now();
    expect(after).toMatchObject({ state: "planned", waitsFor: "reviewer", planNo: before.planNo + 1 });
    expect(after.planHash).not.toBe(before.planHash);
    const old = await db().plan.findUniqueOrThrow({ where: { request_no: { request: reference, no: before.planNo } } });
    expect(old.voidBecause).toBe("override");
    expect(await linesOf("order")).toMatchObject([
      {
        action: "keep",
        ground: dispute.ground,
        norm: dispute.norm,
        until: new Date(dispute.until),
        count: 2,
        overridden: true,
      },
    ]);
    const keys = await requestKey(db(), reference);
    const row = await db().plan.findUniqueOrThrow({ where: { request_no: { request: reference, no: after.planNo } } });
    const plan = await openDrawer<Plan>(db(), keys, row.drawerId);
    expect(planHash(plan, keys.salt)).toBe(after.planHash);
    expect(plan.decisions).toContainEqual(expect.objectContaining({ category: "order", action: "keep", ...dispute }));
  });

  test("stands in the chain without a word of the reason, which lies in the drawer", async () => {
    const event = await db().event.findFirst({ where: { request: reference, fact: "overridden" } });
    expect(event).toMatchObject({ actorRole: "reviewer", data: { source: "shop", category: "order", from: "erase", to: "keep", ground: "17(3)(e)" } }); // prettier-ignore
    const drawer = await db().drawer.findFirstOrThrow({
      where: { request: reference, commit: event?.commit as string },
    });
    expect(await openDrawer(db(), await requestKey(db(), reference), drawer.id)).toMatchObject({
      reason,
      norm: dispute.norm,
    });
    const events = await eventLines(reference);
    expect(verifyEvents(events).problems).toEqual([]);
    // Whoever approves after them reads it, once they looked.
    expect(await personFile(staff.nora, reference)).toBeNull();
    await look(staff.nora, reference);
    expect((await personFile(staff.nora, reference))?.overrides).toEqual([
      { source: "shop", category: "order", reason },
    ]);
    expect(events).not.toMatch(/sued|12 C 3/);
    // The same line is not decided about again.
    const again = { shown: await hash(), idx: await idxOf("order", "keep"), ...dispute, reason };
    expect(await override(staff.rui, reference, again)).toEqual(refusal("overridden"));
  });

  test("is taken back: the plan is what it was, and its hash is another one than while it stood", async () => {
    const before = await now();
    const { id } = await db().override.findFirstOrThrow({ where: { request: reference } });
    const given = { shown: before.planHash as string, override: id };
    expect(await takeBack(staff.dora, reference, given)).toEqual(refusal("not-allowed"));
    expect(await takeBack(staff.nora, reference, { ...given, override: randomUUID() })).toEqual(refusal("not-found"));
    const pressed = await Promise.all([takeBack(staff.nora, reference, given), takeBack(staff.nora, reference, given)]);
    expect(pressed.map((one) => (one.ok ? "ok" : one.reason)).toSorted()).toEqual(["ok", "plan-changed"]);
    await advance(reference);
    expect(await linesOf("order")).toMatchObject([{ action: "erase", ground: "17(1)(a)", overridden: false }]);
    expect(await hash()).not.toBe(before.planHash);
    const first = await db().plan.findUniqueOrThrow({ where: { request_no: { request: reference, no: 1 } } });
    expect(await hash()).toBe(first.hash);
    expect(await db().event.count({ where: { request: reference, fact: "override-taken-back" } })).toBe(1);
  });
});

describe("the plan that stands on overrides", () => {
  test("is approved by two people although the policy asks for one, and never twice by the same", async () => {
    const asked = { ...policy().review };
    onTestFinished(() => void Object.assign(policy().review, asked));
    Object.assign(policy().review, { secondApprover: [], opinion: [], automatic: ["erasure"] });
    for (const given of [() => keeping("order"), () => letting("fraud-file", "keep")]) {
      expect(await override(staff.rui, reference, await given())).toEqual({ ok: true });
      await advance(reference);
    }
    expect(await standing()).toBe(2);
    // Nor does the rule that needs nobody.
    expect((await now()).state).toBe("planned");
    const shown = await hash();
    const both = await Promise.all([approve(staff.rui, reference, shown), approve(staff.rui, reference, shown)]);
    expect(both.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { state: "needs-second" } }]);
    expect(both.filter(({ ok }) => !ok)).toEqual([refusal("same-person")]);
    expect(await approve(staff.rui, reference, shown)).toEqual(refusal("same-person"));
    expect((await now()).state).toBe("planned");
    expect(await approve(staff.nora, reference, shown)).toMatchObject({ ok: true, value: { state: "approved" } });
    expect(await override(staff.rui, reference, { shown, idx: 0, ...dispute, reason })).toEqual(refusal("not-planned"));
    const { id } = await db().override.findFirstOrThrow({ where: { request: reference, takenBackAt: null } });
    expect(await takeBack(staff.rui, reference, { shown, override: id })).toEqual(refusal("not-planned"));
  });
  test("runs as it says: what is kept stays with its duty, what was let go is gone, and the evidence verifies", async () => {
    const there = async () => ({
      orders: (await portal.shop.query("SELECT id FROM orders WHERE customer_number = 'KW-100013'")).rowCount,
      files: (await linesOf("fraud-file")).map(({ action, ground, done }) => ({ action, ground, done })),
    });
    const before = await there();
    expect(before.orders).toBeGreaterThan(0);
    await run(portal, reference);
    expect(await there()).toEqual({
      orders: before.orders,
      files: [
        { action: "erase", ground: "17(1)(a)", done: 1 },
        { action: "erase", ground: "17(1)(d)", done: 1 },
      ],
    });
    const [duty] = await db().duty.findMany({ where: { request: reference, category: "order" } });
    expect(duty).toMatchObject({ norm: dispute.norm, dueOn: new Date(dispute.until), writing: "erase", count: 2 });
    const { lines, numbers } = await answerOf(db(), await now());
    expect(numbers.open).toBe(0);
    expect(lines).toContainEqual(expect.objectContaining({ category: "order", action: "keep", ...dispute }));
    const letter = await db().letter.findFirstOrThrow({ where: { request: reference, kind: "erasure" } });
    const text = JSON.stringify(await openDrawer(db(), await requestKey(db(), reference), letter.drawerId));
    expect(text).toContain("12 C 3/26");
    expect(text).toContain("Art. 17(3)(e)");
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
    const made = await exportBundle(staff.dora, reference, { personal: true });
    expect(made.ok && (await verifyBundle(made.value.bytes))).toMatchObject({ ok: true, problems: [] });
  });

  test("no sweep takes what it keeps, and no night moves its day to the policy's", async () => {
    const spared = (category: string) => stopsOn(db(), category, { hours: false, seen: new Map() });
    expect((await spared("order")).accounts).toContain("KW-100013");
    expect((await spared("newsletter")).accounts).not.toContain("KW-100013");
    const duty = await db().duty.findFirstOrThrow({ where: { request: reference, category: "order" } });
    await recountDuties();
    expect(await db().dutyChange.count({ where: { duty: duty.id } })).toBe(0);
    await db().duty.update({ where: { id: duty.id }, data: { state: "done" } });
    expect((await spared("order")).accounts).not.toContain("KW-100013");
  });
});
