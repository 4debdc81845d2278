/** What an ended hold lets go is looked at once and for all: whoever races for it, whenever a worker is killed. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { programOf, shortLived } from "../../build/program.fixture";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import { advance } from "../advance";
import { releaseHold } from "../decide/hold";
import { approveErasure, run } from "../erased.fixture";
import { closeMatter } from "../matter/close";
import { asks, deskWithLegal, ended, factsOf, opened, type Desk } from "../matter/matter.fixture";
import { eventLines, signedIn, type Portal } from "../portal.fixture";
import { isNeeded } from "../shred/over";
import { endedHolds, settleHold } from "./ended-holds";
import { answer, answered, followUpOf, followUpsOf, place, planAnew, release, settleAll } from "./held.fixture";
import { takeUp } from "./take-up";

const execute = promisify(execFile);

let desk: Desk;
let portal: Portal;
let dora: Actor;
let person: Actor;

beforeAll(async () => {
  desk = await deskWithLegal("ended_holds");
  ({ portal, dora } = desk);
}, 120_000);
afterAll(() => portal.close());
/** Another customer for each test. */
beforeEach(async () => {
  person = await portal.customer();
});

describe("the time between", () => {
  test("a hold that ends after the approval and before the run is looked at once more when the erasure is answered", async () => {
    const reference = await asks(person);
    const hold = await place(desk, reference);
    await planAnew(desk, reference);
    await approveErasure(reference, desk);
    await release(desk, hold);
    expect(await followUpsOf(reference)).toEqual([]);
    await run(portal, reference);
    expect(await endedHolds(100)).toEqual([hold]);
    await settleAll();
    expect(await followUpsOf(reference)).toHaveLength(1);
  }, 60_000);

  test("the file of an answered erasure is not destroyed before that was looked at", async () => {
    const { reference, holds } = await answered(desk, person);
    await releaseHold(dora, holds[0]);
    const needed = () =>
      db().$queryRaw<{ id: string }[]>`SELECT r."id" FROM "request" r WHERE r."id" = ${reference} AND ${isNeeded(new Date("2100-01-01"))}`; // prettier-ignore
    expect(await needed()).toHaveLength(1);
    await settleAll();
    const id = await followUpOf(reference);
    await advance(id);
    await answer(desk, portal, id);
    expect(await needed()).toEqual([]);
  }, 60_000);
});

describe("who has no account", () => {
  const guest = (sub: string, email: string) => signedIn(sub, { account: null, door: "link", email, name: null });
  const onNewsletter = async (email: string) =>
    (await portal.shop.query("SELECT 1 FROM newsletter_subscriptions WHERE email = $1", [email])).rowCount;

  test("is found by the address alone, which lies sealed, and nobody else is", async () => {
    const ben = await guest("ben", "ben.okafor@post.example");
    expect(await onNewsletter("ben.okafor@post.example")).toBe(1);
    const reference = await asks(ben, "erasure", "everything");
    const hold = await place(desk, reference);
    await planAnew(desk, reference);
    await answer(desk, portal, reference);
    expect(await onNewsletter("ben.okafor@post.example")).toBe(1);
    // As one that came with another request of theirs.
    await db().hold.update({ where: { id: hold }, data: { request: null } });
    const theirs = await answered(desk, person);
    await release(desk, hold);
    expect(await followUpsOf(reference)).toHaveLength(1);
    expect(await followUpsOf(theirs.reference)).toEqual([]);
  }, 120_000);
});

describe("races and crashes", () => {
  test("two holds that end at once, looked at by two workers at once, open one request", async () => {
    const { reference, holds } = await answered(desk, person, [{}, { kind: "legal" }]);
    const both = await Promise.all(holds.map((hold) => releaseHold(dora, hold)));
    expect(both.every(({ ok }) => ok)).toBe(true);
    await Promise.all([...holds, ...holds].map(settleHold));
    await settleAll();
    expect(await followUpsOf(reference)).toHaveLength(1);
    expect((await factsOf(reference)).filter((fact) => fact === "held-taken-up")).toHaveLength(1);
  }, 60_000);

  test("of two who release it at once one does, and one request is opened", async () => {
    const { reference, holds } = await answered(desk, person);
    const hold = holds[0];
    const both = await Promise.all([releaseHold(dora, hold), releaseHold(desk.nora, hold)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    await Promise.all([settleAll(), takeUp(reference), takeUp(reference)]);
    expect(await followUpsOf(reference)).toHaveLength(1);
  }, 60_000);

  test("a matter that is closed lets everybody's data go on, each in a request of their own", async () => {
    const other = await portal.customer();
    const references: string[] = [];
    const mine = person;
    for (const one of [mine, other]) references.push(await asks(one));
    const matter = await opened(desk.lea, references);
    for (const one of references) {
      await planAnew(desk, one);
      await answer(desk, portal, one);
    }
    await closeMatter(dora, matter, ended);
    await settleAll();
    for (const one of references) expect(await followUpsOf(one)).toHaveLength(1);
  }, 120_000);

  test.each(["take-up:looked", "take-up:opened", "hold:taken-up"])(
    "killed at %s and run again: one request",
    async (at) => {
      const { reference, holds } = await answered(desk, person);
      const hold = holds[0];
      await releaseHold(dora, hold);
      const program = await programOf("lib/steps/carry-out/take-up.fixture.ts");
      const killed = execute(process.execPath, [...shortLived, program, hold], {
        env: { ...process.env, KILL_AT: at },
      });
      await expect(killed).rejects.toMatchObject({ signal: "SIGKILL" });
      expect(await followUpsOf(reference)).toHaveLength(at === "take-up:looked" ? 0 : 1);
      expect(await endedHolds(100)).toEqual([hold]);
      await settleAll();
      expect(await followUpsOf(reference)).toHaveLength(1);
      expect((await factsOf(reference)).filter((fact) => fact === "held-taken-up")).toHaveLength(1);
      expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
    },
    120_000,
  );
});
