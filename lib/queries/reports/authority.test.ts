/** What authorities ask, against requests whose answers were worked out by hand. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testDatabase, type TestDatabase } from "../../../demo/postgres/test-database";
import { staffWith } from "../staff.fixture";
import { closeDb } from "../../db";
import { messagesFor } from "../../../i18n/messages";
import { authorityAnswers, type Authority } from "./authority";
import { made, mailed } from "./made-requests.fixture";
import { askedPeriod } from "./period";
import type { Question } from "./question";

let database: TestDatabase;
let owner: pg.Client;
let answers: Authority;
const asked = askedPeriod({ from: "2020-01-01", to: "2020-06-30" });

const as = staffWith();

beforeAll(async () => {
  database = await testDatabase("report_authority");
  process.env.DATABASE_URL = database.url("web");
  process.env.POLICY_FILE = "policy.yaml";
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  // Access by letter through an agent, after a query, with a fee; fetched. 20 days.
  const copy = await made(owner, {
    received: "2020-01-06",
    state: "delivered",
    closed: "2020-01-26T09:00:00Z",
    channel: "letter",
    requester: "agent",
    events: [
      ["notified", "2020-01-07T09:00:00Z", { kind: "identity-query" }],
      ["notified", "2020-01-08T09:00:00Z", { kind: "identity-query" }],
      ["fee-announced", "2020-01-09T09:00:00Z", { cents: 1450 }],
      ["fee-accepted", "2020-01-10T09:00:00Z", {}],
      ["identified", "2020-01-10T10:00:00Z", { door: "reviewer", authAgeSeconds: null }],
      ["waits", "2020-01-11T10:00:00Z", { for: "source" }],
      ["package-made", "2020-01-25T10:00:00Z", { sha256: "", bytes: 1, records: 1 }],
      mailed("access", "2020-01-26T08:59:00Z"),
      ["downloaded", "2020-01-27T10:00:00Z", { count: 1 }],
      ["downloaded", "2020-01-28T10:00:00Z", { count: 2 }],
    ],
  });
  await decisions(copy, [
    ["export", "15(3)", null, 10],
    ["keep", "15(4)", null, 2],
    ["keep", "15(4)", null, 1],
  ]);
  await owner.query(
    `INSERT INTO "search" ("request", "plan_no", "source", "outcome", "count")
     VALUES ($1, 1, 'shop', 'searched', 12), ($1, 1, 'helpdesk', 'searched', 0), ($1, 1, 'bank', 'by-hand', NULL)`,
    [copy],
  );
  // Access, refused, and one not identified.
  await made(owner, {
    received: "2020-02-03",
    state: "refused",
    closed: "2020-02-13T09:00:00Z",
    events: [
      ["identified", "2020-02-03T10:00:00Z", { door: "oidc", authAgeSeconds: 1 }],
      ["refused", "2020-02-13T09:00:00Z", { ground: "12(5)" }],
      mailed("refusal", "2020-02-13T09:01:00Z"),
    ],
  });
  await made(owner, { received: "2020-02-03", state: "not-identified", closed: "2020-02-09T09:00:00Z" });
  // Erasure, extended; part stayed by two exceptions. 63 days.
  const erased = await made(owner, {
    right: "erasure",
    received: "2020-03-02",
    extended: "2020-06-02",
    state: "delivered",
    closed: "2020-05-04T09:00:00Z",
    events: [
      ["identified", "2020-03-02T10:00:00Z", { door: "link", authAgeSeconds: null }],
      ["opinion", "2020-03-03T10:00:00Z", { opinion: "agrees" }, "dpo"],
      ["extended", "2020-03-20T10:00:00Z", { dueOn: "2020-06-02", reason: "complexity" }],
      ["second-approved", "2020-05-02T10:00:00Z", { plan: "" }],
      ["looked-again", "2020-05-03T10:00:00Z", { left: 2, kept: 7, arrivedLater: 0 }],
      mailed("erasure", "2020-05-04T08:00:00Z"),
    ],
  });
  await decisions(erased, [
    ["erase", "17(1)(a)", null, 40],
    ["unlink", "17(1)(a)", null, 3],
    ["restrict", "17(3)(b)", "§ 147 AO", 5],
    ["keep", "17(3)(e)", "legal hold", 2],
    ["keep", null, "not-asked", 99],
  ]);
  await owner.query(
    `INSERT INTO "recipient_notice" ("id", "request", "recipient", "change", "way", "state", "because", "due_on", "sent_at", "confirmed_at")
     VALUES ('N-0000000000000001', $1, 'dhl', 'erased', 'email', 'confirmed', NULL, '2020-05-10', '2020-05-05', '2020-05-06'),
            ('N-0000000000000002', $1, 'bank', 'erased', 'post', 'not-told', 'disproportionate', '2020-05-10', NULL, NULL),
            ('N-0000000000000003', $1, 'adyen', 'erased', 'email', 'sent', NULL, '2020-05-10', '2020-05-05', NULL)`,
    [erased],
  );
  // Another right, and another time: neither is asked about.
  await made(owner, {
    right: "portability",
    received: "2020-02-03",
    state: "delivered",
    closed: "2020-02-09T09:00:00Z",
  });
  await made(owner, { received: "2021-02-03", state: "delivered", closed: "2021-02-09T09:00:00Z" });
  const found = await authorityAnswers(as("legal"), asked);
  if (!found) throw new Error("no answers");
  answers = found;
}, 60_000);

type Planned = [action: string, ground: string | null, norm: string | null, count: number];

/** Plan 1 of a request: the one that was carried out. */
async function decisions(request: string, planned: Planned[]): Promise<void> {
  const [{ id } = { id: "" }] = (
    await owner.query<{ id: string }>(
      `INSERT INTO "drawer" ("request", "kind", "commit", "sealed") VALUES ($1, 'plan', '', '') RETURNING "id"`,
      [request],
    )
  ).rows;
  for (const no of [0, 1])
    await owner.query(
      `INSERT INTO "plan" ("request", "no", "hash", "policy", "drawer_id") VALUES ($1, $2, '', 'test', $3)`,
      [request, no, id],
    );
  // What an earlier plan said is no longer true.
  const all = [...planned.map((one) => [1, ...one] as const), [0, "erase", "17(1)(a)", null, 1000] as const];
  for (const [idx, [no, action, ground, norm, count]] of all.entries())
    await owner.query(
      `INSERT INTO "decision" ("request", "plan_no", "idx", "source", "category", "action", "ground", "norm", "count", "groups")
       VALUES ($1, $2, $3, 'shop', 'order', $4, $5, $6, $7, '[]')`,
      [request, no, idx, action, ground, norm, count],
    );
  await owner.query(`UPDATE "request" SET "plan_no" = 1 WHERE "id" = $1`, [request]);
}

