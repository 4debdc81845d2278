import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { rowsOf, type Rows } from "../../../prisma/row-security.fixture";
import { policy } from "../../company";
import { db } from "../../db";
import { sourceMemory } from "../../db/source-memory";
import { openTestPortal } from "../filed-request.fixture";
import { sweepOwnTables } from "./own-tables";

let portal: Awaited<ReturnType<typeof openTestPortal>>;
let owner: pg.Client;
let ana: Rows;

beforeAll(async () => {
  portal = await openTestPortal("own-tables");
  owner = new pg.Client(portal.database.ownerUrl);
  await owner.connect();
  ana = await rowsOf(owner, "ana");
  policy();
}, 120_000);
afterAll(async () => {
  await owner.end();
  await portal.close();
});

const mail = async (state: string, days: number) => {
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO mail (kind, language, sealed, message_id, state, settled_at)
     VALUES ('contract-withdrawal', 'de', 'x', $1, $2, portal_now() - make_interval(days => $3)) RETURNING id`,
    [`<${randomUUID()}@localhost>`, state, days],
  );
  return rows[0]?.id as string;
};

test("what is over goes by itself, everything else stays", async () => {
  const nothing = {
    files: 0,
    holds: 0,
    exports: 0,
    people: 0,
    journal: 0,
    orders: 0,
    sessions: 0,
    links: 0,
    declarations: 0,
    mails: 0,
    matters: 0,
    emptied: 0,
    sweeps: 0,
    surges: 0,
    nights: 0,
  };
  await owner.query("UPDATE session SET expires_at = portal_now() - interval '11 hours'");
  expect(await sweepOwnTables()).toEqual(nothing);
  await owner.query("UPDATE session SET expires_at = portal_now() - interval '13 hours'");
  await owner.query("UPDATE sign_in_link SET expires_at = portal_now() - interval '25 hours'");
  await owner.query("UPDATE erasure_journal SET at = portal_now() - interval '121 days'");
  await owner.query("UPDATE sweep SET made_at = portal_now() - interval '2 years'");
  await owner.query("UPDATE mail SET state = 'accepted', settled_at = portal_now() - interval '31 days'");
  await owner.query("INSERT INTO duty_recount (basis, started_at) VALUES ('1', portal_now() - interval '31 days')");
  await owner.query("UPDATE surge SET ended_at = portal_now() - interval '5 years'");
  await mail("bounced", 29);
  await mail("bounced", 31);
  // Passed on long ago: the declaration goes, and then its mail.
  await owner.query("UPDATE contract_withdrawal SET forward_id = $1", [await mail("accepted", 31)]);
  expect(await sweepOwnTables()).toEqual({
    ...nothing,
    journal: 1,
    orders: 0,
    sessions: 1,
    links: 1,
    declarations: 1,
    mails: 2,
    emptied: 1,
    sweeps: 1,
    surges: 1,
    nights: 1,
  });
  expect(await sweepOwnTables()).toEqual(nothing);
  const kept = await db().mail.findMany({ where: { request: ana.request } });
  expect(await db().surgeExtensionItem.count()).toBe(0);
  expect(kept.map(({ state, sealed }) => [state, sealed.length])).toEqual([["accepted", 0]]);
});

describe("numbers of orders at other systems", () => {
  const remembered = async () =>
    (await db().sourceMemory.findMany({ orderBy: { name: "asc" } })).map(({ name }) => name);
  const age = (name: string, days: number) =>
    owner.query("UPDATE source_memory SET at = portal_now() - make_interval(days => $2) WHERE name = $1", [name, days]);

  beforeEach(async () => {
    await db().sourceMemory.deleteMany();
    for (const name of ["old", "young"]) await sourceMemory("shop").put(name, { state: "confirmed" });
    await age("old", 121);
    await age("young", 119);
  });

  test("go with the journal's time", async () => {
    expect(await sweepOwnTables()).toMatchObject({ orders: 1 });
    expect(await remembered()).toEqual(["young"]);
  });

  test("count from when they were last written: an order that is still asked about is not old", async () => {
    await sourceMemory("shop").put("old", { state: "ordered" });
    expect(await sweepOwnTables()).toMatchObject({ orders: 0 });
  });

  const begun = "portal_now() - interval '122 days'";
  const ended = "portal_now()";
  test.each([
    ["a removal that is not confirmed", "removal", "since", "state = 'confirmed', settled_at = portal_now()"],
    ["an open request", "request", "received_at", "state = 'cancelled', closed_at = portal_now()"],
    ["a duty that is late", "duty", "due_on", "state = 'done', finished_at = portal_now()"],
    ["a sweep that is not at its end", "sweep", "made_at", "state = 'done', finished_at = portal_now()"],
  ])("stay for %s that began before, and go when it has ended", async (_, table, column, ends) => {
    await owner.query(`INSERT INTO sweep ("window", source, category, rule, norm, writing, dry, cutoff)
      VALUES ('w', 'shop', 'order', 'main', '§ 1', 'erase', true, '2020-01-01T00:00:00Z') ON CONFLICT DO NOTHING`);
    await owner.query(`UPDATE ${table} SET ${column} = ${begun}`);
    expect(await sweepOwnTables()).toMatchObject({ orders: 0 });
    await owner.query(`UPDATE ${table} SET ${ends}`);
    expect(await sweepOwnTables()).toMatchObject({ orders: 1 });
    await owner.query(`UPDATE ${table} SET ${column} = ${ended}`);
    expect(await remembered()).toEqual(["young"]);
  });

  test("stay for a duty that was begun and moved to a later day since", async () => {
    await owner.query("UPDATE duty SET state = 'stopped', finished_at = NULL, next_item = 1, due_on = '2031-01-01'");
    expect(await sweepOwnTables()).toMatchObject({ orders: 0 });
    await owner.query("UPDATE duty SET next_item = 0");
    expect(await sweepOwnTables()).toMatchObject({ orders: 1 });
  });
});
