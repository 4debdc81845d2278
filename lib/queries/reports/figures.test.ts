/** The figures of a period against requests whose numbers were worked out by hand. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testDatabase, type TestDatabase } from "../../../demo/postgres/test-database";
import { staffWith } from "../staff.fixture";
import { closeDb } from "../../db";
import { reportFigures, type Figures } from "./figures";
import { made, mailed } from "./made-requests.fixture";
import { askedPeriod } from "./period";
import { madeQuarter, type Quarter } from "./quarter.fixture";

let database: TestDatabase;
let owner: pg.Client;
let late: Quarter;

const as = staffWith();

const figures = async (from: string, to: string): Promise<Figures> => {
  const found = await reportFigures(as("dpo"), askedPeriod({ from, to }));
  if (!found) throw new Error("no figures");
  return found;
};

beforeAll(async () => {
  database = await testDatabase("report_figures");
  process.env.DATABASE_URL = database.url("web");
  process.env.POLICY_FILE = "policy.yaml";
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  late = await madeQuarter(owner);
}, 60_000);

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
        id: expect.stringContaining("d1"),
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
  const summed = (rows: readonly { received: number; closed: number }[]) => [
    rows.reduce((sum, { received }) => sum + received, 0),
    rows.reduce((sum, { closed }) => sum + closed, 0),
  ];
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
