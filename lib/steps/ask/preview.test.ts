/** Art. 15(1): what is held, asked live: all at once, or each source as it answers. The slow system is a shop with a locked table. */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import type { ErasureChoice, Group } from "../../gdpr/plan-value";
import { holdings } from "../../queries/my/holdings";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { databaseOf, statementsOf } from "../statements.fixture";
import { silentTo } from "../../queries/my/silent";
import { search } from "../plan/search";
import { consents } from "./consents";
import { askingPages } from "./asking-pages.fixture";
import { correctableKinds, correctableRecords, correctionOf } from "./correctable";
import { decisionOf, machineDecisions } from "./machine-decisions";
import { joinedParts, joinedWithin, preview, previewInParts, type Preview } from "./preview";
import { personOf, type Unheard } from "./told";

let portal: Portal;
let ana: Actor;

beforeAll(async () => {
  portal = await startPortal("preview");
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
}, 120_000);
afterAll(() => portal.close());

const inOrder = ({ drafts, unreachable }: Preview) => ({
  drafts: drafts
    .map(({ source, category, action, norm, until, count }) => [source, category, action, norm, until, count].join())
    .toSorted(),
  unreachable,
});

test("source by source says what the whole says", async () => {
  const whole = await preview(ana, "access", null);
  expect(whole.drafts.length).toBeGreaterThan(10);
  expect(inOrder(await joinedParts(await previewInParts(ana)))).toEqual(inOrder(whole));
});

const everything: ErasureChoice = { scope: "everything", categories: [], keepLicences: null, doNotContact: false };

test.each([
  ["what is held", async () => joinedParts(await previewInParts(ana))],
  ["what a deletion would do", () => preview(ana, "erasure", everything)],
])("%s takes three statements of the shop, however many tables it has, and one of the portal’s own", async (_, ask) => {
  await ask();
  const { value, sent } = await statementsOf(ask);
  expect(value.drafts.length).toBeGreaterThan(10);
  const { shop: mapped } = policy().sources;
  const tables = mapped && "tables" in mapped ? Object.keys(mapped.tables) : [];
  expect(tables.length).toBeGreaterThan(20);
  const [shop, own] = [portal.shopUrl, portal.ownerUrl].map(databaseOf) as [string, string];
  expect([...sent.keys()].toSorted()).toEqual([shop, own].toSorted());
  // Who the person is, the names on their addresses, and all groups.
  expect(sent.get(shop)).toHaveLength(3);
  // The clock, what holds and pauses there are, and the tax years.
  expect(sent.get(own)).toHaveLength(1);
});

test.each([
  [
    "what can be set right",
    () => correctableKinds(ana),
    ({ kinds }: Awaited<ReturnType<typeof correctableKinds>>) => kinds,
  ],
  ["what was agreed to", () => consents(ana), ({ consents: all }: Awaited<ReturnType<typeof consents>>) => all],
] as [string, () => Promise<Unheard>, (found: never) => unknown[]][])(
  "%s: no more of the shop than that",
  async (_, ask, shown) => {
    await ask();
    const { value, sent } = await statementsOf(ask);
    expect(shown(value as never).length).toBeGreaterThan(2);
    expect([value.unreachable, value.inPart]).toEqual([[], []]);
    expect(sent.get(databaseOf(portal.shopUrl))).toHaveLength(3);
    // The clock; of the registry, what was stopped and what rests.
    expect((sent.get(databaseOf(portal.ownerUrl)) ?? []).length).toBeLessThanOrEqual(3);
  },
);

test("decisions of a machine, and the records of a kind, are read whole with no more of the shop than that", async () => {
  for (const [page, statements] of [
    ["my/decision", 2],
    ["my/correct/[category]", 3],
  ] as const) {
    const ask = () => (askingPages[page] as (typeof askingPages)[string]).ask(ana);
    await ask();
    const { value, sent } = await statementsOf(ask);
    expect(value.shown.length).toBeGreaterThan(0);
    // Who the person is, the names on their addresses where these decide whose a record is, and all records.
    expect(sent.get(databaseOf(portal.shopUrl))).toHaveLength(statements);
    expect(sent.get(databaseOf(portal.ownerUrl))).toBeUndefined();
  }
});

