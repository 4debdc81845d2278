/**
 * Art. 15, 17, 19: the systems that only people reach. An erasure opens one guided task in each of them where the person
 * is known, whole enough to be done; nobody is told twice; what waits for a review is named to nobody. A copy says what
 * was passed on to each of them, and sends nobody to those who answer for themselves.
 */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Actor } from "../actor";
import { policy } from "../company";
import { db, portalNow, transactionAs } from "../db";
import { addDays, dayIn } from "../gdpr/day";
import { groupKey } from "../gdpr/plan";
import type { Group } from "../gdpr/plan-value";
import { unpack } from "../package/unzip.fixture";
import { myRequest } from "../queries/my/request";
import { deskTask } from "../queries/desk/tasks";
import { openDrawer, requestKey } from "../seal/request-key";
import { masterKey, open } from "../seal/seal";
import { ownSight } from "../sight";
import { advance } from "./advance";
import { answerDoubt } from "./answer/answer";
import { receive } from "./ask/receive";
import { guidedFile } from "./decide/guided-task";
import { look } from "./decide/look";
import { approve } from "./decide/review";
import { askErasure, run, staffOf, type Staff } from "./erased.fixture";
import { signedIn, startPortal, type Portal } from "./portal.fixture";

/** Each system of the list that is done by hand, and whether it is told something in words of ours. */
const everywhere: Record<string, boolean> = {
  mapp: false,
  criteo: true,
  meta: false,
  "google-ads": false,
  brevo: false,
  adyen: false,
  paypal: true,
  dhl: true,
  "credit-agency": true,
  bank: true,
  "fraud-partner": true,
};
const systems = Object.keys(everywhere);
/** Those whose task is for them alone who are known there, and those who answer a copy themselves. */
const byId = systems.slice(4);
const ownAnswer = systems.slice(5);
const partner = "Kartenschutz Verbund GmbH";

/** Several plans over the whole shop. */
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let portal: Portal;
let staff: Staff;
let ana: Actor;
let nobody: Actor;

beforeAll(async () => {
  portal = await startPortal("by-person-everywhere");
  staff = await staffOf();
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  // What Ana lacks: payments by PayPal and Adyen, a disputed payment that went to a partner, a question of the police.
  await portal.shop.query(`
    INSERT INTO payments (id, invoice_number, customer_number, payer_name, payer_email, method, provider,
      provider_reference, amount_cents, booked_on)
    SELECT gen_random_uuid(), 'R-2025-X', 'KW-100001', 'Ana Vidal', 'ana.vidal@mail.example', method, provider, reference,
      4900, date '2025-09-02'
    FROM (VALUES ('paypal', 'paypal', 'PAYPAL-4711'), ('card', 'adyen', 'PSP-0815')) v(method, provider, reference);
    INSERT INTO fraud_cases (customer_number, email, facts, partner, claim_cents, opened_on)
    VALUES ('KW-100001', 'ana.vidal@mail.example', 'The card was reported.', '${partner}', 4900, '2026-10-12');
    INSERT INTO authority_disclosures (customer_number, authority, file_number, disclosed, disclosed_on)
    VALUES ('KW-100001', 'Landeskriminalamt Berlin', 'LKA 24-9/26', 'Name and address.', '2026-10-20');
    INSERT INTO accounts (id, email, name, language, password_hash, opened_at, updated_at)
    VALUES ('KW-190001', 'new.here@mail.example', 'New Here', 'en', '-', now(), now())`);
  nobody = await signedIn("nobody", { account: "KW-190001", email: "new.here@mail.example", name: "New Here" });
});
afterAll(() => portal.close());

const requestOf = (id: string) => db().request.findUniqueOrThrow({ where: { id } });
const tasksOf = (request: string) => db().task.findMany({ where: { request }, orderBy: { source: "asc" } });
const outcomes = async (request: string) => {
  const { planNo } = await requestOf(request);
  const rows = await db().search.findMany({ where: { request, planNo } });
  return new Map(rows.map(({ source, outcome }) => [source, outcome]));
};

