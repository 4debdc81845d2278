/** Art. 5(2), 12(3): which requests stand in a group of identical plans, and how a sample of it is drawn. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import type { Stage } from "../../db/in-group";
import { addDays } from "../../gdpr/day";
import type { Right } from "../../gdpr/right";
import { drawSample, membersHash } from "../../gdpr/sample";
import { planGroups } from "../../queries/desk/plan-groups";
import { placeHold } from "../decide/hold";
import { giveOpinion } from "../decide/opinion";
import { approveGroup, giveUpGroup } from "./approve-group";
import { drawGroup } from "./draw";
import { startSurge, today, type Surging } from "./surge.fixture";

let it: Surging;
beforeAll(async () => {
  it = await startSurge("surge-draw");
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
async function drawn(reference = "", who: Actor = it.rui, stage: Stage = "first"): Promise<string> {
  const made = await drawGroup(who, { shape: await shapeOf(reference), stage });
  if (!made.ok) throw new Error(made.reason);
  return made.value.group;
}

describe("a draw", () => {
  test("writes its members down, and the sample can be drawn again from what was recorded", async () => {
    const references = await alike(7);
    expect(await planGroups(it.rui)).toMatchObject({ groups: [{ count: 7, stage: "first", right: "access" }] });
    const group = await drawn(references[0]);
    const members = await membersOf(group);
    expect(members.map(({ request }) => request).toSorted()).toEqual(references.toSorted());
    const { seed } = await db().planGroup.findUniqueOrThrow({ where: { id: group } });
    const sample = members.filter(({ place }) => place !== null).map(({ request }) => request);
    expect(sample).toEqual(drawSample(references, seed));
    expect(sample).toHaveLength(5);
    const told = await db().systemEvent.findFirstOrThrow({ where: { data: { path: ["group"], equals: group } } });
    expect(told.data).toEqual({ group, requests: 7, sample: 5, seed, members: membersHash(references) });
  });

  test("is found again by whoever opens the group again, and is another's for another", async () => {
    const references = await alike(2);
    const [first, again] = await Promise.all([drawn(references[0]), drawn(references[0])]);
    expect(again).toBe(first);
    expect(await drawn(references[0], it.nora)).not.toBe(first);
    expect(await giveUpGroup(it.nora, first)).toEqual({ ok: false, reason: "not-found" });
    expect(await giveUpGroup(it.rui, first)).toMatchObject({ ok: true });
    expect(await approveGroup(it.rui, first)).toEqual({ ok: false, reason: "given-up" });
    expect(await drawn(references[0])).not.toBe(first);
    expect(await db().planGroup.findUnique({ where: { id: first } })).toMatchObject({ state: "given-up" });
  });

  test("needs a surge, a reviewer and two requests at least", async () => {
    const [reference = ""] = await alike(1);
    const drawing = { shape: await shapeOf(reference), stage: "first" as const };
    expect(await drawGroup(it.rui, drawing)).toEqual({ ok: false, reason: "no-group" });
    expect(await planGroups(it.rui)).toMatchObject({ groups: [] });
    expect(await drawGroup(it.dora, drawing)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await planGroups(it.lea)).toBeNull();
    await it.calm();
    expect(await drawGroup(it.rui, drawing)).toEqual({ ok: false, reason: "no-surge" });
  });
});

describe("never in a group is", () => {
  const no = "needs a look of its own";
  test.each<[string, (reference: string) => Promise<unknown>]>([
    ["a hold on the request", (reference) => placeHold(it.rui, { reference, kind: "legal", category: null, reason: "A dispute before the court.", reviewOn: later })],
    ["a request for somebody else", (reference) => it.portal.owner.query("UPDATE request SET requester = 'agent' WHERE id = $1", [reference])],
    ["words that the person wrote with it", (reference) => it.portal.owner.query(`INSERT INTO drawer (request, kind, "commit", sealed) VALUES ($1, 'wish', '', '')`, [reference])],
    ["a message of the person", (reference) => it.portal.owner.query("INSERT INTO message (request, from_desk) VALUES ($1, false)", [reference])],
    ["an answered doubt", (reference) => it.portal.owner.query("INSERT INTO answer (request, selector, answer, person_id) VALUES ($1, 'x', 'theirs', $2)", [reference, it.nora.person])],
    ["an override", (reference) => it.portal.owner.query(`INSERT INTO override (request, line, source, category, from_action, to_action, ground, norm, until, drawer_id, person_id)
       SELECT $1, '[]', 'shop', 'order', 'erase', 'keep', '17(3)(e)', '§ 195 BGB', now(), d.id, $2 FROM drawer d WHERE d.request = $1 LIMIT 1`, [reference, it.nora.person])],
    ["an open task", (reference) => it.portal.owner.query("INSERT INTO task (request, kind, due_on) VALUES ($1, 'legal-refusal', now())", [reference])],
    ["a stop by another contact", (reference) => it.portal.owner.query("UPDATE request SET stopped_at = now() WHERE id = $1", [reference])],
    ["a fee", (reference) => it.portal.owner.query("UPDATE request SET fee_state = 'announced', fee_cents = 100 WHERE id = $1", [reference])],
    ["an objection of the officer", async (reference) => giveOpinion(it.dora, reference, (await find(reference)).planHash ?? "", "objects", no)],
    ["one's own request", (reference) => it.portal.owner.query("UPDATE request SET person_id = $2 WHERE id = $1", [reference, it.rui.person])],
    ["a plan that is being made anew", (reference) => it.portal.owner.query("UPDATE request SET plan_hash = NULL WHERE id = $1", [reference])],
  ])("%s", async (_name, happens) => {
    const references = await alike(3);
    await happens(references[0] ?? "");
    expect(await planGroups(it.rui)).toMatchObject({ groups: [{ count: 2 }] });
    const members = (await membersOf(await drawn(references[1]))).map(({ request }) => request);
    expect(members.toSorted()).toEqual(references.slice(1).toSorted());
  }); // prettier-ignore

  test("a request with another plan, however it came about", async () => {
    const references = await alike(2);
    const [other = ""] = await it.asked(1);
    expect(await shapeOf(other)).toMatch(/^[0-9a-f]{64}$/);
    expect(await shapeOf(other)).not.toBe(await shapeOf(references[0]));
    expect(await shapeOf(references[0])).toBe(await shapeOf(references[1]));
    expect(await planGroups(it.rui)).toMatchObject({ groups: [{ count: 2 }] });
  });
});
