/** Who sets a stop and who writes, or opens a matter, at the same moment: one waits for the other, and never both. */
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { day } from "../../gdpr/day";
import { advance } from "../advance";
import { enter } from "../ask/enter";
import { stop } from "../ask/stop";
import { stopLinkId } from "../ask/stop-notice";
import { decideIdentity } from "../decide/identity";
import { placeHold, releaseHold } from "../decide/hold";
import { replan } from "../decide/replan";
import { demandSecondLook } from "../decide/second-look";
import { byLetter } from "../entered.fixture";
import { LostRace } from "../move";
import { linkRequest } from "../matter/link";
import { asks, deskWithLegal, factsOf, opened, type Desk } from "../matter/matter.fixture";
import { excludeWritingNow } from "./writing-lock";

let desk: Desk;
let person: Actor;
let reference: string;
/** A batch that is being written: it shares the lock, and notes its outcome in the row of its request at the end. */
let batch: pg.Client;

beforeAll(async () => {
  desk = await deskWithLegal("writing_lock");
}, 120_000);
afterAll(() => desk.portal.close());
beforeEach(async () => {
  person = await desk.portal.customer();
  reference = await asks(person);
  batch = new pg.Client(desk.portal.ownerUrl);
  await batch.connect();
});
afterEach(() => batch.end());

const begin = async () => {
  await batch.query("BEGIN");
  await batch.query("SELECT pg_advisory_xact_lock_shared(7265746169)");
};
const settle = async () => {
  // At once or not at all: whoever waits for the batch must not have the row.
  await batch.query("SELECT FROM request WHERE id = $1 FOR UPDATE NOWAIT", [reference]);
  await batch.query("COMMIT");
};
/** Until so many wait for the lock. */
const waiting = (count: number) =>
  expect
    .poll(
      async () => {
        const { rows } = await desk.portal.owner.query<{ n: number }>(
          "SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = (7265746169 & 4294967295)::oid",
        );
        return rows[0]?.n;
      },
      { timeout: 10_000 },
    )
    .toBe(count);

/** Until somebody waits for the row of a request. */
const waitingForRow = () =>
  expect
    .poll(
      async () => {
        const { rows } = await desk.portal.owner.query<{ n: number }>(
          "SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')",
        );
        return rows[0]?.n;
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThan(0);

const hold = () => {
  const reason = "A claim about an order was announced.";
  return placeHold(desk.rui, { reference, kind: "claim", category: null, reason, reviewOn: day("2030-01-01") });
};

async function stopped() {
  const token = `link of ${reference}`;
  await db().stopLink.create({ data: { id: stopLinkId(token), request: reference } });
  return stop(token);
}

describe("while a batch is being written", () => {
  test.each<[string, () => Promise<unknown>]>([
    ["a hold", hold],
    ["a stop by another contact", stopped],
    [
      "a second look that the officer demands",
      () => demandSecondLook(desk.dora, reference, "The licence was passed on; look again."),
    ],
  ])("%s waits for it, and leaves it the row of its request", async (_, press) => {
    await begin();
    const pressed = press();
    await waiting(1);
    await settle();
    expect(await pressed).toMatchObject({ ok: true });
  });

  test("a held request that is planned anew waits for it as well", async () => {
    expect(await hold()).toMatchObject({ ok: true });
    expect(await replan(desk.rui, reference)).toMatchObject({ ok: true });
    await begin();
    const planned = advance(reference);
    await waiting(1);
    await settle();
    await planned;
    expect(await db().request.findUniqueOrThrow({ where: { id: reference } })).toMatchObject({
      state: "planned",
      planNo: 2,
    });
  });

  test("who learns of it only under the lock of a row loses the race, and waits for nobody", async () => {
    await begin();
    await expect(db().$transaction((tx) => excludeWritingNow(tx))).rejects.toThrow(LostRace);
    await batch.query("COMMIT");
    await db().$transaction((tx) => excludeWritingNow(tx));
  });
});

test("a request is linked to a matter and held at the same moment: both are done", async () => {
  const matter = await opened(desk.lea, []);
  await begin();
  const linked = linkRequest(desk.lea, matter, reference);
  await waiting(1);
  const held = hold();
  await waiting(2);
  await batch.query("COMMIT");
  expect(await linked).toMatchObject({ ok: true });
  const placed = await held;
  if (!placed.ok) throw new Error(placed.reason);
  expect((await factsOf(reference)).filter((fact) => fact === "hold-placed")).toHaveLength(2);
  expect(await releaseHold(desk.dora, placed.value.hold)).toMatchObject({ ok: true });
});

test("a hold that is placed while a reviewer decides who somebody is: the decision waits for the batch, and the hold knows them", async () => {
  const came = await enter(desk.rui, byLetter());
  if (!came.ok) throw new Error(came.reason);
  [reference = ""] = came.value.references;
  await advance(reference);
  const placed = await hold();
  if (!placed.ok) throw new Error(placed.reason);
  expect(await releaseHold(desk.dora, placed.value.hold)).toMatchObject({ ok: true });
  await begin();
  const placing = new pg.Client(desk.portal.ownerUrl);
  await placing.connect();
  await placing.query("BEGIN");
  await placing.query("SELECT FROM request WHERE id = $1 FOR UPDATE", [reference]);
  const reason = "The order that was named belongs to this account alone.";
  const link = { to: "account" as const, account: "KW-100012" };
  const decided = decideIdentity(desk.rui, reference, { decision: "identified", reason, link });
  await waitingForRow();
  await placing.query("UPDATE hold SET released_at = NULL WHERE id = $1", [placed.value.hold]);
  await placing.query("COMMIT");
  await placing.end();
  await waiting(1);
  await settle();
  expect(await decided).toEqual({ ok: true });
  expect(await db().hold.findUniqueOrThrow({ where: { id: placed.value.hold } })).toMatchObject({
    account: "KW-100012",
  });
});