async function copied(who: Actor): Promise<string> {
  const asked = await receive(who, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
  const reference = (asked.ok && asked.value.requests[0]?.reference) || "";
  await advance(reference);
  const { planNo } = await requestOf(reference);
  const rows = await db().decision.findMany({ where: { request: reference, planNo, action: "ask" } });
  for (const { category, groups } of rows.filter(({ count }) => count))
    for (const group of groups as unknown as Group[])
      await answerDoubt(staff.rui, reference, {
        selector: groupKey(group),
        // The case is still open and the police asked not to be named.
        answer: ["fraud-file", "authority-disclosure"].includes(category) ? "withhold" : "not-theirs",
        reason: "decided by the reviewer",
      });
  await advance(reference);
  expect(await approve(staff.rui, reference, (await requestOf(reference)).planHash as string)).toMatchObject({
    ok: true,
  });
  await advance(reference);
  return reference;
}

async function pageOf(reference: string): Promise<string> {
  const { file, key } = await db().package.findUniqueOrThrow({ where: { request: reference } });
  const opened = open(masterKey("package key"), reference, key as Uint8Array);
  const entries = await unpack(join(portal.env.FILES_DIR as string, file), opened);
  return entries.get("index.html") ?? "";
}

describe("a copy", () => {
  let reference: string;

  test("sends a person to processors, and not to those who answer for themselves", async () => {
    reference = await copied(ana);
    const sources = (await tasksOf(reference)).map(({ source }) => source);
    expect(sources).toContain("brevo");
    for (const id of ownAnswer) expect(sources).not.toContain(id);
    const asked = await outcomes(reference);
    expect(asked.get("brevo")).toBe("by-hand");
    for (const id of ownAnswer) expect([id, asked.get(id)]).toEqual([id, "not-asked"]);
  });

  test("names each who received something of hers from our own rows, and nobody else", async () => {
    const page = await pageOf(reference);
    const { rows } = await portal.shop.query<{ provider: string; n: number }>(
      "SELECT provider, count(*)::int n FROM payments WHERE customer_number = 'KW-100001' GROUP BY 1",
    );
    const sent = page.slice(page.indexOf("What we passed on to others"));
    const part = (name: string) => sent.split("<h3>").find((one) => one.startsWith(name)) ?? "";
    const count = (provider: string) => rows.find((row) => row.provider === provider)?.n ?? 0;
    // Two she made as a guest, and the one of her account.
    expect(part("PayPal (Europe)")).toContain("3 records of ours stand behind it, since 30 June 2015");
    expect(part("PayPal (Europe)")).toContain("it also answers your questions");
    expect(part("Adyen N.V.")).toContain("Invoices and payment receipts");
    expect(part("Stripe")).toContain(`${count("stripe")} records of ours`);
    for (const id of ["dhl", "credit-agency", "brevo", "criteo", "hosting", "bank"])
      expect(part(policy().recipients[id]?.name ?? "?"), id).toContain("<li>");
    expect(part("Brevo")).not.toContain("it also answers your questions");
    for (const unnamed of [partner, "Polizei und Staatsanwaltschaft", "Landeskriminalamt", "Finanzamt"])
      expect(sent, unnamed).not.toContain(unnamed);
    // Nor does the list of systems speak of those that nobody was sent to.
    expect(page.slice(0, page.indexOf("What we passed on"))).not.toMatch(/Fraud partner|<t[dh][^>]*>PayPal</);
  });

  test("is whole for somebody whom none of them knows", async () => {
    const own = await copied(nobody);
    const sources = (await tasksOf(own)).map(({ source }) => source);
    for (const id of byId) expect(sources).not.toContain(id);
    const asked = await outcomes(own);
    for (const id of byId) expect([id, asked.get(id)]).toEqual([id, "not-asked"]);
    const page = await pageOf(own);
    for (const name of ["PayPal", "Adyen", "DHL", "Spreebank", "Bonitas", "Brevo"])
      expect(page.slice(page.indexOf("What we passed on to others"))).not.toContain(`<h3>${name}`);
    // Nobody looks anywhere, and nothing is there: that may be said.
    expect(page).toContain("Saved means of payment");
  });
});

describe("a deletion", () => {
  let reference: string;
  const taskIn = async (source: string) => {
    const found = (await tasksOf(reference)).filter((task) => task.source === source);
    expect(found, source).toHaveLength(1);
    return found[0] as (typeof found)[number];
  };

  beforeAll(async () => {
    await db().package.updateMany({ data: { downloads: 1 } });
    await portal.owner.query("UPDATE mail SET state = 'accepted', settled_at = portal_now() WHERE state <> 'accepted'");
    for (const { id } of await db().request.findMany({ where: { right: "access" } })) await advance(id);
    reference = await askErasure(ana, staff);
    await run(portal, reference);
    await look(staff.rui, reference);
  });

  test.each(systems)("has one guided task in %s, with all that it takes", async (source) => {
    const row = await taskIn(source);
    expect(row.kind).toBe(source === "fraud-partner" ? "erasure-by-hand-reviewed" : "erasure-by-hand");
    const task = await deskTask(staff.rui, row.id);
    const guide = task?.guide;
    if (!guide) throw new Error(`nobody is led through ${source}`);
    expect(guide.steps.en.length).toBeGreaterThan(1);
    expect(guide.steps.de).toHaveLength(guide.steps.en.length);
    expect(guide.link?.url).toMatch(/^https:\/\//);
    expect(guide.evidence.filter(({ kind, required }) => kind === "day" && required)).toHaveLength(1);
    expect(guide.evidence.filter(({ kind, required }) => kind === "text" && required).length).toBeGreaterThan(0);
    const today = dayIn(policy().zone, await portalNow());
    expect(task.dueOn >= today && task.dueOn <= addDays(today, 14)).toBe(true);
    const file = await guidedFile(staff.rui, row.id);
    const known = (file?.identifiers ?? []).filter(({ values }) => values.length > 0);
    expect(known.length).toBeGreaterThan(0);
    expect(JSON.stringify(task)).not.toMatch(/ana\.vidal|KW-100001|PAYPAL-4711/);
    const words = guide.notice?.(known.flatMap(({ values }) => values).join(", "));
    expect(words !== undefined).toBe(everywhere[source]);
    if (!words) return;
    for (const text of [words.subject, words.body]) expect(text).not.toMatch(/[{}]/);
    expect(words.body).toContain(policy().recipients[source]?.name);
    expect(words.body).toContain(known[0]?.values[0]);
    expect(words.body).toContain(reference);
  });

  test("each is found there by what our own rows say", async () => {
    const values = async (source: string) => {
      const { id } = await taskIn(source);
      return (await guidedFile(staff.rui, id))?.identifiers.flatMap((one) => one.values) ?? [];
    };
    expect(await values("paypal")).toContain("PAYPAL-4711");
    expect(await values("adyen")).toContain("PSP-0815");
    expect((await values("bank")).some((one) => one.startsWith("KWM-"))).toBe(true);
    expect((await values("dhl")).some((one) => one.startsWith("0034"))).toBe(true);
    expect((await values("fraud-partner")).every((one) => /^\d+$/.test(one))).toBe(true);
  });

  test("the words name everything that the recipient received and that went, not the system's own category alone", async () => {
    const { id } = await taskIn("dhl");
    const words = (await deskTask(staff.rui, id))?.guide?.notice?.("…");
    expect(words?.body).toContain("Lieferscheine und Sendungsverfolgung");
    expect(words?.body).toContain("Anschrift für eine Reparatur");
    expect(words?.body).not.toContain("Zollpapiere");
  });

  test("nobody is told twice, and an authority not at all", async () => {
    const notices = await db().recipientNotice.findMany({ where: { request: reference } });
    const told = notices.map(({ recipient }) => recipient);
    for (const id of systems) expect(told).not.toContain(id);
    const tasks = await tasksOf(reference);
    expect(tasks.filter(({ recipient }) => recipient !== null && systems.includes(recipient))).toEqual([]);
    for (const [id, { role }] of Object.entries(policy().recipients))
      if (role === "authority") {
        expect(told).not.toContain(id);
        expect(tasks.map(({ recipient }) => recipient)).not.toContain(id);
      }
  });

  test("the fraud partner and the police are named on no page and in no letter, and the database does not show the task", async () => {
    const veiled = /Kartenschutz|Fraud partner|Betrug|Payment risk|Landeskriminalamt|Police/i;
    expect(JSON.stringify(await myRequest(ana, reference))).not.toMatch(veiled);
    const letter = await db().letter.findFirstOrThrow({ where: { request: reference, kind: "erasure" } });
    const text = JSON.stringify(await openDrawer(db(), await requestKey(db(), reference), letter.drawerId));
    expect(text).toContain("PayPal");
    expect(text).not.toMatch(veiled);
    const seen = await transactionAs(ownSight(ana), (tx) => tx.task.findMany({ where: { request: reference } }));
    expect(seen.map(({ source }) => source)).toContain("paypal");
    expect(seen.map(({ source }) => source)).not.toContain("fraud-partner");
  });
});
