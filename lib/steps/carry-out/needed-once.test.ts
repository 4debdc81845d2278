/** Looking whether something is still needed: a silent source decides nothing, and nothing is opened twice, whoever races or is killed. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { programOf, shortLived } from "../../build/program.fixture";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import { deskWithLegal, factsOf, type Desk } from "../matter/matter.fixture";
import { eventLines, type Portal } from "../portal.fixture";
import { isNeeded } from "../shred/over";
import { databaseOf, statementsOf } from "../statements.fixture";
import { followUpsOf } from "./held.fixture";
import {
  answeredFor,
  look,
  lookNextDay,
  nextLookAt,
  noteOf,
  nothingRuns,
  orderIsDone,
  orderOf,
  shopAway,
} from "./needed.fixture";
import { lookAtNeed } from "./still-needed";

const execute = promisify(execFile);

let desk: Desk;
let portal: Portal;
let person: Actor;

beforeAll(async () => {
  desk = await deskWithLegal("needed_once");
  ({ portal } = desk);
}, 120_000);
afterAll(() => portal.close());
beforeEach(async () => {
  person = await portal.customer();
  await nothingRuns(portal, person);
});

const keptAccount = { scope: "account", keepLicences: true } as const;

/** An erasure that kept the account for an order. */
async function answeredWithOrder(): Promise<{ reference: string; order: string }> {
  const order = await orderOf(portal, person);
  return { order, reference: await answeredFor(desk, person, keptAccount) };
}

describe("the look", () => {
  test("is due a day after the answer, and once a day as long as something runs", async () => {
    const { reference } = await answeredWithOrder();
    const now = async () =>
      (await portal.owner.query<{ now: Date }>("SELECT portal_now() AS now")).rows[0]?.now as Date;
    const hours = async () => ((await nextLookAt(reference))?.getTime() ?? 0) - (await now()).getTime();
    await portal.later("31 hours");
    for (const _ of [1, 2]) {
      await look();
      expect((await hours()) / 3_600_000).toBeGreaterThan(23);
      expect((await hours()) / 3_600_000).toBeLessThan(31);
    }
  }, 60_000);

  test("is not due where nothing of an answer waits for that", async () => {
    const reference = await answeredFor(desk, person, keptAccount);
    expect(await nextLookAt(reference)).toBeNull();
  }, 60_000);

  test("asks the databases a few times, however many records there are, and a few more for each further line", async () => {
    const { reference: one } = await answeredWithOrder();
    const asked = async (reference: string) => {
      const { sent } = await statementsOf(() => lookAtNeed(reference));
      return [portal.env.DATABASE_URL, portal.shopUrl].map((url) => sent.get(databaseOf(url as string))?.length ?? 0);
    };
    const few = await asked(one);
    person = await portal.customer();
    await nothingRuns(portal, person);
    for (let n = 0; n < 20; n += 1) await noteOf(portal, await orderOf(portal, person));
    const three = await answeredFor(desk, person, { scope: "everything", keepLicences: true });
    const more = await asked(three);
    expect(Math.max(...few)).toBeLessThan(20);
    expect(Math.max(...more)).toBeLessThan(30);
  }, 60_000);

  test("keeps the file of the answer: it says which records were meant", async () => {
    const { reference, order } = await answeredWithOrder();
    const needed = () =>
      db().$queryRaw<{ id: string }[]>`SELECT r."id" FROM "request" r WHERE r."id" = ${reference} AND ${isNeeded(new Date("2100-01-01"))}`; // prettier-ignore
    // Nothing else is left to do for it.
    await portal.owner.query("UPDATE duty SET state = 'done', finished_at = portal_now()");
    await portal.owner.query("UPDATE removal SET state = 'confirmed', settled_at = portal_now()");
    await portal.owner.query("UPDATE recipient_notice SET state = 'sent', sent_at = portal_now()");
    await portal.owner.query("UPDATE mail SET state = 'accepted', settled_at = portal_now()");
    expect(await needed()).toHaveLength(1);
    await db().request.update({ where: { id: reference }, data: { needLookAt: null } });
    expect(await needed()).toEqual([]);
    await orderIsDone(portal, order);
  }, 60_000);

  test("decides nothing while the shop is silent, and asks again the next day", async () => {
    const { reference, order } = await answeredWithOrder();
    await orderIsDone(portal, order);
    await shopAway(portal, () => lookNextDay(portal));
    expect(await followUpsOf(reference)).toEqual([]);
    await look();
    expect(await followUpsOf(reference)).toEqual([]);
    await lookNextDay(portal);
    expect(await followUpsOf(reference)).toHaveLength(1);
  }, 60_000);
});

describe("races and crashes", () => {
  test("two workers at once, and two looks at the same, open one request", async () => {
    const { reference, order } = await answeredWithOrder();
    await orderIsDone(portal, order);
    await portal.later("31 hours");
    await Promise.all([look(), look(), lookAtNeed(reference), lookAtNeed(reference)]);
    expect(await followUpsOf(reference)).toHaveLength(1);
    expect((await factsOf(reference)).filter((fact) => fact === "needed-taken-up")).toHaveLength(1);
  }, 60_000);

  test.each(["need:looked", "need:opened"])(
    "killed at %s and looked at again the next day: one request, one mail",
    async (at) => {
      // What other tests left has had its look.
      await portal.later("31 hours");
      await look();
      const { reference, order } = await answeredWithOrder();
      await orderIsDone(portal, order);
      await db().request.update({ where: { id: reference }, data: { needLookAt: new Date() } });
      const program = await programOf("lib/steps/carry-out/needed-rig.fixture.ts");
      const killed = execute(process.execPath, [...shortLived, program], { env: { ...process.env, KILL_AT: at } });
      await expect(killed).rejects.toMatchObject({ signal: "SIGKILL" });
      expect(await followUpsOf(reference)).toHaveLength(at === "need:looked" ? 0 : 1);
      await lookNextDay(portal);
      await lookNextDay(portal);
      const [opened, ...more] = await followUpsOf(reference);
      expect(more).toEqual([]);
      expect(await db().mail.count({ where: { request: opened?.id as string, kind: "taken-up" } })).toBe(1);
      expect((await factsOf(reference)).filter((fact) => fact === "needed-taken-up")).toHaveLength(1);
      expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
    },
    120_000,
  );
});
