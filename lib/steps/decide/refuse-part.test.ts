/** Art. 12(4), 15(4): a part of a copy is refused: bound to the plan, told in a letter of its own, and not in the copy. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { verifyBundle } from "../../bundle/verify";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import { renderText } from "../../letters/render";
import type { Letter } from "../../letters/letter";
import { reportFigures } from "../../queries/reports/figures";
import { askedPeriod } from "../../queries/reports/period";
import { openDrawer, requestKey } from "../../seal/request-key";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import { staffOf, type Staff } from "../erased.fixture";
import { exportBundle } from "../export-bundle";
import { eventLines, startPortal, type Portal } from "../portal.fixture";
import { letterAhead, lettersOfPlan } from "./letter-ahead";
import { override, takeBack } from "./override";
import { approve } from "./review";

let portal: Portal;
let staff: Staff;
let person: Actor;
let reference: string;

beforeAll(async () => {
  portal = await startPortal("refuse-part", { customers: 40 });
  staff = await staffOf();
  person = await portal.customer();
  const received = await receive(person, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  reference = received.value.requests[0]?.reference as string;
  await advance(reference);
}, 120_000);
afterAll(() => portal.close());

const now = () => db().request.findUniqueOrThrow({ where: { id: reference } });
const hash = async () => (await now()).planHash as string;
const lines = async () => db().decision.findMany({ where: { request: reference, planNo: (await now()).planNo } });
const orders = async () => (await lines()).find(({ category }) => category === "order");
async function written(kind: string): Promise<string> {
  const letter = await db().letter.findFirstOrThrow({ where: { request: reference, kind } });
  return renderText(await openDrawer<Letter>(db(), await requestKey(db(), reference), letter.drawerId));
}

const told = {
  facts: "Your orders went to a shared address and name two other people in every line.",
  alternative: "We can send you the orders with the lines of the others blackened.",
};
const part = async () => ({
  shown: await hash(),
  idx: (await orders())?.idx ?? -1,
  ground: "15(4)" as const,
  norm: "",
  until: "",
  reason: "Two other customers are named on each of the orders.",
  told,
});

test("without facts, alternative or a fitting ground nothing is refused", async () => {
  const before = await now();
  expect(await orders()).toMatchObject({ action: "export" });
  const given = await part();
  for (const [change, reason] of [
    [{ told: { ...told, facts: "others" } }, "facts-missing"],
    [{ told: { ...told, alternative: "" } }, "alternative-missing"],
    [{ told: undefined }, "facts-missing"],
    [{ ground: "17(3)(e)" as const }, "ground"],
    [{ norm: "not-theirs" }, "norm-missing"],
  ] as const)
    expect(await override(staff.rui, reference, { ...given, ...change })).toEqual({ ok: false, reason });
  expect(await override(staff.dora, reference, given)).toEqual({ ok: false, reason: "not-allowed" });
  expect(await now()).toEqual(before);
});

test("the plan is made anew and hashed anew, and says what it refuses; taken back, it is what it was", async () => {
  const first = await hash();
  expect(await override(staff.rui, reference, await part())).toEqual({ ok: true });
  await advance(reference);
  expect(await hash()).not.toBe(first);
  expect(await orders()).toMatchObject({ action: "keep", ground: "15(4)", norm: null, until: null, overridden: true });
  const { id } = await db().override.findFirstOrThrow({ where: { request: reference, takenBackAt: null } });
  expect(await takeBack(staff.rui, reference, { shown: await hash(), override: id })).toEqual({ ok: true });
  await advance(reference);
  expect(await hash()).toBe(first);
  expect(await letterAhead(staff.rui, reference, "partial-refusal")).toBeNull();
  expect(await override(staff.rui, reference, await part())).toEqual({ ok: true });
  await advance(reference);
});

test("two people approve it although the policy asks for one; the letter goes out with the second, as it was shown", async () => {
  const shown = await letterAhead(staff.dora, reference, "partial-refusal");
  expect(shown?.musts.every(({ met }) => met)).toBe(true);
  expect(shown?.musts.map(({ must }) => must)).toEqual(expect.arrayContaining(["authority-missing", "facts-missing", "ground-missing", "alternative-missing"])); // prettier-ignore
  expect((await lettersOfPlan(staff.rui, reference))?.letters).toEqual([
    { kind: "partial-refusal", worded: false },
    { kind: "access", worded: false },
  ]);
  expect(await approve(staff.rui, reference, await hash())).toMatchObject({ value: { state: "needs-second" } });
  expect(await db().letter.count({ where: { request: reference, kind: "partial-refusal" } })).toBe(0);
  expect(await approve(staff.nora, reference, await hash())).toMatchObject({ value: { state: "approved" } });
  const text = await written("partial-refusal");
  for (const said of [
    told.facts,
    told.alternative,
    "Art. 15(4) GDPR",
    "https://www.datenschutz-berlin.de",
    "/complaint",
    "go to court",
    "Everything else goes its way",
  ])
    // prettier-ignore
    expect(text).toContain(said);
  const same = (one: string) => one.split("Your proof:")[0]?.replace(/Good day[^,]*,/, "");
  expect(same(text)).toBe(same(renderText(shown?.letter ?? { title: "", blocks: [] })));
  // It is due in month one, so it waits for nothing.
  expect((await now()).state).toBe("approved");
});

test("the rest goes its way: the copy is made without the part, the answer names it, and the evidence verifies", async () => {
  await advance(reference);
  const count = (await orders())?.count ?? 0;
  const handed = (await lines()).filter(({ action }) => action === "export");
  const made = await db().package.findUniqueOrThrow({ where: { request: reference } });
  expect(made.records).toBe(handed.reduce((sum, one) => sum + (one.count ?? 0), 0));
  expect(await written("access")).toMatch(new RegExp(`Orders? \\(${count} records?\\): It also concerns other people`));
  expect(await db().letter.count({ where: { request: reference, kind: "partial-refusal" } })).toBe(1);
  expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  const bundle = await exportBundle(staff.dora, reference, { personal: true });
  expect(bundle.ok && (await verifyBundle(bundle.value.bytes))).toMatchObject({ ok: true, problems: [] });
}, 60_000);

test("Art. 12(4): after month one it still goes out, written down as late and in the report; in month one nothing is", async () => {
  expect(await db().event.count({ where: { request: reference, fact: "refused-late" } })).toBe(0);
  const told = async () => (await reportFigures(staff.dora, askedPeriod({})))?.lateRefusalRows;
  expect(await told()).toEqual([]);
  const other = await portal.customer();
  const received = await receive(other, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  reference = received.value.requests[0]?.reference as string;
  await advance(reference);
  await portal.later("40 days");
  expect(await override(staff.rui, reference, await part())).toEqual({ ok: true });
  await advance(reference);
  await approve(staff.rui, reference, await hash());
  expect(await approve(staff.nora, reference, await hash())).toMatchObject({ value: { state: "approved" } });
  const { dueOn } = await now();
  const due = dueOn.toISOString().slice(0, 10);
  const late = await db().event.findMany({ where: { request: reference, fact: "refused-late" } });
  expect(late.map(({ data }) => data)).toEqual([{ part: "part", dueOn: due }]);
  expect(await told()).toMatchObject([{ reference, right: "access", part: "part", due }]);
  expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
}, 60_000);
