import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifySignature } from "../bundle/signature";
import { day } from "../gdpr/day";
import { verifierOf, verifierText } from "../log/note";
import type { SourceRecord } from "../sources/source";
import type { Exported, PackageInput } from "./input";
import { destroyPackage, makePackage } from "./make";
import { exporting, group, held, policy, record } from "./make.fixture";
import { decrypted, onDisk, unpack } from "./unzip.fixture";

let folder: string;
let counter = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rightful-packages-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const input = (fields: Partial<PackageInput> = {}): PackageInput => ({
  file: join(folder, `package-${counter++}`),
  reference: "R-0K3V9T2M7QX4B8NC",
  language: "en",
  policy,
  person: "Ana Lindqvist",
  receivedOn: day("2026-11-23"),
  madeAt: day("2026-11-25"),
  exported: [
    exporting("account", null),
    { ...exporting("invoice", "2026-03-05"), groups: [group("invoice", "2026-03-05"), group("invoice", null)] },
  ],
  async *read({ category }) {
    yield* held[category] ?? [];
  },
  searches: [
    { source: "shop", outcome: "searched" },
    { source: "zendesk", outcome: "by-hand" },
  ],
  redacted: [],
  withheld: [{ category: "support-ticket", count: 2, why: "They name other people." }],
  open: [{ source: "google-analytics", category: "analytics-google" }],
  locked: ["invoice"],
  paused: [],
  authority: { name: "Berliner Beauftragte", url: "https://www.datenschutz-berlin.de/" },
  ...fields,
});

async function made(fields: Partial<PackageInput> = {}) {
  const packed = await makePackage(input(fields));
  return { packed, entries: await unpack(packed.file, packed.key) };
}
const pageOf = async (fields: Partial<PackageInput> = {}, name = "index.html") =>
  (await made(fields)).entries.get(name) ?? "";
/** What a person reads: no markup, entities as the signs they stand for. */
const read = (html: string) =>
  html
    .replace(/<(style|script)>.*?<\/\1>/gs, "")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");

test("the package is a ZIP with pages, JSON, CSV and schema of each category, and a manifest that is true", async () => {
  const { packed, entries } = await made();
  expect([...entries.keys()]).toEqual([
    ...["account", "invoice"].flatMap((category) => [
      `data/${category}.json`,
      `data/${category}.csv`,
      `records/${category}-1.html`,
      `search/${category}-1.js`,
      `schema/${category}.json`,
    ]),
    "timeline.html",
    "search.html",
    "index.html",
    "manifest.json",
  ]);
  const plain = await decrypted(packed.file, packed.key);
  expect(packed).toMatchObject({ records: 3, bytes: plain.length });
  expect(packed.sha256).toBe(createHash("sha256").update(plain).digest("hex"));
  const manifest = JSON.parse(entries.get("manifest.json") ?? "");
  expect(manifest).toMatchObject({ format: "rightful-package-v2", reference: "R-0K3V9T2M7QX4B8NC", records: 3 });
  expect(manifest.entries).toHaveLength(entries.size - 1);
  for (const { name, sha256 } of manifest.entries)
    expect(
      createHash("sha256")
        .update(entries.get(name) ?? "")
        .digest("hex"),
    ).toBe(sha256);
  expect((await onDisk(packed.file)).includes("ana@mail.example")).toBe(false);
});

test("the manifest is signed by the keys that were given, as that of a copy and of no bundle", async () => {
  const { privateKey: key } = generateKeyPairSync("ed25519");
  const { entries } = await made({ signers: [{ name: "shop.example/rightful", key }] });
  const [manifest, note] = ["manifest.json", "manifest.sig"].map((name) => Buffer.from(entries.get(name) ?? ""));
  const trusted = [verifierOf(verifierText({ name: "shop.example/rightful", key }))!];
  const report = () => undefined;
  expect(verifySignature(manifest!, note, trusted, report, "package")).toBe("right");
  expect(verifySignature(manifest!, note, trusted, report)).toBe("wrong");
  expect(verifySignature(Buffer.concat([manifest!, Buffer.from(" ")]), note, trusted, report, "package")).toBe("wrong");
});

test("the JSON holds every record exactly", async () => {
  const { entries } = await made();
  expect(JSON.parse(entries.get("data/account.json") ?? "")).toEqual({
    $schema: "../schema/account.json",
    category: "account",
    label: "Customer account",
    locked: false,
    records: [{ source: "shop", part: "rows", key: "1", values: held.account?.[0]?.values }],
  });
  expect(JSON.parse(entries.get("data/invoice.json") ?? "")).toMatchObject({ locked: true });
});

test("the CSV has the columns of all records and runs nothing", async () => {
  const { entries } = await made();
  expect(entries.get("data/invoice.csv")).toBe(
    '\ufeff"source","part","key","number","amount","line","address"\r\n' +
      '"shop","rows","1","R-1","\'-5.00","\'=1+1",\r\n' +
      '"shop","rows","2","R-2",,,"{""city"":""Köln""}"\r\n',
  );
});

