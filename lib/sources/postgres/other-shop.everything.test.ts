/**
 * Art. 17, looked at from outside the mapping: after an erasure no text, JSON or address of any table holds an identifier
 * of the person, but for rows that were reported as staying; and no byte of anybody else's row has moved.
 */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { draftPlan, type PlanInput } from "../../gdpr/plan";
import type { Item, Person, Writing } from "../source";
import { openOtherShop, otherCutoffs, tableOf, type OtherShop } from "./other-shop.fixture";
import { collected } from "./shop.fixture";

let shop: OtherShop;
beforeAll(async () => {
  shop = await openOtherShop();
});
afterAll(() => shop.close());

/** What somebody holds in the shop, as numbers of rows and choices; everything else follows from who they are. */
const holding = fc.record({
  club: fc.boolean(),
  phone: fc.boolean(),
  addresses: fc.nat(2),
  orders: fc.array(
    fc.record({ guest: fc.boolean(), address: fc.nat(2), lines: fc.nat(2), parcel: fc.boolean(), scans: fc.nat(2) }),
    { maxLength: 3 },
  ),
  messages: fc.array(fc.constantFrom("question", "complaint", null), { maxLength: 3 }),
  reviews: fc.nat(2),
  letter: fc.boolean(),
  invoices: fc.nat(2),
  visits: fc.nat(3),
});
type Holding = typeof holding extends fc.Arbitrary<infer Value> ? Value : never;

const email = (n: number) => `person${n}@tee.example`;
const name = (n: number) => `Given${n} Family${n}`;
const phone = (n: number) => `+49 89 ${n}${n}${n}`;
const ip = (n: number) => `203.0.113.${100 + n}`;
const identifiers = (n: number) => [email(n), `Given${n}`, phone(n), `M-${n}-`, ip(n), `2001:db8:${n}:2::3`, `C${n}-`];

/** Fills every table for the person `n`; keys are theirs alone. */
async function fill(n: number, held: Holding): Promise<void> {
  const run = (text: string, ...values: unknown[]) => shop.owner.query(text, values);
  const profile = { ...(held.phone ? { telefon: phone(n) } : {}), club: held.club ? { "member id": `M-${n}-` } : {} };
  await run(
    `INSERT INTO crm."Kunde" ("E-Mail", "Voller Name", "PLZ", profil, "Angelegt") VALUES ($1, $2, '80331', $3, '2019-01-01')`,
    email(n), name(n), profile,
  ); // prettier-ignore
  for (let at = 0; at < held.addresses; at++)
    await run(`INSERT INTO crm."Anschrift" (nr, kunde, "Straße & Nr.") VALUES ($1, $2, $3)`, n * 100 + at, email(n), `Given${n} road ${at}`); // prettier-ignore
  for (const [at, order] of held.orders.entries()) {
    const key = [2020 + n, at];
    const address = order.address < held.addresses ? n * 100 + order.address : null;
    const [own, guest] = order.guest ? [null, email(n)] : [email(n), null];
    await run(`INSERT INTO sales."Bestellung" (jahr, nr, kunde, gast, "Gast Name", anschrift, am) VALUES ($1, $2, $3, $4, $5, $6, '2026-01-01')`, ...key, own, guest, guest && name(n), address); // prettier-ignore
    for (let line = 0; line < order.lines; line++)
      await run(`INSERT INTO sales."Posten" VALUES ($1, $2, $3, 'Assam')`, ...key, line);
    if (!order.parcel) continue;
    await run(`INSERT INTO sales."Paket ""klein""" VALUES ($1, $2, $3, '2026-01-02')`, `C${n}-${at}`, ...key);
    for (let scan = 0; scan < order.scans; scan++)
      await run(`INSERT INTO sales.scan VALUES ($1, $2, 'Hof')`, `C${n}-${at}`, `2026-01-0${3 + scan}Z`);
  }
  for (const [at, kind] of held.messages.entries())
    await run(`INSERT INTO crm."Nach/richten" VALUES ($1, $2)`, uuid(n, at), {
      contact: { mail: ` ${email(n).toUpperCase()}`, name: `Family${n}, Given${n}` },
      kind,
      sent: "2026-10-01",
      text: `Call ${phone(n)}`,
    });
  for (let at = 0; at < held.reviews; at++)
    await run(`INSERT INTO crm."Bewertung" VALUES ($1, $2)`, n * 100 + at, { by: email(n), stars: 3, text: "Good" });
  if (held.letter) await run(`INSERT INTO crm."Rundbrief" VALUES ($1, 'an')`, email(n));
  for (let at = 0; at < held.invoices; at++)
    await run(`INSERT INTO sales."Rechnung" VALUES ($1, $2, $3, $4, '2026-01-01')`, `R-${n}-${at}`, email(n), name(n), phone(n)); // prettier-ignore
  for (let at = 0; at < held.visits; at++)
    await run(`INSERT INTO "Web Logs"."Zugriff" VALUES ($1, $2, $3, $4)`, n * 100 + at, at % 2 ? "2025-12-30Z" : "2026-01-02Z", at % 2 ? ip(n) : `2001:db8:${n}:2::3`, { user: email(n), agent: "Firefox", via: ip(n) }); // prettier-ignore
}

