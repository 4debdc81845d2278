import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../actor";
import { policy } from "../company";
import { db } from "../db";
import { kindsOf } from "../gdpr/kinds-of-lines";
import type { Letter } from "../letters/letter";
import { longNumber } from "../letters/words";
import { myRequest } from "../queries/my/request";
import { openDrawer, requestKey } from "../seal/request-key";
import { verifyEvents } from "../gdpr/evidence";
import { groupKey } from "../gdpr/plan";
import type { Group } from "../gdpr/plan-value";
import { unpack } from "../package/unzip.fixture";
import { masterKey, open } from "../seal/seal";
import { advance } from "./advance";
import { answerDoubt } from "./answer/answer";
import { claim } from "./claim";
import { loadRequest } from "./load";
import { packCopy } from "./carry-out/pack-copy";
import { eventLines, signedIn, startPortal, type Portal } from "./portal.fixture";
import { receive } from "./ask/receive";
import { grantedFile, openGate } from "./ask/release";
import { approve } from "./decide/review";

let portal: Portal;
let ana: Actor;
let rui: Actor;

beforeAll(async () => {
  portal = await startPortal("access");
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
}, 120_000);
afterAll(() => portal.close());

const requestOf = (id: string) => db().request.findUniqueOrThrow({ where: { id } });

