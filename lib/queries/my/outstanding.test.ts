/** What an answer left to be done: on the first page as on its own, until a person has done it, and nobody else's. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "../../db";
import { day } from "../../gdpr/day";
import type { Line } from "../../gdpr/answer-line";
import { askErasure, run, staffOf } from "../../steps/erased.fixture";
import { signedIn, startPortal, type Portal } from "../../steps/portal.fixture";
import type { ByHand } from "./by-hand";
import { longDay } from "../../letters/words";
import { myLetter } from "./letter";
import { outstanding, outstandingOf } from "./outstanding";
import { myRequest } from "./request";

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal("outstanding");
}, 120_000);
afterAll(() => portal.close());

const hand = (due: string, doneOn: string | null = null) =>
  ({ system: "ERP", due: day(due), doneOn: doneOn && day(doneOn) }) as ByHand;
const confirmedBy = day("2026-12-12");
const underWay = [{ fate: "under-way" }] as Line[];

test.each([
  ["nothing", [], [], null],
  ["work that was done", [hand("2026-12-05", "2026-12-01")], [], null],
  ["work", [hand("2026-12-05"), hand("2026-12-03")], [], { by: "2026-12-05", late: false }],
  ["work and a confirmation", [hand("2026-12-05")], underWay, { by: "2026-12-12", late: false }],
  ["work that is late", [hand("2026-11-20")], [], { by: "2026-11-20", late: true }],
])("left: %s", (_, byHand, lines, left) => {
  expect(outstandingOf({ byHand, lines, confirmedBy }, day("2026-11-28"))).toEqual(left);
});

test("an answered erasure is not done while a person works by hand; then it is", async () => {
  const ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  const reference = await askErasure(ana, await staffOf());
  await run(portal, reference);
  await db().request.update({ where: { id: reference }, data: { state: "delivered" } });
  const open = (await myRequest(ana, reference))?.rest;
  expect(open?.by).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect([...(await outstanding(ana))]).toEqual([[reference, open]]);
  const letter = await db().letter.findFirstOrThrow({ where: { request: reference, kind: "erasure" } });
  const said = JSON.stringify((await myLetter(ana, reference, letter.id))?.blocks);
  expect(said).toMatch(/Not everything is confirmed yet/);
  expect(said).toContain(`is done by ${longDay("en", open?.by ?? day("1970-01-01"))}`);
  const ben = await signedIn("ben", { account: "KW-100002", email: "ben@mail.example", name: "Ben" });
  expect((await outstanding(ben)).size).toBe(0);

  await db().task.updateMany({ where: { request: reference }, data: { doneAt: new Date() } });
  await db().decision.updateMany({ where: { request: reference, finishedAt: { not: null } }, data: { leftOver: 0 } });
  const after = await myRequest(ana, reference);
  const unconfirmed = after?.outcome?.lines.some(({ fate }) => fate === "under-way") ?? true;
  expect(after?.rest === null).toBe(!unconfirmed);
  expect((await outstanding(ana)).size).toBe(unconfirmed ? 1 : 0);
}, 120_000);