describe("the page", () => {
  test("says everything Art. 15(1) and (2) ask for, for this person", async () => {
    const text = read(await pageOf());
    for (const said of [
      "For Ana Lindqvist",
      "Yes: 3 records in 2 categories",
      "Accounts and tax (Art. 6(1)(c) GDPR; § 147 AO; § 257 HGB; § 14b UStG)",
      "8 years, counted from the end of the calendar year. What starts the time: the date on the receipt",
      "For your records: until 1 January 2035",
      "For some of your records the period has not begun to run",
      "What ends the storing: the closure of the account",
      "Rechenhaus Hosting GmbH",
      "Complain to a data protection authority, for example Berliner Beauftragte (https://www.datenschutz-berlin.de/)",
      "no decision about you that was made by a machine alone",
      "Locked: kept only for the purpose the law names",
      "They name other people.",
      "Klangwerk Audio GmbH, Schlesische Straße 12",
    ])
      expect(text).toContain(said);
  });

  test("says of every system what came of the search, and what is not held", async () => {
    const text = read(await pageOf());
    expect(text).toMatch(/searched: 3 records/);
    expect(text).toMatch(/Zendesk[^.]*is searched by a person/);
    const nothing = text.slice(text.indexOf("Nothing held"), text.indexOf("Not searched as records"));
    expect(nothing).toContain("Orders");
    expect(nothing).not.toContain("Google Analytics");
    expect(nothing).not.toContain("Support");
    expect(text).toContain("Held by this portal itself");
  });

  test("shows nothing of what is disclosed only after a review, not even that it is absent", async () => {
    const secret = Object.entries(policy.categories).filter(([, { disclose }]) => disclose === "after-review");
    expect(secret.length).toBeGreaterThan(0);
    const text = read(await pageOf());
    for (const [id, { label }] of secret) if (id !== "support-ticket") expect(text).not.toContain(label.en);
  });

  test("explains a decision by machine where there is one, and names countries outside the EEA with their safeguard", async () => {
    const exported = [exporting("credit-score", "2026-11-01"), exporting("support-ticket-contract", "2026-01-01")];
    const text = read(
      await pageOf({
        exported,
        read: async function* ({ category }) {
          yield record(category, { value: 97 });
        },
      }),
    );
    expect(text).toContain("Your data includes Credit score");
    expect(text).toContain("contest it (Art. 22(3))");
    expect(text).toContain("Zendesk, Inc. (United States): EU-US Data Privacy Framework");
  });

  test("speaks German, with provisions in the German way", async () => {
    const html = await pageOf({ language: "de" });
    expect(html).toContain('<html lang="de" dir="ltr">');
    const text = read(html);
    expect(text).toContain("Ja: 3 Datensätze in 2 Kategorien");
    expect(text).toContain("Art. 6 Abs. 1 Buchst. c DSGVO");
    expect(text).toContain("1. Januar 2035");
  });

  test("says so when nothing is held", async () => {
    const { packed, entries } = await made({ exported: [], withheld: [], open: [] });
    expect(packed.records).toBe(0);
    expect(read(entries.get("index.html") ?? "")).toContain("We found no records in the categories below");
  });
});

test("thousands of records: cut into pages, memory stays flat, no spool stays behind", async () => {
  const n = 30_000;
  async function* read({ category }: Exported): AsyncGenerator<SourceRecord> {
    for (let i = 0; i < n; i++)
      yield record(category, { path: `/page/${i}`, agent: "Mozilla/5.0 ".repeat(12), note: "x".repeat(60) }, String(i));
  }
  const before = process.memoryUsage().rss;
  const packed = await makePackage(input({ exported: [exporting("server-log", "2026-11-22T10:00:00Z")], read }));
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  const entries = await unpack(packed.file, packed.key);
  expect(packed.records).toBe(n);
  const pages = [...entries.keys()].filter((name) => name.startsWith("records/server-log-"));
  expect(pages.length).toBeGreaterThan(30);
  const shown = pages.flatMap((name) => [...entries.get(name)!.matchAll(/<tr id="r(\d+)">.*?\/page\/(\d+)</g)]);
  expect(shown.map(([, no, path]) => [Number(no), Number(path)])).toEqual(
    Array.from({ length: n }, (_, i) => [i + 1, i]),
  );
  for (const name of pages) {
    expect(entries.get(name)!.length).toBeLessThan(300 * 1024);
    expect(entries.get(name.replace("records/", "search/").replace("html", "js"))!.length).toBeLessThan(300 * 1024);
  }
  expect(JSON.parse(entries.get("data/server-log.json") ?? "").records).toHaveLength(n);
  expect(entries.get("data/server-log.csv")?.split("\r\n")).toHaveLength(n + 2);
  expect((await readdir(folder)).filter((name) => name.includes("spool") || name.includes("part"))).toEqual([]);
});

describe("a package that cannot be made", () => {
  const fails = async (fields: Partial<PackageInput>, why: string) => {
    const asked = input(fields);
    await expect(makePackage(asked)).rejects.toThrow(why);
    expect((await readdir(folder)).filter((name) => asked.file.endsWith(name) || name.includes("spool"))).toEqual([]);
  };
  test("leaves nothing behind when a source breaks in the middle", () =>
    fails(
      {
        async *read({ category }) {
          for (let i = 0; i < 20_000; i++) yield record(category, { text: "y".repeat(100) });
          throw new Error("the source broke");
        },
      },
      "the source broke",
    ));
  test("lets no record of another category slip in", () =>
    fails(
      {
        async *read() {
          yield record("fraud-file", { secret: true });
        },
      },
      "a source gave a record of fraud-file for",
    ));
  test("knows only categories of the policy", () =>
    fails({ exported: [exporting("../evil", null)] }, "names no category"));
});

test("a destroyed package is gone, and destroying it again is harmless", async () => {
  const { packed } = await made();
  await destroyPackage(packed.file);
  await destroyPackage(packed.file);
  await expect(onDisk(packed.file)).rejects.toThrow("ENOENT");
});
