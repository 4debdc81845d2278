/** What answers left, on the first page: the same as on the page of the request, until the day has come, and nobody else's. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "../../db";
import { isStaying } from "../../gdpr/answer-line";
import { askErasure, run, staffOf, type Staff } from "../../steps/erased.fixture";
import { signedIn, startPortal, type Portal } from "../../steps/portal.fixture";
import { myRequest } from "./request";
import { staying } from "./staying";

let portal: Portal;
let staff: Staff;

beforeAll(async () => {
  portal = await startPortal("staying");
  staff = await staffOf();
}, 120_000);
afterAll(() => portal.close());

test("says of each kind what its answer says; a kind whose day came is told no more", async () => {
  const ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  expect(await staying(ana)).toBeNull();
  const reference = await askErasure(ana, staff);
  await run(portal, reference);

  const found = await staying(ana);
  const answer = await myRequest(ana, reference);
  const keeps = answer?.outcome?.lines.filter(isStaying) ?? [];
  expect(keeps.filter(({ from }) => from !== null).length).toBeGreaterThan(1);
  expect(found).toEqual({ reference, lines: keeps });
  const ben = await signedIn("ben", { account: "KW-100002", email: "ben@mail.example", name: "Ben" });
  expect(await staying(ben)).toBeNull();

  const [gone] = keeps.filter(({ from }) => from !== null);
  await db().duty.updateMany({ where: { request: reference, category: gone?.category }, data: { state: "done" } });
  const rest = (await staying(ana))?.lines ?? [];
  expect(rest).toEqual(keeps.filter(({ category }) => category !== gone?.category));
  await db().duty.updateMany({ where: { request: reference }, data: { state: "done" } });
  const dateless = keeps.filter(({ from, taxYear }) => from === null && !taxYear);
  expect((await staying(ana))?.lines ?? []).toEqual(dateless);
}, 120_000);

test("what stays without a day is told too, until a newer answer decides about it", async () => {
  const petra = await signedIn("petra", {
    account: "KW-100014",
    email: "petra.sommer@mail.example",
    name: "Petra Sommer",
  });
  const keep = await askErasure(petra, staff, { keepLicences: true });
  await run(portal, keep);
  const kept = (await staying(petra))?.lines ?? [];
  expect(kept).toEqual((await myRequest(petra, keep))?.outcome?.lines.filter(isStaying));
  const licence = kept.filter(({ reason }) => reason === "licence");
  expect(licence.map(({ category, last }) => [category, last])).toEqual(
    expect.arrayContaining([
      ["account", null],
      ["licence", null],
    ]),
  );

  const give = await askErasure(petra, staff);
  await run(portal, give);
  const rest = await staying(petra);
  expect(rest?.lines.filter(({ reason }) => reason === "licence")).toEqual([]);
  expect(rest?.lines.length).toBeGreaterThan(0);
}, 120_000);
