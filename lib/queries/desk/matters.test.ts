/** What each role is shown of matters and of what they hold: on their pages, among the holds, in a calendar. */
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { policy } from "../../company";
import { closeMatter } from "../../steps/matter/close";
import { linkRequest, unlinkRequest } from "../../steps/matter/link";
import { asks, deskWithLegal, ended, opened, sender, summary, type Desk } from "../../steps/matter/matter.fixture";
import { matterDates } from "./calendar";
import { deskHolds } from "./holds";
import { matterLines, mattersOf, oneMatter } from "./matters";

let desk: Desk;
let reference: string;
let soon: string;
let past: string;
let closed: string;
const day = (text: string) => text as never;

beforeAll(async () => {
  desk = await deskWithLegal("desk_matters");
  const { portal, lea, dora } = desk;
  const person = await portal.customer();
  reference = await asks(person);
  const undated = await opened(dora, []);
  soon = await opened(lea, [reference], { deadline: day("2099-01-01") });
  past = await opened(lea, [], { deadline: day("2020-01-01"), kind: "court" });
  closed = await opened(lea, [reference]);
  await closeMatter(dora, closed, ended);
  expect((await matterLines(lea, false))?.map(({ id }) => id)).toEqual([past, soon, undated]);
}, 120_000);
afterAll(() => desk.portal.close());

test("open ones stand by their deadline, those that are past are said to be; closed ones stand apart", async () => {
  const lines = await matterLines(desk.rui, false);
  expect(lines?.map(({ late }) => late)).toEqual([true, false, false]);
  expect(lines?.[1]).toMatchObject({ id: soon, sender, requests: 1, deadline: "2099-01-01", closedOn: null });
  expect((await matterLines(desk.rui, true))?.map(({ id }) => id)).toEqual([closed]);
});

test("legal and the officer act, a reviewer looks, nobody else sees any", async () => {
  const { portal, lea, dora, rui } = desk;
  const seen = await Promise.all([lea, dora, rui].map((who) => oneMatter(who, soon)));
  expect(seen.map((matter) => matter?.acts)).toEqual([true, true, false]);
  expect(seen[2]).toMatchObject({ summary, ended: null, links: [{ reference, ordered: false, unlinkedOn: null }] });
  expect(await oneMatter(lea, closed)).toMatchObject({ acts: false, ended });
  const person = await portal.customer();
  expect([await matterLines(person, false), await oneMatter(person, soon)]).toEqual([null, null]);
  expect(await mattersOf(lea, reference)).toEqual([{ id: soon, kind: "lawyer" }]);
  expect(await mattersOf(person, reference)).toEqual([]);
});

test("where the policy asks for two, the page does not offer what would be refused", async () => {
  const { secondApprover } = policy().review;
  secondApprover.push("release-of-hold");
  onTestFinished(() => {
    secondApprover.splice(secondApprover.indexOf("release-of-hold"), 1);
  });
  const { lea, dora } = desk;
  expect(await oneMatter(lea, soon)).toMatchObject({ closedByOther: true, mine: [reference] });
  expect(await oneMatter(dora, soon)).toMatchObject({ closedByOther: false, mine: [] });
  await linkRequest(dora, past, reference);
  expect(await oneMatter(dora, past)).toMatchObject({ closedByOther: true, mine: [reference] });
  expect(await unlinkRequest(lea, past, reference)).toMatchObject({ ok: true });
  expect(await oneMatter(lea, past)).toMatchObject({ requests: 0, links: [{ reference }] });
});

test("holds are shown with the matter that placed them and with their owner", async () => {
  const [hold, ...more] = (await deskHolds(desk.rui)) ?? [];
  expect(more).toEqual([]);
  const { person } = desk.lea;
  expect(hold).toMatchObject({ matter: soon, owner: person, mine: false, reason: summary });
  expect(hold?.people).toMatchObject([{ id: person, roles: ["legal"] }]);
});

test("deadlines stand in the calendar of those who work at the desk, by kind alone", async () => {
  const { lea, dora, rui } = desk;
  const all = await matterDates(rui, "all");
  expect(all?.map(({ id, deadline }) => [id, deadline])).toEqual([
    [past, "2020-01-01"],
    [soon, "2099-01-01"],
  ]);
  expect(Object.keys(all?.[0] ?? {}).toSorted()).toEqual(["deadline", "id", "kind", "openedAt"]);
  expect(await matterDates(dora, "mine")).toEqual([]);
  expect(await matterDates(lea, "all")).toBe(null);
});
