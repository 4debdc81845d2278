/**
 * Art. 15, 17: one person in every system at once. What a system confirms at once is gone, what it confirms later is under
 * way until it has, a system that does not answer keeps the databases waiting, and the numbers add up to the plan.
 */
import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rotateWebLogs } from "../../demo/shop/rotate-web-logs";
import type { Actor } from "../actor";
import { db } from "../db";
import { isStaying, leaves } from "../gdpr/answer-line";
import { verifyEvents } from "../gdpr/evidence";
import { kindsOf } from "../gdpr/kinds-of-lines";
import { planTotal, recordsOf } from "../gdpr/numbers";
import { groupKey } from "../gdpr/plan";
import type { Group, Plan } from "../gdpr/plan-value";
import { isMarked } from "../gdpr/redaction";
import { longDay, longNumber } from "../letters/words";
import { openDrawer, requestKey } from "../seal/request-key";
import { advance } from "./advance";
import { answerDoubt } from "./answer/answer";
import { answerOf } from "./answer/answer-of";
import { readTwice, told } from "./answer/read-twice.fixture";
import { receive } from "./ask/receive";
import { dueRemovals, goOn } from "./carry-out/removal";
import { giveOpinion } from "./decide/opinion";
import { approve } from "./decide/review";
import { eventLines, signedIn, startPortal, type Portal } from "./portal.fixture";
import { giveAll } from "./redact/give-all.fixture";

let portal: Portal;
let ana: Actor;
let rui: Actor;
let nora: Actor;
let dora: Actor;

