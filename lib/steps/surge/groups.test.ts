/** Art. 5(2), 12(3): identical plans are approved together only after a look at a drawn sample, each by its own hash. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { db } from "../../db";
import type { Stage } from "../../db/in-group";
import { addDays } from "../../gdpr/day";
import type { Right } from "../../gdpr/right";
import { drawOrder } from "../../gdpr/sample";
import { planGroup } from "../../queries/desk/plan-group";
import { planGroups } from "../../queries/desk/plan-groups";
import { placeHold } from "../decide/hold";
import { giveOpinion } from "../decide/opinion";
import { watchMilestones } from "../milestone";
import { approveGroup, giveGroupOpinion, openSampled } from "./approve-group";
import { drawGroup } from "./draw";
import { quiet, startSurge, today, type Surging } from "./surge.fixture";
import { workOnSurge } from "./work";

let it: Surging;
beforeAll(async () => {
  it = await startSurge("surge-groups");
}, 120_000);
afterAll(() => it.portal.close());

/** A surge, and no request from the test before in a group. */
beforeEach(async () => {
  await it.calm();
  await it.portal.owner.query("UPDATE request SET plan_shape = NULL");
  await it.declared();
});

const later = addDays(today, 30);
const find = (id: string) => db().request.findUniqueOrThrow({ where: { id } });
const alike = (count: number, right: Right = "access") => it.asked(count, { right, strangers: true });
const shapeOf = async (reference = "") => (await find(reference)).planShape ?? "";
const membersOf = (group: string) =>
  db().planGroupMember.findMany({ where: { group }, orderBy: [{ place: "asc" }, { request: "asc" }] });
const facts = async (request: string, ...fact: string[]) =>
  (await db().event.findMany({ where: { request, fact: { in: fact } }, orderBy: { seq: "asc" } })).map((event) => [
    event.fact,
    (event.data as { group?: string }).group,
  ]);

async function drawn(reference = "", who: Actor = it.rui, stage: Stage = "first"): Promise<string> {
  const made = await drawGroup(who, { shape: await shapeOf(reference), stage });
  if (!made.ok) throw new Error(made.reason);
  return made.value.group;
}

/** Opens the whole sample and approves. */
async function seenAndApproved(group: string, who: Actor = it.rui): Promise<void> {
  for (const { request, place } of await membersOf(group))
    if (place !== null) expect(await openSampled(who, group, request)).toMatchObject({ ok: true });
  expect(await approveGroup(who, group)).toEqual({ ok: true, value: undefined });
}
const outcomes = async (group: string) =>
  Object.fromEntries((await membersOf(group)).map(({ request, outcome }) => [request, outcome]));

