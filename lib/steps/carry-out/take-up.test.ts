/** Art. 17(1), (3)(e): what a hold kept of an answered erasure is decided about again when no hold lies on it any more. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import { openMail } from "../../mail/outbox";
import { advance } from "../advance";
import { approveErasure, askErasure } from "../erased.fixture";
import { asks, deskWithLegal, factsOf, type Desk } from "../matter/matter.fixture";
import { letterOf } from "../answer/send-letter";
import { erasureFacts } from "../answer/erasure";
import { loadRequest } from "../load";
import { eventLines, type Portal } from "../portal.fixture";
import { answer, answered, find, followUpOf, followUpsOf, lines, place, planAnew, release } from "./held.fixture";

let desk: Desk;
let portal: Portal;
let person: Actor;

beforeAll(async () => {
  desk = await deskWithLegal("take_up");
  ({ portal } = desk);
}, 120_000);
afterAll(() => portal.close());
/** Another customer for each test. */
beforeEach(async () => {
  person = await portal.customer();
});

const accountStands = async () =>
  (await portal.shop.query("select 1 from accounts where id = $1", [person.account])).rowCount === 1;

/** The plan that was approved is void; it is made anew, under the hold. */
async function advanceLater(reference: string): Promise<void> {
  await portal.later("4 days");
  await advance(reference);
  expect((await find(reference)).state).toBe("planned");
}

const sum = (rows: { count: number | null }[]): number => rows.reduce((all, { count }) => all + (count ?? 0), 0);

async function surveyAnswer(no: number): Promise<void> {
  const known = await portal.shop.query<{ id: number }>("SELECT id FROM surveys ORDER BY id LIMIT 1");
  await portal.shop.query(
    `INSERT INTO survey_answers (survey_id, answer_no, account_id, answers, answered_at) VALUES ($1, $2, $3, '{}', now())`,
    [known.rows[0]?.id, no, person.account],
  );
}

describe("when the only hold ends", () => {
  test("what it kept becomes a request of its own, and nothing goes before that is approved", async () => {
    const { reference, holds } = await answered(desk, person);
    expect(new Set((await lines(reference)).map(({ norm }) => norm))).toEqual(new Set(["legal hold", "not-asked"]));
    await portal.later("400 days");
    await release(desk, holds[0]);
    const [followUp, ...others] = await followUpsOf(reference);
    expect(others).toEqual([]);
    if (!followUp) throw new Error("nothing was taken up");
    const { id, account, right, state } = followUp;
    expect({ account, right, state }).toEqual({ account: person.account, right: "erasure", state: "received" });
    // A clock of its own: a month from the end of the hold.
    expect((followUp.dueOn.getTime() - followUp.receivedOn.getTime()) / 86_400_000).toBeGreaterThanOrEqual(28);
    expect((followUp.dueOn.getTime() - followUp.receivedOn.getTime()) / 86_400_000).toBeLessThanOrEqual(35);
    await advance(id);
    expect(await find(id)).toMatchObject({ state: "planned", waitsFor: "reviewer" });
    await portal.later("40 days");
    await advance(id);
    expect(await accountStands()).toBe(true);
    expect((await lines(id)).map(({ norm }) => norm)).not.toContain("legal hold");
    await answer(desk, portal, id);
    expect(await accountStands()).toBe(false);
    expect(await factsOf(reference)).toEqual(expect.arrayContaining(["hold-released", "held-taken-up"]));
    for (const one of [reference, id]) expect(verifyEvents(await eventLines(one)).problems).toEqual([]);
    // The chain ends here.
    expect(await followUpsOf(id)).toEqual([]);
  }, 60_000);

  test("the person hears by mail only that there is news, and reads in the letter why", async () => {
    const { reference, holds } = await answered(desk, person);
    await release(desk, holds[0]);
    const id = await followUpOf(reference);
    const mail = await db().mail.findFirstOrThrow({ where: { request: id } });
    const { text, to } = openMail(mail.sealed);
    expect(to.address).toBe(person.email);
    expect(text).toContain(reference);
    for (const word of ["matter", "erase", "delete", person.name as string]) expect(text).not.toContain(word);
    await advance(id);
    await answer(desk, portal, id);
    const request = await loadRequest(db(), id);
    const letter = await letterOf(db(), request, "erasure", await erasureFacts(db(), request));
    expect(JSON.stringify(letter)).toContain(`A legal matter had kept a part of your data from being deleted when we answered this request (${reference})`); // prettier-ignore
  }, 60_000);

  test("only what was held is in it: what came since stays, and what the law keeps at that day gets its norm and date", async () => {
    const reference = await askErasure(person, desk);
    await place(desk, reference);
    await advanceLater(reference);
    await answer(desk, portal, reference);
    expect(await db().duty.count({ where: { request: reference } })).toBe(0);
    await surveyAnswer(987_654);
    const [{ id: hold } = { id: "" }] = await db().hold.findMany({ where: { request: reference } });
    await release(desk, hold);
    const id = await followUpOf(reference);
    await advance(id);
    const held = (await lines(reference)).filter(({ norm }) => norm === "legal hold");
    expect(sum(await lines(id))).toBe(sum(held));
    await answer(desk, portal, id);
    const duties = await db().duty.findMany({ where: { request: id } });
    expect(duties.map(({ norm, dueOn }) => [norm !== "legal hold", dueOn > new Date()])).toContainEqual([true, true]);
    expect(await accountStands()).toBe(false);
    const left = await portal.shop.query("SELECT 1 FROM survey_answers WHERE account_id = $1", [person.account]);
    expect(left.rowCount).toBe(1);
    // The customer went on: none of that is late data of an erasure.
    expect(await followUpsOf(id)).toEqual([]);
  }, 120_000);
});

