/** The figures of a period against requests whose numbers were worked out by hand. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testDatabase, type TestDatabase } from "../../../demo/postgres/test-database";
import { actor, type Actor, type Role } from "../../actor";
import { closeDb } from "../../db";
import { reportFigures, type Figures } from "./figures";
import { made } from "./made-requests.fixture";
import { askedPeriod } from "./period";

let database: TestDatabase;
let owner: pg.Client;
const late: Record<string, string> = {};

const as = (...roles: Role[]): Actor =>
  actor({
    person: "00000000-0000-4000-8000-000000000001",
    roles,
    door: "oidc",
    authAge: 1,
    session: "s",
    account: null,
    email: null,
    name: null,
    language: "en",
  });

const mailed = (letter: string, at: string, outcome = "accepted"): [string, string, Record<string, unknown>] => [
  "mailed",
  at,
  { letter, outcome },
];
const figures = async (from: string, to: string): Promise<Figures> => {
  const found = await reportFigures(as("dpo"), askedPeriod({ from, to }));
  if (!found) throw new Error("no figures");
  return found;
};

/** 2020 lies behind every clock that a test can have: what is open there is overdue. */
beforeAll(async () => {
  database = await testDatabase("report_figures");
  process.env.DATABASE_URL = database.url("web");
  process.env.POLICY_FILE = "policy.yaml";
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  // On time: taken by the receiving server on the due day in Berlin, 23:30; the worker settled it after midnight. 30 days.
  await made(owner, {
    received: "2020-01-07",
    state: "delivered",
    closed: "2020-02-06T23:05:00Z",
    events: [mailed("access", "2020-02-06T22:30:00Z")],
  });
  // Late by a minute of Berlin's clock, though it is still the day before in Greenwich. 31 days.
  await made(owner, {
    received: "2020-01-07",
    state: "delivered",
    closed: "2020-02-06T23:01:00Z",
    events: [mailed("access", "2020-02-06T23:01:00Z")],
  });
  // Erasure, refused in part: a delivered answer and nothing else. Nobody was to be mailed: the closing counts. 10 days.
  await made(owner, { right: "erasure", received: "2020-01-10", state: "delivered", closed: "2020-01-20T09:00:00Z" });
  // Extended in time, answered within it. 60 days.
  await made(owner, {
    right: "erasure",
    received: "2020-01-02",
    extended: "2020-04-02",
    state: "delivered",
    closed: "2020-03-02T09:00:00Z",
    events: [
      ["extended", "2020-01-20T09:00:00Z", { dueOn: "2020-04-02", reason: "complexity" }],
      mailed("erasure", "2020-03-02T08:59:00Z"),
    ],
  });
  // Answered before the notice of its extension was accepted, after month one: the old day held. Late. 32 days.
  await made(owner, {
    right: "erasure",
    received: "2020-01-02",
    extended: "2020-04-02",
    state: "delivered",
    closed: "2020-02-03T12:00:00Z",
    events: [
      mailed("erasure", "2020-02-03T09:00:00Z"),
      ["extended", "2020-02-03T10:00:00Z", { dueOn: "2020-04-02", reason: "complexity" }],
    ],
  });
  // Refused within the extension: a refusal is due in month one all the same. Late. 40 days.
  await made(owner, {
    received: "2020-01-02",
    extended: "2020-04-02",
    state: "refused",
    closed: "2020-02-11T09:00:00Z",
    events: [
      ["extended", "2020-01-20T09:00:00Z", { dueOn: "2020-04-02", reason: "number-of-requests" }],
      ["refused", "2020-02-11T09:00:00Z", { ground: "12(5)" }],
      mailed("refusal", "2020-02-11T09:01:00Z"),
    ],
  });
  // Refused in time, the letter bounced and came back, and nobody told the person: never answered. Late, without days.
  await made(owner, {
    received: "2020-02-03",
    state: "refused",
    closed: "2020-02-10T09:00:00Z",
    events: [mailed("refusal", "2020-02-10T09:01:00Z", "bounced")],
  });
  // The same, but somebody told the person another way, a day later. 8 days.
  const told = await made(owner, {
    received: "2020-02-03",
    state: "refused",
    closed: "2020-02-10T09:00:00Z",
    events: [mailed("refusal", "2020-02-10T09:01:00Z", "bounced")],
  });
  await owner.query(
    `INSERT INTO "task" ("request", "kind", "due_on", "done_at") VALUES ($1, 'mail-bounced', '2020-02-10', '2020-02-11T09:00:00Z')`,
    [told],
  );
  // Not identified, told by letter. 3 days.
  await made(owner, {
    received: "2020-02-03",
    state: "not-identified",
    closed: "2020-02-06T09:00:00Z",
    events: [mailed("not-identified", "2020-02-06T09:02:00Z")],
  });
  // Taken back: closed, and no answer is owed.
  await made(owner, { right: "objection", received: "2020-02-03", state: "cancelled", closed: "2020-05-20T09:00:00Z" });
  // Received in the period, answered after it.
  await made(owner, { right: "erasure", received: "2020-03-30", state: "delivered", closed: "2020-04-14T09:00:00Z" });
  // Open and overdue; open with an extension that still runs; open and due far ahead.
  late.request = await made(owner, { right: "portability", received: "2020-02-03", state: "planned" });
  await made(owner, { received: "2020-01-15", extended: "2999-04-15", state: "planned" });
  await made(owner, { received: "2020-01-16", due: "2999-02-16", state: "identified" });
  await addTrouble();
}, 60_000);