beforeAll(async () => {
  portal = await startPortal("vendors", { vendors: true });
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  nora = await signedIn("nora", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
}, 120_000);
afterAll(() => portal.close());

const requestOf = (id: string) => db().request.findUniqueOrThrow({ where: { id } });
const everything = { scope: "everything" as const, categories: [], keepLicences: false, doNotContact: true };

async function planned(right: "access" | "erasure"): Promise<string> {
  const wishes = [right === "access" ? { right } : { right, choice: everything }];
  const result = await receive(ana, { id: randomUUID(), wishes, language: "en" });
  if (!result.ok) throw new Error(result.reason);
  const reference = result.value.requests[0]?.reference as string;
  await advance(reference);
  const { planNo } = await requestOf(reference);
  const rows = await db().decision.findMany({ where: { request: reference, planNo, action: "ask", count: { gt: 0 } } });
  for (const group of rows.flatMap(({ groups }) => groups as unknown as Group[])) {
    // For a copy, what names others is decided about record by record.
    if (right === "access" && isMarked(group)) continue;
    // Who reads along in Ana's mail is a friend of hers; what else is in doubt carries another name.
    const answer = group.source === "mailbox" ? "disclose" : "not-theirs";
    await answerDoubt(rui, reference, { selector: groupKey(group), answer, reason: "The records were looked at." });
  }
  await advance(reference);
  if (right === "access") await giveAll(rui, reference);
  return reference;
}

async function approved(reference: string): Promise<void> {
  const { planHash, right } = await requestOf(reference);
  const hash = planHash as string;
  if (right === "erasure") await giveOpinion(dora, reference, hash, "agrees", "The rules are applied rightly.");
  await approve(rui, reference, hash);
  if (right === "erasure") await approve(nora, reference, hash);
  expect(await requestOf(reference)).toMatchObject({ state: "approved" });
}

let ahead = 0;

/** Time passes here and there, and what is due to be asked is asked. */
async function passed({ minutes }: { minutes: number }): Promise<void> {
  ahead += minutes;
  await portal.ahead(`${ahead} minutes`);
  portal.vendors.advance(minutes * 60_000);
  // How often a system may be asked goes by the machine's clock, which stands still here.
  await portal.owner.query("DELETE FROM rate_budget");
  for (const id of await dueRemovals(100)) await goOn(id);
}

const linesOf = async (reference: string, source: string) =>
  db().decision.findMany({
    where: { request: reference, planNo: (await requestOf(reference)).planNo, source },
    orderBy: { idx: "asc" },
  });

const mailsOf = (folder: string) => portal.mailbox.folders().get(folder)?.messages ?? [];
const anas = (folder: string) =>
  mailsOf(folder).filter(({ mail }) => [mail.from, ...mail.to].some(({ email }) => email === "ana.vidal@mail.example"));
const invited = () =>
  (portal.vendors.state("survey-service") as { profiles: { controller_customer_id: string }[] }).profiles;

/** Lines of the log files in which an account's number stands, those of a sign-in that failed left out. */
async function linesWith(account: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(portal.webLogs)) {
    const bytes = await readFile(join(portal.webLogs, name));
    found.push(...(name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString().split("\n"));
  }
  return found.filter((line) => line.includes(account) && !line.includes('" 401 '));
}

describe("a copy", () => {
  test("shows what systems hand out, and sends a person where they hand nothing out", async () => {
    const reference = await planned("access");
    expect(await linesOf(reference, "mailchimp")).toMatchObject([
      { action: "export", category: "newsletter", count: 2 },
    ]);
    for (const source of ["google-analytics", "hotjar", "optimizely"])
      expect(await linesOf(reference, source)).toMatchObject([{ action: "ask", count: null }]);
    expect(await linesOf(reference, "survey-service")).toMatchObject([
      { action: "export", category: "customer-ads", count: 1 },
    ]);
    const mails = await linesOf(reference, "mailbox");
    const handedOut = (of: string) => {
      const found = mails.filter(({ action, category }) => action === "export" && category === of);
      return found.reduce((sum, { count }) => sum + (count ?? 0), 0);
    };
    expect([handedOut("contact-email"), handedOut("support-ticket-contract")]).toEqual([4, 2]);
    // Those in which a friend reads along were decided about one by one.
    expect(mails.some(({ ground, list }) => ground === "15(4)" && list !== null)).toBe(true);
    expect(await linesOf(reference, "web-logs")).toMatchObject([
      { action: "export", category: "server-log", count: (await linesWith("KW-100001")).length },
    ]);
    await approved(reference);
    await advance(reference);
    // The service for invitations makes its copy first.
    expect(await requestOf(reference)).toMatchObject({ state: "approved", waitsFor: "source" });
    await passed({ minutes: 61 });
    await advance(reference);
    const tasks = await db().task.findMany({ where: { request: reference, kind: "access-by-hand" } });
    expect(tasks.map(({ source }) => source)).toEqual(expect.arrayContaining(["google-analytics", "hotjar", "criteo"]));
    await portal.accepted(reference);
    await advance(reference);
    expect(await requestOf(reference)).toMatchObject({ state: "delivered" });
    await portal.owner.query("UPDATE package SET downloads = 1 WHERE request = $1", [reference]);
  }, 120_000);
});

describe("a deletion", () => {
  let reference: string;

  test("waits while a system is away, without a word to the databases", async () => {
    reference = await planned("erasure");
    await approved(reference);
    await passed({ minutes: 25 * 60 });
    const reset = { kind: "reset" } as const;
    portal.vendors.fault("mailchimp", ...Array.from({ length: 40 }, () => reset));
    await advance(reference);
    expect(await requestOf(reference)).toMatchObject({ state: "approved", waitsFor: "source" });
    const { rows } = await portal.shop.query("SELECT FROM accounts WHERE id = 'KW-100001'");
    expect(rows).toHaveLength(1);
    portal.vendors.clear();
  }, 120_000);

  test("goes on by itself, lands everywhere, and says of what is under way that it is", async () => {
    const logged = (await linesWith("KW-100001")).length;
    expect(logged).toBeGreaterThan(10);
    for (let round = 1; round <= 6; round += 1) {
      await advance(reference);
      await portal.accepted(reference);
      await passed({ minutes: 10 });
    }
    expect(await requestOf(reference)).toMatchObject({ state: "delivered" });
    const { members } = portal.vendors.state("mailchimp") as { members: { email_address: string }[] };
    expect(members.length).toBeGreaterThan(0);
    expect(members.map((member) => member.email_address)).not.toContain("ana.vidal@mail.example");
    expect(await linesOf(reference, "hotjar")).toMatchObject([{ action: "erase", done: 1, leftOver: 0 }]);
    const waiting = await db().removal.findMany({
      where: { request: reference, state: "waiting" },
      include: { decision: true },
    });
    expect(waiting.map(({ decision }) => decision.source)).toEqual(
      expect.arrayContaining(["google-analytics", "optimizely"]),
    );
    const { numbers } = await answerOf(db(), await requestOf(reference));
    expect(numbers.open).toBeGreaterThanOrEqual(waiting.length);
    const mails = await linesOf(reference, "mailbox");
    expect(mails.map(({ action, category, count, done, held }) => [action, category, count, done, held])).toEqual([
      ["erase", "contact-email", 4, 4, 0],
      ["restrict", "support-ticket-contract", 2, 2, 0],
    ]);
    expect([anas("INBOX"), anas("Sent")]).toEqual([[], []]);
    expect(mailsOf("INBOX").map(({ mail }) => mail.from.name)).toEqual(expect.arrayContaining(["Johanna Vidal"]));
    expect(anas("Contracts").map(({ flags }) => [...flags])).toEqual([["$RightfulLocked"], ["$RightfulLocked"]]);
    const logs = await linesOf(reference, "web-logs");
    // What the web server still writes to waits for its rotation.
    const left = (await linesWith("KW-100001")).length;
    expect(left).toBeLessThan(logged / 5);
    expect(logs.map(({ action, done, held }) => [action, done, held])).toEqual([["truncate", logged - left, 0]]);
    expect(waiting.reduce((all, row) => all + (row.decision.source === "web-logs" ? row.count : 0), 0)).toBe(left);
    await addsUp(reference);
  }, 120_000);

  test("is told alike on its page and in its letter: kinds, sum, and by when the rest is confirmed", async () => {
    const { page, text, letter } = await readTwice(ana, reference, "erasure");
    const staying = kindsOf(page.outcome.lines.filter(isStaying)).map(({ label }) => label);
    expect(told(letter, "What stays, why and until when")).toEqual(staying);
    // Some of what was under way is confirmed since.
    const gone = kindsOf(page.outcome.lines.filter(({ fate }) => leaves(fate))).map(({ label }) => label);
    expect(gone).toEqual(expect.arrayContaining(told(letter, "Removed")));
    const { numbers, total, handSystems } = page.outcome;
    expect(text).toContain(`Together, as approved\nRecords: ${longNumber("en", total)}\n`);
    expect(text).toContain(`In ${handSystems.length} other systems a person works by hand; that is not counted here.`);
    // The day that was told stays, whatever was confirmed since.
    expect(numbers.open).toBeGreaterThan(0);
    expect(text).toContain(`removals are under way, confirmed by ${longDay("en", page.confirmedBy)}.`);
  });

  test("is confirmed by each system in its time, and the numbers still add up", async () => {
    await rotateWebLogs(portal.webLogs, new Date(Date.now() + 86_400_000));
    for (let round = 0; round < 8; round += 1) await passed({ minutes: 5 * 24 * 60 });
    expect(await linesWith("KW-100001")).toEqual([]);
    expect(await db().removal.count({ where: { request: reference, state: "waiting" } })).toBe(0);
    expect(await linesOf(reference, "google-analytics")).toMatchObject([{ done: 1, held: 0 }]);
    expect(await linesOf(reference, "optimizely")).toMatchObject([{ done: 1, held: 0 }]);
    expect(await linesOf(reference, "survey-service")).toMatchObject([{ done: 1, held: 0 }]);
    expect(invited().map((one) => one.controller_customer_id)).not.toContain("KW-100001");
    const confirmed = await db().event.count({ where: { request: reference, fact: "removal-confirmed" } });
    expect(confirmed).toBeGreaterThanOrEqual(2);
    await addsUp(reference);
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });

  test("keys of systems of others are in no journal", async () => {
    const rows = await db().erasureJournal.findMany({ where: { source: { not: "shop" } } });
    expect(rows.length).toBeGreaterThan(0);
    expect(
      JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value)),
    ).not.toMatch(/ana\.vidal|@/);
  });
});