describe("what only people can look into", () => {
  const byHand = (request: string) => db().task.count({ where: { request, kind: { startsWith: "erasure-by-hand" } } });
  const unseen = async (request: string) =>
    (await lines(request))
      .filter(({ count }) => count === null)
      .map(({ source, action, norm }) => ({ source, action, norm }));

  test("nobody is asked to delete it under a hold; when that ends they are", async () => {
    const reference = await askErasure(person, desk);
    const before = await unseen(reference);
    expect(before.length).toBeGreaterThan(0);
    expect(new Set(before.map(({ action }) => action))).toEqual(new Set(["ask"]));
    const hold = await place(desk, reference);
    await advanceLater(reference);
    const kept = before.map(({ source }) => ({ source, action: "keep", norm: "legal hold" }));
    expect(await unseen(reference)).toEqual(kept);
    await answer(desk, portal, reference);
    expect(await byHand(reference)).toBe(0);
    const request = await loadRequest(db(), reference);
    const facts = await erasureFacts(db(), request);
    expect(facts.systemsNotSearched).toEqual([]);
    expect(facts.lines.filter(({ count }) => count === null).map(({ reason }) => reason)).toContain("matter");
    await release(desk, hold);
    const id = await followUpOf(reference);
    await advance(id);
    expect((await unseen(id)).map(({ source, action }) => ({ source, action }))).toEqual(
      before.map(({ source, action }) => ({ source, action })),
    );
    await answer(desk, portal, id);
    expect(await byHand(id)).toBe(before.length);
  }, 120_000);

  test("a hold on one record keeps what may hang on it, and what stands alone is asked for", async () => {
    const reference = await askErasure(person, desk);
    await place(desk, reference, { category: "account", number: person.account });
    await advanceLater(reference);
    const alone = (category: string) => policy().categories[category]?.standsAlone === true;
    const rows = (await lines(reference)).filter(({ count }) => count === null);
    expect(rows.map(({ category, norm }) => norm === "legal hold in doubt" || alone(category))).not.toContain(false);
    expect(rows.some(({ category, action }) => alone(category) && action === "ask")).toBe(true);
    expect(rows.some(({ action }) => action === "keep")).toBe(true);
  }, 120_000);
});

describe("as long as something keeps it", () => {
  test("another hold on the same data: nothing is taken up before that one ends as well", async () => {
    const { reference, holds } = await answered(desk, person, [{}, { kind: "legal" }]);
    await release(desk, holds[0]);
    expect(await followUpsOf(reference)).toEqual([]);
    await release(desk, holds[1] as string);
    expect(await followUpsOf(reference)).toHaveLength(1);
  }, 60_000);

  test("another hold on a part of it: the rest is taken up now, the part when that one ends", async () => {
    const { reference, holds } = await answered(desk, person, [{}, { category: "account" }]);
    await release(desk, holds[0]);
    const first = await followUpOf(reference);
    await advance(first);
    expect((await lines(first)).map(({ category }) => category)).not.toContain("account");
    await release(desk, holds[1] as string);
    const [, second] = await followUpsOf(reference);
    await advance(second?.id as string);
    expect((await lines(second?.id as string)).map(({ category }) => category)).toEqual(["account"]);
  }, 60_000);

  test("a hold that is placed again keeps it, before the approval and after it", async () => {
    const { reference, holds } = await answered(desk, person);
    await release(desk, holds[0]);
    const id = await followUpOf(reference);
    await advance(id);
    const again = await place(desk, id, { kind: "legal" });
    await planAnew(desk, id);
    expect((await lines(id)).map(({ norm }) => norm)).toEqual(expect.arrayContaining(["legal hold"]));
    await release(desk, again);
    await advance(id);
    expect((await lines(id)).map(({ norm }) => norm)).not.toContain("legal hold");
    await approveErasure(id, desk);
    const last = await place(desk, reference, { kind: "legal" });
    await portal.later("4 days");
    await advance(id);
    expect(await accountStands()).toBe(true);
    expect((await find(id)).state).toBe("planned");
    // Answered under it, it is an answered erasure like every other.
    await answer(desk, portal, id);
    expect(await accountStands()).toBe(true);
    await release(desk, last);
    expect(await followUpsOf(id)).toHaveLength(1);
    expect(await followUpsOf(reference)).toHaveLength(1);
  }, 120_000);

  test("a hold that concerned somebody else, or other data, takes nothing up", async () => {
    const { reference } = await answered(desk, person);
    const other = await portal.customer();
    const theirs = await asks(other);
    await release(desk, await place(desk, theirs));
    expect(await followUpsOf(reference)).toEqual([]);
    const whole = await asks(person);
    await release(desk, await place(desk, whole, { category: "order" }));
    expect(await followUpsOf(reference)).toEqual([]);
  }, 60_000);
});