/** A duty that its system stopped, one that was done, a record of somebody else, a wait, sweeps. */
async function addTrouble() {
  const id = await made(owner, {
    right: "erasure",
    received: "2020-01-20",
    state: "delivered",
    closed: "2020-01-25T09:00:00Z",
    events: [
      ["wrong-person", "2020-01-21T09:00:00Z", { source: "shop" }],
      ["waits", "2020-01-22T09:00:00Z", { for: "source" }],
      ["waits", "2020-01-23T09:00:00Z", { for: "source" }],
      ["waits", "2020-01-24T09:00:00Z", { for: "person" }],
      ["duty-stopped", "2020-02-02T09:00:00Z", { duty: "00000000-0000-4000-8000-0000000000d1", by: "source" }],
      ["duty-stopped", "2020-02-03T09:00:00Z", { duty: "00000000-0000-4000-8000-0000000000d1", by: "hold" }],
    ],
  });
  late.duty = id;
  await owner.query(
    `INSERT INTO "drawer" ("id", "request", "kind", "commit", "sealed") VALUES ('00000000-0000-4000-8000-0000000000aa', $1, 'plan', '', '')`,
    [id],
  );
  await owner.query(
    `INSERT INTO "plan" ("request", "no", "hash", "policy", "drawer_id") VALUES ($1, 1, '', 'test', '00000000-0000-4000-8000-0000000000aa')`,
    [id],
  );
  const duties = [
    ["d1", 0, "2020-02-02", "stopped", 4, "helpdesk"],
    ["d2", 1, "2020-03-31", "done", 3, "shop"],
    ["d3", 2, "2020-04-01", "done", 100, "shop"],
    ["d4", 3, "2999-01-01", "waiting", 5, "shop"],
  ] as const;
  for (const [end, idx, due, state, count, source] of duties) {
    await owner.query(
      `INSERT INTO "decision" ("request", "plan_no", "idx", "source", "category", "action", "groups") VALUES ($1, 1, $2, $3, 'order', 'keep', '[]')`,
      [id, idx, source],
    );
    await owner.query(
      `INSERT INTO "duty" ("id", "request", "plan_no", "idx", "source", "category", "writing", "due_on", "count", "state", "stopped_by")
       VALUES ($1, $2, 1, $3, $4, 'order', 'erase', $5, $6, $7, $8)`,
      [
        `00000000-0000-4000-8000-0000000000${end}`,
        id,
        idx,
        source,
        due,
        count,
        state,
        state === "stopped" ? "hold" : null,
      ],
    );
  }
  await owner.query(
    `INSERT INTO "sweep" ("window", "source", "category", "rule", "norm", "writing", "dry", "cutoff", "state", "trouble", "made_at")
     VALUES ('w1', 'helpdesk', 'c', 'r', 'n', 'erase', false, '', 'failed', 'rule-gone', '2020-01-05T01:00:00Z'),
            ('w1', 'shop', 'c', 'r', 'n', 'erase', false, '', 'done', NULL, '2020-01-05T01:00:00Z'),
            ('w2', 'helpdesk', 'c', 'r', 'n', 'erase', false, '', 'waiting', 'source', '2020-06-05T01:00:00Z')`,
  );
}