describe("a group", () => {
  test("is approved only when each of its sample was looked at, by whoever drew it", async () => {
    const references = await alike(6);
    const group = await drawn(references[0]);
    const members = await membersOf(group);
    const sample = members.filter(({ place }) => place !== null);
    expect(await approveGroup(it.rui, group)).toEqual({ ok: false, reason: "unopened" });
    for (const { request } of sample.slice(1)) await openSampled(it.rui, group, request);
    expect(await approveGroup(it.rui, group)).toEqual({ ok: false, reason: "unopened" });
    expect(await openSampled(it.nora, group, sample[0]?.request ?? "")).toEqual({ ok: false, reason: "not-found" });
    const rest = members.find(({ place }) => place === null)?.request ?? "";
    expect(await openSampled(it.rui, group, rest)).toEqual({ ok: false, reason: "not-found" });
    await openSampled(it.rui, group, sample[0]?.request ?? "");
    await openSampled(it.rui, group, sample[0]?.request ?? "");
    expect(await facts(sample[0]?.request ?? "", "sample-opened")).toEqual([["sample-opened", group]]);
    expect(await approveGroup(it.nora, group)).toEqual({ ok: false, reason: "not-found" });
    const twice = await Promise.all([approveGroup(it.rui, group), approveGroup(it.rui, group)]);
    expect(twice.every(({ ok }) => ok)).toBe(true);
    await Promise.all([workOnSurge(quiet), workOnSurge(quiet)]);
    for (const reference of references) {
      expect((await find(reference)).state).not.toBe("planned");
      expect(await facts(reference, "approved", "first-approved")).toEqual([["approved", group]]);
    }
    expect(await planGroup(it.rui, group)).toMatchObject({ state: "done", approved: 6, open: 0, out: [] });
    expect(await db().systemEvent.count({ where: { fact: "group-approved", data: { path: ["group"], equals: group } } })).toBe(1); // prettier-ignore
  });

  test("where the policy says two people, waits for another one, who draws and looks too", async () => {
    const references = await alike(3, "erasure");
    for (const reference of references)
      await giveOpinion(it.dora, reference, (await find(reference)).planHash ?? "", "agrees", "Nothing is held that must stay.");
    const first = await drawn(references[0]);
    await seenAndApproved(first);
    await workOnSurge(quiet);
    expect(Object.values(await outcomes(first))).toEqual(["needs-second", "needs-second", "needs-second"]);
    for (const reference of references) expect((await find(reference)).state).toBe("planned");
    // The same person finds nothing to give a second word to.
    const second = { shape: await shapeOf(references[0]), stage: "second" as const };
    expect(await drawGroup(it.rui, second)).toEqual({ ok: false, reason: "no-group" });
    expect(await planGroups(it.nora)).toMatchObject({ groups: [{ count: 3, stage: "second" }] });
    const other = await drawn(references[0], it.nora, "second");
    await seenAndApproved(other, it.nora);
    await workOnSurge(quiet);
    for (const reference of references) {
      expect((await find(reference)).state).toBe("approved");
      expect(await facts(reference, "first-approved", "second-approved", "approved")).toEqual([
        ["first-approved", first],
        ["second-approved", other],
        ["approved", other],
      ]);
    }
  }); // prettier-ignore

  test("never has both words from the same person, also in a race", async () => {
    const references = await alike(3, "erasure");
    for (const reference of references)
      await giveOpinion(it.dora, reference, (await find(reference)).planHash ?? "", "agrees", "Nothing is held that must stay.");
    // Drawn twice before anything ran: the second draw still says that nobody has approved.
    const groups = [await drawn(references[0])];
    await seenAndApproved(groups[0] ?? "");
    groups.push(await drawn(references[0]));
    await seenAndApproved(groups[1] ?? "");
    expect(groups[0]).not.toBe(groups[1]);
    await Promise.all([workOnSurge(quiet), workOnSurge(quiet), workOnSurge(quiet)]);
    await workOnSurge(quiet);
    for (const reference of references) {
      expect((await find(reference)).state).toBe("planned");
      expect(await db().approval.count({ where: { request: reference, kind: { not: "opinion" } } })).toBe(1);
      const answers = [(await outcomes(groups[0] ?? ""))[reference], (await outcomes(groups[1] ?? ""))[reference]];
      expect(answers.toSorted()).toEqual(["needs-second", "same-person"]);
    }
  }); // prettier-ignore

  test("without the officer's word, where the policy asks for it, is none; the officer gives one for all of it, after a look at a sample", async () => {
    expect(policy().review.opinion).toContain("erasure");
    const references = await alike(3, "erasure");
    expect(await planGroups(it.rui)).toMatchObject({ groups: [] });
    expect(await planGroups(it.dora)).toMatchObject({ groups: [{ count: 3, stage: "opinion" }] });
    const drawing = { shape: await shapeOf(references[0]), stage: "opinion" as const };
    expect(await drawGroup(it.rui, drawing)).toEqual({ ok: false, reason: "not-allowed" });
    const group = await drawn(references[0], it.dora, "opinion");
    const said = { opinion: "agrees" as const, text: "Every line rests on its norm." };
    expect(await giveGroupOpinion(it.dora, group, said)).toEqual({ ok: false, reason: "unopened" });
    for (const { request } of await membersOf(group)) await openSampled(it.dora, group, request);
    expect(await approveGroup(it.dora, group)).toEqual({ ok: false, reason: "not-found" });
    expect(await giveGroupOpinion(it.rui, group, said)).toEqual({ ok: false, reason: "not-found" });
    // One plan is another by the time the worker comes: it has no opinion.
    const changed = references[2] ?? "";
    expect(await giveGroupOpinion(it.dora, group, said)).toEqual({ ok: true, value: undefined });
    expect(await giveGroupOpinion(it.dora, group, said)).toEqual({ ok: true, value: undefined });
    for (const other of [{ ...said, opinion: "objects" as const }, { ...said, text: "No." }])
      expect(await giveGroupOpinion(it.dora, group, other)).toEqual({ ok: false, reason: "approved" });
    await it.portal.owner.query("UPDATE request SET plan_hash = $2 WHERE id = $1", [changed, "0".repeat(64)]);
    await Promise.all([workOnSurge(quiet), workOnSurge(quiet)]);
    for (const reference of references.slice(0, 2)) {
      expect(await facts(reference, "opinion")).toEqual([["opinion", group]]);
      const { planHash } = await find(reference);
      expect(await db().approval.findMany({ where: { request: reference } })).toMatchObject([{ kind: "opinion", opinion: "agrees", planHash }]);
    }
    expect(await facts(changed, "opinion")).toEqual([]);
    expect(await outcomes(group)).toMatchObject({ [changed]: "plan-changed" });
    expect(await planGroup(it.dora, group)).toMatchObject({ state: "done", opinion: "agrees", heard: 2, out: [{ because: "plan-changed", count: 1 }] });
    expect(await planGroups(it.rui)).toMatchObject({ groups: [{ count: 2, stage: "first" }] });
    expect(await planGroups(it.dora)).toMatchObject({ groups: [] });
    expect(await db().systemEvent.count({ where: { fact: "group-opinion", data: { path: ["group"], equals: group } } })).toBe(1);
  }); // prettier-ignore

  test("lets fall out what changed, and says so; the next of the lot is looked at instead", async () => {
    const references = await alike(7);
    const group = await drawn(references[0]);
    const { seed } = await db().planGroup.findUniqueOrThrow({ where: { id: group } });
    const order = drawOrder(references, seed);
    const [changed = "", hit = ""] = order;
    await it.portal.owner.query("UPDATE request SET plan_hash = $2 WHERE id = $1", [changed, "0".repeat(64)]);
    expect(await openSampled(it.rui, group, changed)).toEqual({ ok: true, value: { opened: "changed" } });
    const sample = (await membersOf(group)).filter(({ place }) => place !== null).map(({ request }) => request);
    expect(sample).toEqual(order.slice(0, 6));
    await seenAndApproved(group);
    // After the approval, before the worker: a hold, somebody's own end, and words of the person.
    await placeHold(it.rui, { reference: hit, kind: "legal", category: null, reason: "A dispute before the court.", reviewOn: later });
    await it.portal.owner.query("INSERT INTO message (request, from_desk) VALUES ($1, false)", [order[2]]);
    await it.portal.owner.query("UPDATE request SET state = 'cancelled', closed_at = now() WHERE id = $1", [order[6]]);
    await workOnSurge(quiet);
    expect(await outcomes(group)).toEqual({
      [changed]: "plan-changed",
      [hit]: "plan-changed",
      [order[2] ?? ""]: "left",
      [order[3] ?? ""]: "approved",
      [order[4] ?? ""]: "approved",
      [order[5] ?? ""]: "approved",
      [order[6] ?? ""]: "left",
    });
    expect(await facts(hit, "approved")).toEqual([]);
    expect(await planGroup(it.nora, group)).toMatchObject({ mine: false, approved: 3, out: expect.arrayContaining([{ because: "left", count: 2 }]) });
  }); // prettier-ignore

  test("goes on where a worker was killed, and stops with the surge", async () => {
    const references = await alike(4);
    const group = await drawn(references[0]);
    await seenAndApproved(group);
    let passed = 0;
    watchMilestones((milestone) => {
      if (milestone === "surge:approved" && ++passed === 2) throw new Error("killed");
    });
    const seen: string[] = [];
    await workOnSurge({ stop: () => passed >= 2, report: (line) => seen.push(line) });
    watchMilestones(() => undefined);
    expect(seen).toEqual([expect.stringMatching(/^R-[0-9A-Z]{16} could not be approved with its group, try 1 of 3 \(Error\)$/)]);
    expect(Object.values(await outcomes(group)).filter((one) => one === "approved")).toHaveLength(1);
    await it.calm();
    await workOnSurge(quiet);
    expect(Object.values(await outcomes(group)).toSorted()).toEqual(["approved", "surge-over", "surge-over", "surge-over"]);
    const states = await Promise.all(references.map(async (reference) => (await find(reference)).state));
    expect(states.filter((state) => state === "planned")).toHaveLength(3);
    expect(await openSampled(it.rui, group, references[0] ?? "")).toEqual({ ok: false, reason: "approved" });
  }); // prettier-ignore

  test("of a surge that was ended is neither opened nor approved", async () => {
    const references = await alike(2);
    const group = await drawn(references[0]);
    await it.calm();
    expect(await openSampled(it.rui, group, references[0] ?? "")).toEqual({ ok: false, reason: "surge-over" });
    expect(await approveGroup(it.rui, group)).toEqual({ ok: false, reason: "surge-over" });
    expect(await openSampled(it.rui, randomUUID(), references[0] ?? "")).toEqual({ ok: false, reason: "not-found" });
    await it.declared();
    expect(await drawn(references[0])).not.toBe(group);
  });
});