test("a page of records names the table that does not answer, and never says that a record is gone", async () => {
  const { decisions } = await machineDecisions(ana);
  const code = decisions.find(({ looked }) => !looked)?.code ?? "";
  const record = (await correctableRecords(ana, "invoice"))?.records[0]?.code ?? "";
  const change = { category: "invoice", code: record, values: {}, statement: "The name is wrong." };
  const account = await correctableRecords(ana, "account");
  for (const table of ["credit_decisions", "invoices"])
    await portal.shop.query(`ALTER TABLE ${table} RENAME TO ${table}_moved`);
  try {
    const found = await machineDecisions(ana);
    expect(found).toMatchObject({ decisions: [], unreachable: [] });
    expect(silentTo(ana, found)).toEqual(["Shop database (Decision about ways to pay)"]);
    expect(await decisionOf(ana, code)).toBe("unanswered");
    const invoices = await correctableRecords(ana, "invoice");
    expect(invoices?.inPart.flatMap(({ categories }) => categories)).toEqual(["invoice"]);
    expect(await correctionOf(ana, change)).toBe("unanswered");
    // What the page does not read is not missing on it.
    expect(await correctableRecords(ana, "account")).toEqual(account);
    expect(account?.records.length).toBeGreaterThan(0);
  } finally {
    for (const table of ["credit_decisions", "invoices"])
      await portal.shop.query(`ALTER TABLE ${table}_moved RENAME TO ${table}`);
  }
  expect((await machineDecisions(ana)).decisions).toEqual(decisions);
  expect(await decisionOf(ana, "f".repeat(32))).toBeNull();
  expect(await correctionOf(ana, { ...change, code: "f".repeat(32) })).toBeNull();
});

test("pages that show a part of it tell the rest, and name what a table did not say", async () => {
  const asked = async () => ({
    kinds: (await correctableKinds(ana)).kinds,
    given: (await consents(ana)).consents,
    decisions: (await machineDecisions(ana)).decisions,
  });
  const before = await asked();
  await portal.shop.query("ALTER TABLE invoices RENAME TO invoices_moved");
  try {
    for (const { unreachable, inPart } of [await correctableKinds(ana), await consents(ana)]) {
      expect(unreachable).toEqual([]);
      expect(silentTo(ana, { unreachable, inPart })).toEqual([expect.stringMatching(/^Shop.* \(.*Invoices.*\)$/)]);
    }
    const found = await asked();
    expect(found.given).toEqual(before.given);
    expect(found.decisions).toEqual(before.decisions);
    const refused = (await correctableKinds(ana)).inPart.flatMap(({ categories }) => categories);
    expect(found.kinds).toEqual(before.kinds.filter(({ category }) => !refused.includes(category)));
    expect(found.kinds.length).toBeGreaterThan(2);
  } finally {
    await portal.shop.query("ALTER TABLE invoices_moved RENAME TO invoices");
  }
});

test("a table of the shop that does not answer is named with its kinds, and the others are told", async () => {
  const before = inOrder(await preview(ana, "access", null)).drafts;
  await portal.shop.query("ALTER TABLE invoices RENAME TO invoices_moved");
  try {
    for (const found of [await preview(ana, "access", null), await joinedParts(await previewInParts(ana))]) {
      expect(found.unreachable).toEqual([]);
      expect(found.inPart.map(({ source }) => source)).toEqual(["shop"]);
      expect(found.inPart[0]?.categories).toContain("invoice");
      const gone = found.inPart[0]?.categories ?? [];
      const rest = before.filter((line) => !gone.some((category) => line.startsWith(`shop,${category},`)));
      expect(inOrder(found).drafts).toEqual(rest);
      expect(rest.length).toBeGreaterThan(10);
      const { silent, held, unheard, nothing } = holdings(ana, found);
      expect(silent).toEqual([expect.stringMatching(/^Shop.* \(.*\)$/)]);
      expect(unheard).toContain("invoice");
      expect(nothing).toEqual([]);
      expect(held.map(({ category }) => category)).toContain("account");
    }
  } finally {
    await portal.shop.query("ALTER TABLE invoices_moved RENAME TO invoices");
  }
});