afterAll(async () => {
  await owner.end();
  await closeDb();
  await database.drop();
});

describe("the first quarter of 2020", () => {
  let quarter: Figures;
  beforeAll(async () => {
    quarter = await figures("2020-01-01", "2020-03-31");
  });

  test("in total: everything that ended is counted once", () => {
    // 15 made, all received in the quarter; 10 ended in it. Days: 3 5 8 10 30 31 32 40 60, the middle one is 30.
    expect(quarter.total).toEqual({
      received: 15,
      closed: 10,
      onTime: 6,
      inExtension: 1,
      late: 4,
      unsettled: 0,
      refused: 3,
      cancelled: 0,
      notIdentified: 1,
      extended: 3,
      median: 30,
    });
  });

  test("by month of receipt and of closing", () => {
    const short = quarter.months.map(({ month, received, closed, onTime, late, extended, median }) => [
      month,
      received,
      closed,
      onTime,
      late,
      extended,
      median,
    ]);
    expect(short).toEqual([
      // 10 and 5 days.
      ["2020-01", 9, 2, 2, 0, 2, 7.5],
      // 3 8 30 31 32 40: between 30 and 31. The first was taken on 6 February and settled on the seventh.
      ["2020-02", 5, 7, 3, 4, 1, 30.5],
      ["2020-03", 1, 1, 1, 0, 0, 60],
    ]);
  });

  test("by right", () => {
    const of = (right: string) => quarter.rights.find((one) => one.right === right);
    expect(of("access")).toMatchObject({
      received: 8,
      closed: 6,
      onTime: 3,
      late: 3,
      refused: 3,
      notIdentified: 1,
      median: 30,
    });
    expect(of("erasure")).toMatchObject({
      received: 5,
      closed: 4,
      onTime: 3,
      inExtension: 1,
      late: 1,
      refused: 0,
      extended: 2,
      median: 21,
    });
    expect(of("portability")).toMatchObject({ received: 1, closed: 0, median: null });
    expect(of("rectification")).toMatchObject({ received: 0, closed: 0, median: null });
  });

  test("each answer lies in one band of days", () => {
    expect(quarter.bands.map(({ from, to, count }) => [from, to, count])).toEqual([
      [0, 3, 1],
      [4, 7, 1],
      [8, 14, 2],
      [15, 21, 0],
      [22, 31, 2],
      [32, 62, 3],
      [63, 93, 0],
      [94, null, 0],
    ]);
    expect(quarter.bands[5]?.byRight).toEqual({ access: 1, erasure: 2 });
  });

  test("open and overdue are those of now, each overdue one is named", () => {
    expect(quarter).toMatchObject({ open: 3, overdue: 1, lateDuties: 1 });
    expect(quarter.overdueRows).toEqual([
      { reference: late.request, right: "portability", state: "planned", due: "2020-03-04", days: expect.any(Number) },
    ]);
    expect(quarter.lateDutyRows).toEqual([
      {
        reference: late.duty,
        category: "order",
        source: "helpdesk",
        due: "2020-02-02",
        days: expect.any(Number),
        by: "hold",
      },
    ]);
  });

  test("duties due in the period and what its systems failed at", () => {
    expect(quarter.duties).toEqual({ due: 2, done: 1, records: 7 });
    const none = { "wrong-person": 0, duty: 0, "source-late": 0, "held-back": 0, sweep: 0 };
    expect(quarter.failures).toEqual([
      { ...none, source: "helpdesk", count: 2, duty: 1, sweep: 1 },
      { ...none, source: "shop", count: 1, "wrong-person": 1 },
    ]);
    expect(quarter.waited).toBe(1);
  });
});