async function approved(): Promise<string> {
  const result = await receive(ana, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
  if (!result.ok) throw new Error(result.reason);
  const reference = result.value.requests[0]?.reference as string;
  await advance(reference);
  const { planNo } = await requestOf(reference);
  const rows = await db().decision.findMany({ where: { request: reference, planNo, action: "ask" } });
  for (const group of rows.filter(({ count }) => count).flatMap(({ groups }) => groups as unknown as Group[]))
    await answerDoubt(rui, reference, { selector: groupKey(group), answer: "not-theirs", reason: "another name" });
  await advance(reference);
  const { planHash } = await requestOf(reference);
  expect(await approve(rui, reference, planHash as string)).toMatchObject({ ok: true, value: { state: "approved" } });
  return reference;
}

test("one answer may hold for every group in the same doubt", async () => {
  const quentin = await signedIn("quentin", { email: "quentin.roth@post.example" });
  const asked = await receive(quentin, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
  if (!asked.ok) throw new Error(asked.reason);
  const reference = asked.value.requests[0]?.reference as string;
  await advance(reference);
  const inDoubt = async () => {
    const { planNo } = await requestOf(reference);
    const rows = await db().decision.findMany({
      where: { request: reference, planNo, action: "ask", count: { gt: 0 } },
    });
    return rows.flatMap(({ groups }) => groups as unknown as Group[]);
  };
  const [decided] = await inDoubt();
  if (!decided) throw new Error("nothing is in doubt");
  const other = { selector: groupKey(decided), answer: "not-theirs", reason: "another customer's order" } as const;
  expect(await answerDoubt(rui, reference, other)).toEqual({ ok: true });
  await advance(reference);
  const [shown, ...alike] = await inDoubt();
  if (!shown) throw new Error("nothing else is in doubt");
  const before = (await requestOf(reference)).planNo;
  const uncounted = await db().decision.count({ where: { request: reference, planNo: before, count: null } });
  expect(alike.length).toBeGreaterThan(0);

  const given = { selector: groupKey(shown), answer: "theirs", reason: "order number and product were told" } as const;
  expect(await answerDoubt(rui, reference, { ...given, alike: true })).toEqual({ ok: true });
  const answers = await db().answer.findMany({ where: { request: reference } });
  const theirs = answers.filter(({ answer }) => answer === "theirs").map(({ selector }) => selector);
  expect(theirs.sort()).toEqual([shown, ...alike].map(groupKey).sort());
  // What was decided before stays decided.
  expect(answers.filter(({ answer }) => answer === "not-theirs").map(({ selector }) => selector)).toEqual([
    groupKey(decided),
  ]);
  const events = await db().event.count({ where: { request: reference, fact: "answered-doubt" } });
  expect(events).toBe(1 + new Set([shown, ...alike].map(({ source, category }) => `${source}/${category}`)).size);
  await advance(reference);
  expect(await inDoubt()).toEqual([]);
  const { planNo } = await requestOf(reference);
  // What no system could count was no part of the question.
  expect(await db().decision.count({ where: { request: reference, planNo, count: null } })).toBe(uncounted);
});

test("a copy is planned, approved, packed, announced and released, and goes after thirty days", async () => {
  const reference = await approved();
  await advance(reference);
  await db().mail.updateMany({ data: { state: "accepted", settledAt: new Date() } });
  await advance(reference);
  expect(await requestOf(reference)).toMatchObject({ state: "delivered" });

  const row = await db().package.findUniqueOrThrow({ where: { request: reference } });
  const key = open(masterKey("package key"), reference, row.key as Uint8Array);
  const entries = await unpack(join(portal.env.FILES_DIR as string, row.file), key);
  const decisions = await db().decision.findMany({ where: { request: reference, action: "export" } });
  expect(row.records).toBe(decisions.reduce((sum, { count }) => sum + (count ?? 0), 0));
  expect(row.records).toBeGreaterThan(20);
  const { drawerId } = await db().letter.findFirstOrThrow({ where: { request: reference, kind: "access" } });
  const letter = await openDrawer<Letter>(db(), await requestKey(db(), reference), drawerId);
  const [table] = letter.blocks.flatMap((block) => ("table" in block ? block.table : []));
  const lines = (await myRequest(ana, reference))?.outcome?.lines ?? [];
  const kinds = kindsOf(lines.filter(({ fate }) => fate === "handed-out"));
  expect(table?.rows).toEqual(kinds.map(({ label, count }) => [label, longNumber("en", count ?? 0)]));
  expect(kinds.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(row.records);
  for (const category of new Set(decisions.map((decision) => decision.category))) {
    const said = JSON.parse(entries.get(`data/${category}.json`) ?? "") as { records: unknown[] };
    const planned = decisions.filter((decision) => decision.category === category);
    expect([category, said.records.length]).toEqual([
      category,
      planned.reduce((sum, { count }) => sum + (count ?? 0), 0),
    ]);
  }
  const page = entries.get("index.html") ?? "";
  for (const said of ["Ana Vidal", reference, policy().controller.name, "searched: "]) expect(page).toContain(said);
  const all = [...entries.values()].join("\n");
  expect(all).toContain("ana.vidal@mail.example");
  expect(all).not.toMatch(/password|KW-100002/);

  expect(await openGate(rui, reference)).toEqual({ ok: false, reason: "not-found" });
  expect((await openGate(ana, reference)).ok).toBe(true);
  const file = await grantedFile(ana, reference, "bytes=0-1");
  if (!file.ok) throw new Error(file.reason);
  expect((await buffer(file.value.stream)).toString()).toBe("PK");
  expect(verifyEvents(await eventLines(reference))).toMatchObject({ problems: [], state: "delivered" });
}, 60_000);

test("of what is paused at the person's request the copy says so, and of nothing else", async () => {
  const pause = { ground: "18(1)(a)" as const, categories: ["address-book"] };
  const wishes = [{ right: "restriction" as const, pause, words: "The street is wrong." }];
  expect(await receive(ana, { id: randomUUID(), wishes, language: "en" })).toMatchObject({ ok: true });
  const reference = await approved();
  await advance(reference);
  await db().mail.updateMany({ data: { state: "accepted", settledAt: new Date() } });
  await advance(reference);
  const row = await db().package.findUniqueOrThrow({ where: { request: reference } });
  const key = open(masterKey("package key"), reference, row.key as Uint8Array);
  const entries = await unpack(join(portal.env.FILES_DIR as string, row.file), key);
  const kept = (of: string) => (JSON.parse(entries.get(`data/${of}.json`) ?? "") as { locked: boolean }).locked;
  expect(["address-book", "account"].map(kept)).toEqual([true, false]);
  expect(entries.get("index.html")?.match(/Paused at your request/g)).toHaveLength(1);
}, 60_000);

test("a worker that lost its claim writes over nothing and leaves no file behind", async () => {
  const reference = await approved();
  const slow = await claim(reference);
  if (!slow) throw new Error("no claim");
  const request = await loadRequest(db(), reference);
  // The lease of the first ends while it is still packing; another takes over and packs, too.
  await db().request.update({ where: { id: reference }, data: { leaseUntil: new Date(0) } });
  const quick = await claim(reference);
  if (!quick) throw new Error("no claim");
  const results = await Promise.allSettled([packCopy(request, slow), packCopy(request, quick)]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  const row = await db().package.findUniqueOrThrow({ where: { request: reference } });
  const files = (await readdir(portal.env.FILES_DIR as string)).filter((name) => name.startsWith(reference));
  expect(files).toEqual([row.file]);
  const key = open(masterKey("package key"), reference, row.key as Uint8Array);
  expect((await unpack(join(portal.env.FILES_DIR as string, row.file), key)).has("index.html")).toBe(true);
}, 60_000);
