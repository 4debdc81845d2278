/** What answers left, on the first page: the same as on the page of the request, until the day has come, and nobody else's. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "../../db";
import { askErasure, run, staffOf } from "../../steps/erased.fixture";
import { signedIn, startPortal, type Portal } from "../../steps/portal.fixture";
import { myRequest } from "./request";
import { staying } from "./staying";

let portal: Portal;

beforeAll(async () => {
  portal = await startPortal("staying");
}, 120_000);
afterAll(() => portal.close());

test("says of each kind what its answer says; a kind whose day came is told no more", async () => {
  const ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  expect(await staying(ana)).toBeNull();
  const reference = await askErasure(ana, await staffOf());
  await run(portal, reference);

  const found = await staying(ana);
  const answer = await myRequest(ana, reference);
  const keeps = answer?.outcome?.lines.filter(({ from, taxYear }) => from !== null || taxYear) ?? [];
  expect(keeps.length).toBeGreaterThan(1);
  expect(found).toEqual({ reference, lines: keeps });
  const ben = await signedIn("ben", { account: "KW-100002", email: "ben@mail.example", name: "Ben" });
  expect(await staying(ben)).toBeNull();

  const [gone] = keeps;
  await db().duty.updateMany({ where: { request: reference, category: gone?.category }, data: { state: "done" } });
  const rest = (await staying(ana))?.lines ?? [];
  expect(rest).toEqual(keeps.filter(({ category }) => category !== gone?.category));
  await db().duty.updateMany({ where: { request: reference }, data: { state: "done" } });
  expect(await staying(ana)).toBeNull();
}, 120_000);