test("closed is what was taken back, answered on time or late, or is on its way: in every month and right", async () => {
  const year = await figures("2020-01-01", "2020-12-31");
  for (const one of [year.total, ...year.months, ...year.rights])
    expect(one.cancelled + one.onTime + one.late + one.unsettled).toBe(one.closed);
  const summed = (rows: readonly { received: number; closed: number }[]) =>
    rows.reduce(([a, b], { received, closed }) => [a + received, b + closed], [0, 0] as [number, number]);
  expect(summed(year.months)).toEqual([year.total.received, year.total.closed]);
  expect(summed(year.rights)).toEqual([year.total.received, year.total.closed]);
  expect(year.total).toMatchObject({ closed: 12, cancelled: 1 });
});

test("a day counts as the clocks of the controller show it", async () => {
  const [sixth, seventh] = [await figures("2020-02-06", "2020-02-06"), await figures("2020-02-07", "2020-02-07")];
  // Not identified, at ten in the morning.
  expect(sixth.total).toMatchObject({ closed: 1, notIdentified: 1 });
  expect(seventh.total).toMatchObject({ closed: 2, onTime: 1, late: 1 });
});

test("a letter that is on its way and not yet late is neither", async () => {
  await made(owner, {
    received: "2020-09-01",
    due: "2999-10-01",
    state: "refused",
    closed: "2020-09-10T09:00:00Z",
    events: [mailed("refusal", "2020-09-10T09:01:00Z", "deferred")],
  });
  expect((await figures("2020-09-01", "2020-09-30")).total).toMatchObject({
    closed: 1,
    onTime: 0,
    late: 0,
    unsettled: 1,
  });
});

test("an empty period is full of noughts", async () => {
  const empty = await figures("2019-05-01", "2019-06-30");
  expect(empty.total).toMatchObject({ received: 0, closed: 0, median: null });
  expect(empty.months.map(({ month }) => month)).toEqual(["2019-05", "2019-06"]);
  expect(empty).toMatchObject({ failures: [], waited: 0, duties: { due: 0, done: 0, records: 0 } });
});

test("without a period it is the calendar year of today", async () => {
  const found = await reportFigures(as("legal"), askedPeriod({}));
  const year = found?.today.slice(0, 4);
  expect(found).toMatchObject({ from: `${year}-01-01`, to: `${year}-12-31` });
  expect(found?.months).toHaveLength(12);
});

test("is one query, in a transaction that says who looks", async () => {
  await figures("2020-01-01", "2020-12-31");
  const sent = vi.spyOn(pg.Client.prototype, "query");
  await figures("2020-01-01", "2020-12-31");
  const calls = sent.mock.calls.map((call): unknown => call[0]).filter((query) => query !== undefined);
  sent.mockRestore();
  const texts = calls.map((query) => (typeof query === "string" ? query : (query as { text: string }).text));
  expect(texts.map((text) => text.trim().split(/\s/)[0])).toEqual(["BEGIN", "SELECT", "WITH", "COMMIT"]);
});

test.each(["subject", "operator"] as const)("is nothing for %s", async (role) => {
  expect(await reportFigures(as(role), askedPeriod({}))).toBeNull();
});