const byApi = [
  "mailchimp",
  "stripe",
  "hotjar",
  "google-analytics",
  "optimizely",
  "mailbox",
  "web-logs",
  "survey-service",
];

test("a no to advertising sends a person to a service that takes no orders to end a use", async () => {
  const who = await portal.customer();
  const wishes = [{ right: "objection" as const, purposes: null, words: "" }];
  const asked = await receive(who, { id: randomUUID(), wishes, language: "en" });
  if (!asked.ok) throw new Error(asked.reason);
  const reference = asked.value.requests[0]?.reference as string;
  await advance(reference);
  const tasks = await db().task.findMany({ where: { request: reference, kind: "objection-by-hand" } });
  expect(tasks.map(({ source, category }) => `${source}/${category}`)).toContain("survey-service/customer-ads");
  expect(invited().map((one) => one.controller_customer_id)).toContain(who.account);
}, 120_000);

/** The numbers of the answer are its lines, and what nobody is told of is all that the plan has besides. */
async function addsUp(reference: string): Promise<void> {
  const request = await requestOf(reference);
  const { drawerId } = await db().plan.findUniqueOrThrow({
    where: { request_no: { request: reference, no: request.planNo } },
  });
  const plan = await openDrawer<Plan>(db(), await requestKey(db(), reference), drawerId);
  const { lines, numbers } = await answerOf(db(), request);
  const told = lines.reduce((sum, { count }) => sum + (count ?? 0), 0);
  expect(recordsOf(numbers)).toBe(told);
  expect(told).toBeLessThanOrEqual(planTotal(plan));
  for (const source of byApi) {
    const of = (rows: readonly { source: string; count: number | null }[]) =>
      rows.filter((row) => row.source === source).reduce((sum, { count }) => sum + (count ?? 1), 0);
    // The mail in which a friend reads along goes; nobody is told of what names others before somebody looked at it.
    const silent = source === "mailbox" ? 1 : 0;
    expect([source, of(lines) + silent]).toEqual([source, of(plan.decisions)]);
  }
}
