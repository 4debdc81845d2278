/** Art. 15(1)(c): whoever really received something is named, from our own records, and nothing that waits for a review. */
import { expect, test } from "vitest";
import { CategoryRecords } from "./category-records";
import { longDay, speaker } from "../letters/words";
import { day } from "../gdpr/day";
import type { SourceRecord } from "../sources/source";
import type { PackageInput } from "./input";
import { emptyInput as input, exporting, group, policy } from "./make.fixture";
import { sentTo } from "./sent";

const byHand = (...sources: string[]) => sources.map((source) => ({ source, outcome: "by-hand" as const }));
const say = speaker("en");

type Rows = { category: string; part: string; source?: string; values: Record<string, unknown>[] };

/** The records of a category as they are read for a package: spooled and counted, from the rows given. */
async function read(about: PackageInput, ...rows: Rows[]): Promise<CategoryRecords[]> {
  const ids = [...new Set(rows.map(({ category }) => category))];
  return Promise.all(
    ids.map(async (id) => {
      const own = rows.filter(({ category }) => category === id);
      const decisions = own.map(({ source = "shop" }) => ({ ...exporting(id, null), source }));
      const file = `${process.env.TMPDIR ?? "/tmp"}/rightful-sent-${process.pid}-${Math.random()}`;
      const readRows = async function* ({ source }: { source: string }): AsyncGenerator<SourceRecord> {
        for (const { part, values, source: from = "shop" } of own)
          if (from === source)
            for (const [at, one] of values.entries()) yield { category: id, part, key: String(at), values: one };
      };
      const category = new CategoryRecords(id, decisions.slice(0, 1), { ...about, file, read: readRows });
      for await (const _ of category.json());
      await category.remove();
      return category;
    }),
  );
}

const names = (sent: { recipient: string }[]) => sent.map(({ recipient }) => recipient);
const of = (sent: ReturnType<typeof sentTo>, recipient: string) =>
  sent.find((one) => one.recipient.startsWith(recipient))?.lines;

test("each recipient by name, with category, purpose, our own records and since when", async () => {
  const values = [{ criteo_id: "c", meta_id: null, first_contact_on: "2025-03-01" }];
  const about = input({ searches: byHand("criteo") });
  const found = await read(about, { category: "retargeting", part: "marketing_profiles/retargeting", values });
  const since = longDay("en", day("2025-03-01"));
  expect(sentTo(about, found, say)).toEqual([
    {
      recipient: "Criteo SA",
      does: "shows our ads on other websites",
      lines: [
        `Advertising profile, for: Showing you ads on other websites. 1 record of ours stands behind it, since ${since}.`,
      ],
      own: true,
    },
  ]);
  expect(sentTo({ ...about, language: "de" }, found, speaker("de"))[0]?.lines[0]).toContain(
    "Dahinter steht 1 Datensatz von uns seit dem 1. März 2025.",
  );
});

test("of payments, parcels and credit checks only those are named who stand in a row, and with their rows only", async () => {
  const about = input({});
  const found = await read(
    about,
    { category: "invoice", part: "invoices/invoice", values: [{ number: "R-1" }, { number: "R-2" }] },
    {
      category: "invoice",
      part: "payments/invoice",
      values: [
        { provider: "paypal", booked_on: "2024-02-01" },
        { provider: "paypal", booked_on: "2023-02-01" },
        { provider: "bank", booked_on: "2022-02-01" },
        { provider: "constructor", booked_on: "2021-02-01" },
      ],
    },
    { category: "delivery-note", part: "shipments/delivery-note", values: [{ carrier: "Velo" }] },
    {
      category: "credit-score",
      part: "credit_checks/credit-score",
      values: [{ agency: "Bonitas Auskunftei GmbH", asked_at: "2026-01-31 23:30:00+00" }],
    },
  );
  const sent = sentTo(about, found, say);
  expect(names(sent)).toEqual(["PayPal (Europe) S.à r.l. et Cie, S.C.A.", "Spreebank AG", "Bonitas Auskunftei GmbH"]);
  expect(of(sent, "PayPal")).toEqual([expect.stringMatching(/2 records.*since 1 February 2023/)]);
  expect(of(sent, "Spreebank")).toEqual([expect.stringMatching(/1 record .*since 1 February 2022/)]);
  // An instant counts on the day that it was here.
  expect(of(sent, "Bonitas")).toEqual([expect.stringContaining("since 1 February 2026")]);
  expect(sent.map(({ own }) => own)).toEqual([true, true, true]);
});