afterAll(async () => {
  await owner.end();
  await closeDb();
  await database.drop();
});

/** The lines of a question as they are named, with their numbers. */
function lines(questions: readonly Question[], key: string): Record<string, unknown> {
  const facts = questions.find((one) => one.key === key)?.facts ?? [];
  return Object.fromEntries(
    facts.map((fact) => {
      const name =
        "norm" in fact.label ? fact.label.norm : fact.label.message.replace(/^(desk\.authority\.lines|law)\./, "");
      if ("period" in fact) return [name, fact.period];
      return [name, fact.records === undefined ? fact.value : [fact.value, fact.records]];
    }),
  );
}

describe("access", () => {
  test.each<[string, Record<string, unknown>]>([
    ["numbers", { received: 3, "channels.letter": 1, "channels.portal": 2, "requesters.agent": 1 }],
    ["times", { "in-month": 3, "in-extension": 0, late: 0, unsettled: 0, cancelled: 0, median: 10 }],
    ["extensions", { extended: 0 }],
    ["identity", { "doors.oidc": 1, "doors.reviewer": 1, queried: 1, "not-identified": 1 }],
    ["refusals", { refused: 1, "grounds.12(5)": 1 }],
    ["fees", { fee: 1, agreed: 1, declined: 0 }],
    ["copies", { copied: 1, fetched: 1, withheld: [1, 3], "release-days": 30 }],
  ])("%s", (key, expected) => expect(lines(answers.access, key)).toEqual(expected));

  test("how it was searched", () => {
    expect(lines(answers.access, "searches")).toMatchObject({ searched: 2, "searched-by-hand": 1, waited: 1 });
  });
});

describe("erasure", () => {
  test.each<[string, Record<string, unknown>]>([
    ["numbers", { received: 1, "channels.portal": 1 }],
    ["times", { "in-month": 0, "in-extension": 1, late: 0, unsettled: 0, cancelled: 0, median: 63 }],
    ["extensions", { extended: 1, "extensions.complexity": 1 }],
    [
      "outcomes",
      { "actions.erase": [1, 40], "actions.unlink": [1, 3], "actions.restrict": [1, 5], "actions.keep": [1, 101] },
    ],
    [
      "exceptions",
      { "grounds.17(3)(b)": [1, 5], "grounds.17(3)(e)": [1, 2], "§ 147 AO": [1, 5], "legal hold": [1, 2] },
    ],
    ["recipients", { confirmed: 1, told: 1, "to-send": 0, "not-told-impossible": 0, "not-told-disproportionate": 1 }],
    ["proof", { looked: 1, remained: 2 }],
    ["backups", { "backup-cycle": "P90D" }],
  ])("%s", (key, expected) => expect(lines(answers.erasure, key)).toEqual(expected));
});

test("what only people know is put to them and has no number", () => {
  for (const question of [...answers.access, ...answers.erasure])
    expect(question.from === "people", question.key).toBe(question.facts.length === 0);
});

test.each(["en", "de"] as const)("every question and every line has its words in %s", (locale) => {
  const messages = messagesFor(locale);
  const at = (path: string) =>
    path.split(".").reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], messages);
  const paths = [...answers.access, ...answers.erasure].flatMap(({ key, facts }) => [
    `desk.authority.questions.${key}`,
    `desk.authority.why.${key}`,
    ...facts.flatMap(({ label }) => ("message" in label ? [label.message] : [])),
  ]);
  expect(paths.filter((path) => typeof at(path) !== "string")).toEqual([]);
});

test("is one query, in a transaction that says who looks", async () => {
  const sent = vi.spyOn(pg.Client.prototype, "query");
  await authorityAnswers(as("legal"), asked);
  const calls = sent.mock.calls.map((call): unknown => call[0]).filter((query) => query !== undefined);
  sent.mockRestore();
  const texts = calls.map((query) => (typeof query === "string" ? query : (query as { text: string }).text));
  expect(texts.map((text) => text.trim().split(/\s/)[0])).toEqual(["BEGIN", "SELECT", "WITH", "COMMIT"]);
});

test.each(["subject", "operator"] as const)("is nothing for %s", async (role) => {
  expect(await authorityAnswers(as(role), asked)).toBeNull();
});