test("to whom records went is told where everything answered, and as a possibility where something did not", async () => {
  const of = async () => {
    const { held } = holdings(ana, await joinedParts(await previewInParts(ana)));
    const kind = held.find(({ category }) => category === "invoice");
    return kind?.recipients.map(({ name, received }) => [name, received]) ?? [];
  };
  const before = await of();
  expect(before).toContainEqual(["PayPal (Europe) S.à r.l. et Cie, S.C.A.", "named"]);
  expect(before.map(([, received]) => received)).not.toContain("at-most-named");
  // Whose the payments are can be read, and nothing else of them.
  const { rows } = await portal.shop.query<{ columns: string }>(
    "SELECT string_agg(quote_ident(column_name), ', ') AS columns FROM information_schema.columns WHERE table_name = 'payments' AND column_name <> 'booked_on'",
  );
  await portal.shop.query(
    `REVOKE SELECT ON payments FROM rightful_source; GRANT SELECT (${rows[0]?.columns}) ON payments TO rightful_source`,
  );
  try {
    const open = await of();
    expect(open.length).toBeGreaterThan(before.length);
    expect(open).toContainEqual(["PayPal (Europe) S.à r.l. et Cie, S.C.A.", "at-most-named"]);
  } finally {
    await portal.shop.query("GRANT SELECT ON payments TO rightful_source");
  }
});

test("what a plan is made of does not say to whom records went", async () => {
  const named = (groups: readonly Group[]) => groups.filter((group) => "passedTo" in group);
  const { drafts } = await preview(ana, "erasure", everything);
  expect(named(drafts.flatMap(({ groups }) => groups)).length).toBeGreaterThan(0);
  const { groups } = await search(personOf(ana), new Date("2026-11-23T12:00:00Z"));
  expect(groups.length).toBeGreaterThan(10);
  expect(named(groups)).toEqual([]);
});

test("a system that is slow is waited for no longer than was said, and is there in the end", async () => {
  const slow = new pg.Client(portal.shopUrl);
  await slow.connect();
  await slow.query("BEGIN");
  await slow.query("LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE");
  try {
    const parts = await previewInParts(ana);
    expect(await joinedWithin(200, parts)).toBeNull();
    await slow.query("ROLLBACK");
    expect(inOrder(await joinedParts(parts))).toEqual(inOrder(await preview(ana, "access", null)));
  } finally {
    await slow.end();
  }
});

test("a system that is away is named, and the others answer", async () => {
  const { rows } = await portal.shop.query<{ name: string }>("SELECT quote_ident(current_database()) AS name");
  const shop = rows[0]?.name as string;
  await portal.shop.query(`REVOKE CONNECT ON DATABASE ${shop} FROM PUBLIC`);
  await portal.shop.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'rightful_source' AND datname = current_database()",
  );
  try {
    const parts = await previewInParts(ana);
    const found = await joinedParts(parts);
    expect(found.unreachable).toEqual(["shop"]);
    expect(found.drafts.map(({ source }) => source)).not.toContain("shop");
    for (const { ask } of Object.values(askingPages)) expect((await ask(ana)).unreachable).toEqual(["shop"]);
  } finally {
    await portal.shop.query(`GRANT CONNECT ON DATABASE ${shop} TO PUBLIC`);
  }
});
