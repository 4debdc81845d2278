/** A task that a guide leads through, from the plan to what was written down, over a whole portal. */
import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { db, portalNow } from "../../db";
import { addDays, dayIn } from "../../gdpr/day";
import { groupKey } from "../../gdpr/plan";
import type { Group } from "../../gdpr/plan-value";
import { deskTask } from "../../queries/desk/tasks";
import { openMail } from "../../mail/outbox";
import { myLetter } from "../../queries/my/letter";
import { advance } from "../advance";
import { answerDoubt } from "../answer/answer";
import { receive } from "../ask/receive";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { finishGuidedTask, guidedFile } from "./guided-task";
import { look } from "./look";
import { approve } from "./review";

let portal: Portal;
let rui: Actor;
let ana: Actor;
let reference: string;
const taskOf = (source: string) => db().task.findFirstOrThrow({ where: { request: reference, source } });
const request = () => db().request.findUniqueOrThrow({ where: { id: reference } });

beforeAll(async () => {
  portal = await startPortal("guided-task");
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  const asked = await receive(ana, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
  if (!asked.ok) throw new Error(asked.reason);
  reference = asked.value.requests[0]?.reference as string;
  await advance(reference);
  const { planNo } = await request();
  const rows = await db().decision.findMany({ where: { request: reference, planNo, action: "ask" } });
  for (const group of rows.filter(({ count }) => count).flatMap(({ groups }) => groups as unknown as Group[]))
    await answerDoubt(rui, reference, { selector: groupKey(group), answer: "not-theirs", reason: "another name" });
  await advance(reference);
  expect(await approve(rui, reference, (await request()).planHash as string)).toMatchObject({ ok: true });
  await advance(reference);
}, 120_000);
afterAll(() => portal.close());

test("a guide may ask for an earlier day", async () => {
  const today = dayIn(policy().zone, await portalNow());
  const dueOn = async (source: string) => (await taskOf(source)).dueOn.toISOString().slice(0, 10);
  expect(await dueOn("mapp")).toBe(addDays(today, 3));
  expect(await dueOn("criteo")).toBe(addDays(today, 7));
  expect(await dueOn("zendesk")).toBe(addDays(today, 14));
});

test("the desk sees what to do and not whom it is about", async () => {
  const { id } = await taskOf("mapp");
  const task = await deskTask(rui, id);
  expect(task?.guide?.steps.en[1]).toContain("Get user info");
  expect(JSON.stringify(task)).not.toMatch(/ana\.vidal|KW-100001/);
  expect(await guidedFile(rui, id)).toBeNull();
  const criteo = await deskTask(rui, (await taskOf("criteo")).id);
  const words = criteo?.guide?.notice?.("…");
  expect(words?.body).toContain(reference);
  expect(words?.body).toContain("Klangwerk Audio GmbH");
  expect(words?.body).not.toMatch(/[{}]/);
});

test("whoever looked sees by what the person is found there, hashed where the guide says so", async () => {
  const { id } = await taskOf("mapp");
  await look(rui, reference);
  const file = await guidedFile(rui, id);
  const hash = (as: string) => createHash(as).update("ana.vidal@mail.example").digest("hex");
  expect(file?.identifiers[0]?.values).toContain(hash("sha256"));
  expect(file?.identifiers[1]?.values).toContain(hash("md5"));
  expect(file?.identifiers[3]).toMatchObject({ values: [expect.any(String)] });
  expect(file?.evidence).toBeNull();
  expect(await guidedFile(ana, id)).toBeNull();
});

test("it is done with what the guide asks for, which lies sealed; the row says only that it was done", async () => {
  const { id } = await taskOf("mapp");
  const given = { job: "4711, 4712", "done-on": "2026-11-24", what: "ZIP of 12 visits, seen by Dora" };
  const found = "Twelve visits to the shop were found there, from 3 to 20 November 2026.";
  const done = (evidence: Record<string, string>, who = rui, told = found) =>
    finishGuidedTask(who, id, { evidence, note: "", effectiveOn: null, found: told });
  expect(await done({ ...given, job: " " })).toEqual({
    ok: false,
    reason: "evidence",
    problems: [{ field: "job", why: "missing" }],
  });
  expect(await done(given, ana)).toMatchObject({ reason: "not-found" });
  expect(await done(given, rui, " short ")).toMatchObject({ ok: false, reason: "found-missing" });
  await db().request.update({ where: { id: reference }, data: { stoppedAt: new Date() } });
  expect(await done(given)).toMatchObject({ ok: false, reason: "stopped" });
  await db().request.update({ where: { id: reference }, data: { stoppedAt: null } });
  expect((await taskOf("mapp")).doneAt).toBeNull();
  expect(await done(given)).toEqual({ ok: true });
  expect(await done(given)).toMatchObject({ ok: false, reason: "done-before" });
  const row = await taskOf("mapp");
  expect(row).toMatchObject({ answer: null, doneBy: rui.person });
  expect(row.doneAt).not.toBeNull();
  const drawers = await db().drawer.findMany({ where: { request: reference, kind: "task evidence" } });
  expect(drawers).toHaveLength(1);
  expect(Buffer.from(drawers[0]?.sealed ?? []).toString("latin1")).not.toContain("4711");
  expect((await guidedFile(rui, id))?.evidence?.map(({ value }) => value)).toEqual(Object.values(given));
});

test("what was found goes to the person in a letter of its own, once", async () => {
  const rows = await db().letter.findMany({
    where: { request: reference, kind: "supplement" },
    include: { mail: true },
  });
  expect(rows).toHaveLength(1);
  const letter = JSON.stringify(await myLetter(ana, reference, rows[0]?.id ?? ""));
  expect(letter).toContain("Twelve visits to the shop");
  expect(letter).toContain(policy().sources.mapp?.label.en);
  const mail = openMail(rows[0]?.mail?.sealed ?? Buffer.alloc(0));
  expect(mail.to.address).toBe(ana.email);
  expect(mail.text).not.toMatch(/visits|Mapp|Webtrekk/);
});

test("a task without a guide asks for words", async () => {
  const { id } = await taskOf("zendesk");
  expect((await deskTask(rui, id))?.guide).toBeNull();
  const finished = await finishGuidedTask(rui, id, { evidence: {}, note: "", effectiveOn: null });
  expect(finished).toMatchObject({ ok: false, reason: "no-guide" });
});