test("where no row says to whom, all records of the category went to each of its recipients", async () => {
  const exported = [{ ...exporting("order", null), groups: [{ ...group("order", null), since: "2020-05-04" }] }];
  const about = input({ exported });
  const found = await read(about, { category: "order", part: "orders/order", values: [{ id: 1 }, { id: 2 }] });
  expect(sentTo(about, found, say)).toMatchObject([
    { recipient: "Rechenhaus Hosting GmbH", own: false, lines: [expect.stringContaining("2 records of ours")] },
  ]);
});

test("what lies only in the recipient's own system is told of as that", async () => {
  const about = input({});
  const rows = { category: "newsletter", part: "member", source: "mailchimp", values: [{ id: "m" }] };
  const sent = sentTo(about, await read(about, rows), say);
  expect(names(sent)).toEqual(["The Rocket Science Group LLC (Mailchimp)"]);
  expect(sent[0]?.lines[0]).toContain("1 record lies there and is in this copy.");
});

test("an authority that asks in an inquiry is no recipient; one that gets reports is", async () => {
  const about = input({});
  const found = await read(
    about,
    { category: "authority-disclosure", part: "authority_disclosures/authority-disclosure", values: [{ id: 1 }] },
    { category: "oss-record", part: "oss_records/oss-record", values: [{ id: 1 }] },
  );
  expect(names(sentTo(about, found, say))).toEqual(["Bundeszentralamt für Steuern"]);
});

test("the fraud partner is named once a reviewer released the case that went there, and not before", async () => {
  const about = input({});
  const signals = { category: "fraud-file", part: "fraud_signals/fraud-file", values: [{ id: 1 }] };
  expect(sentTo(about, await read(about, signals), say)).toEqual([]);
  const partner = "Kartenschutz Verbund GmbH";
  const cases = { category: "fraud-file", part: "fraud_cases/fraud-file", values: [{ partner }, { partner: null }] };
  expect(of(sentTo(about, await read(about, signals, cases), say), partner)).toEqual([
    expect.stringContaining("1 record of ours"),
  ]);
});

test("where our own table of it is empty, nothing was passed on", () => {
  expect(sentTo(input({ searches: byHand("criteo") }), [], say)).toEqual([]);
  const searched = [{ source: "mapp", outcome: "searched" as const }];
  expect(sentTo(input({ searches: searched }), [], say)).toEqual([]);
});

/** The policy of a company whose own database holds nothing of it. */
function direct(): typeof policy {
  const copy = structuredClone(policy);
  if (copy.sources.shop?.kind === "postgres") copy.sources.shop.tables = {};
  return copy;
}

test("what goes there directly is named all the same, where somebody looks", () => {
  expect(sentTo(input({ policy: direct(), searches: byHand("mapp") }), [], say)).toEqual([
    {
      recipient: "Mapp Digital Germany GmbH (Webtrekk)",
      does: "website statistics",
      lines: [
        "Webtrekk, for: Understanding how the website is used. It goes there directly; we keep no record of our own.",
      ],
      own: false,
    },
  ]);
  const notAsked = [{ source: "mapp", outcome: "not-asked" as const }];
  expect(sentTo(input({ policy: direct(), searches: notAsked }), [], say)).toEqual([]);
});

test("what is told of only after a review is not told of here", () => {
  const veiled = direct();
  const mapp = veiled.categories["analytics-webtrekk"];
  if (!mapp) throw new Error("no such category");
  mapp.disclose = "after-review";
  expect(sentTo(input({ policy: veiled, searches: byHand("mapp") }), [], say)).toEqual([]);
});