const uuid = (n: number, at: number) => `00000000-0000-4000-8000-0000000${n}000${at}`;

type Row = { table: string; key: string; text: string };

/** Every row of every table of the mapping as text, without what pauses and locks mark. */
async function everyRow(): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for (const [id, { key }] of Object.entries(shop.mapping.tables)) {
    if (id.includes("#") || id === "sperre") continue;
    const columns = key.map((column) => `"${column}"::text`);
    const text = columns.length === 1 ? columns[0] : `jsonb_build_array(${columns.join(", ")})::text`;
    const { rows: found } = await shop.owner.query(
      `SELECT ${text} AS key, t::text AS text FROM ${tableOf(shop.mapping, id)} t`,
    );
    for (const row of found) rows.set(`${id} ${row.key}`, { table: id, ...row });
  }
  return rows;
}

const physical = ({ part, key }: Item) => `${part.split("/")[0]?.split("#")[0]} ${key}`;

/** Carries out what the law says about each group, as a run does, and gives the rows that were reported as staying. */
async function erase(person: Person): Promise<{ listed: Set<string>; staying: Set<string> }> {
  const { groups } = await shop.source.locate(person, otherCutoffs);
  const plan = draftPlan({ right: "erasure", groups, ...situation });
  const listed = new Set<string>();
  const staying = new Set<string>();
  for (const writing of ["restrict", "truncate", "unlink", "erase"] satisfies Writing[]) {
    const items: Item[] = [];
    for (const draft of plan.filter(({ action }) => action === writing))
      for (const group of draft.groups) items.push(...(await collected(shop.source.list(person, group))));
    const effect = await shop.source.write?.(writing, items, "operation");
    expect(effect).toEqual({ done: items.length, gone: 0, held: 0 });
    expect(await shop.source.left(writing, items)).toBe(0);
    for (const item of items) listed.add(physical(item));
    if (writing === "restrict") for (const item of items) staying.add(physical(item));
  }
  for (const draft of plan.filter(({ action }) => ["keep", "ask"].includes(action)))
    for (const group of draft.groups)
      for await (const item of shop.source.list(person, group)) staying.add(physical(item));
  return { listed, staying };
}

let situation: Omit<PlanInput, "right" | "groups">;
beforeAll(() => {
  const { zone, categories, purposes } = shop.policy;
  situation = {
    zone,
    today: "2026-11-23",
    categories,
    purposes,
    entity: "standard",
    holds: [],
    art18: [],
    choice: null,
    pause: null,
    ended: [],
    answers: {},
  };
});

test("no identifier is left anywhere but in what was reported as staying; everybody else's rows stand byte for byte", async () => {
  await fc.assert(
    fc.asyncProperty(holding, holding, async (own, other) => {
      await shop.owner
        .query(`TRUNCATE crm."Kunde", crm."Anschrift", crm."Nach/richten", crm."Bewertung", crm."Rundbrief", crm.sperre,
        sales."Bestellung", sales."Posten", sales."Paket ""klein""", sales.scan, sales."Rechnung", "Web Logs"."Zugriff"`);
      await fill(1, own);
      await fill(2, other);
      const before = await everyRow();
      const addresses = [{ email: email(1), proved: true, held: null }];
      const { listed, staying } = await erase({
        account: own.club ? "M-1-" : null,
        addresses,
        names: [],
        postcodes: [],
      });
      const after = await everyRow();
      const found = [...after].filter(([, { text }]) =>
        identifiers(1).some((known) => text.toLowerCase().includes(known.toLowerCase())),
      );
      expect(found.map(([row]) => row).filter((row) => !staying.has(row))).toEqual([]);
      const touched = [...before].filter(([row, { text }]) => after.get(row)?.text !== text).map(([row]) => row);
      expect(touched.filter((row) => !listed.has(row))).toEqual([]);
      const theirs = ([, { text }]: [string, Row]) => identifiers(2).some((known) => text.includes(known));
      expect([...after].filter(theirs)).toEqual([...before].filter(theirs));
    }),
    { numRuns: 25, seed: 17 },
  );
}, 120_000);

test("the search itself finds every kind of trace that was filled in", async () => {
  await shop.owner
    .query(`TRUNCATE crm."Kunde", crm."Anschrift", crm."Nach/richten", crm."Bewertung", crm."Rundbrief", crm.sperre,
    sales."Bestellung", sales."Posten", sales."Paket ""klein""", sales.scan, sales."Rechnung", "Web Logs"."Zugriff"`);
  const order = { guest: true, address: 0, lines: 1, parcel: true, scans: 1 };
  const all = { club: true, phone: true, addresses: 1, orders: [order], messages: ["complaint"], reviews: 1, letter: true, invoices: 1, visits: 2 }; // prettier-ignore
  await fill(1, all as Holding);
  const rows = [...(await everyRow()).values()];
  const found = rows.filter(({ text }) => identifiers(1).some((known) => text.toLowerCase().includes(known.toLowerCase()))); // prettier-ignore
  const silent = rows.filter((row) => !found.includes(row)).map(({ table }) => table);
  // A line of an order names nobody; it is found because everything listed is compared as well.
  expect(silent).toEqual(["Posten"]);
});
