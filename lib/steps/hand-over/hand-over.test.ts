/** A task on its way to a colleague without an account and back, over a whole portal. */
import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { closeDb, db, portalNow } from "../../db";
import { addDays, dayIn } from "../../gdpr/day";
import { verifyEvents } from "../../gdpr/evidence";
import { deskTasks } from "../../queries/desk/tasks";
import { advance } from "../advance";
import { settleMail } from "../answer/mailed";
import { receive } from "../ask/receive";
import { finishTask } from "../decide/task";
import { look } from "../decide/look";
import { eventLines, signedIn, startPortal, type Portal } from "../portal.fixture";
import { shredFiles } from "../shred/shred";
import { answerHandedTask } from "./answer";
import { handedTask } from "./by-link";
import { forgetHandedOver } from "./forget";
import { handOver, taskLinkId } from "./hand-over";
import { openHandedTask } from "./open";
import { colleague, newestMail, passedOnBy } from "./pass-on.fixture";
import { handOversOf } from "./read";
import { withdrawHandOver } from "./withdraw";

let portal: Portal;
let rui: Actor;
let dora: Actor;
let ana: Actor;
let reference: string;
const unknown = { ok: false, reason: "unknown-link" };

/** A task by hand in one system, due in some days. */
const newTask = async (kind: string, about: { source?: string; recipient?: string } = {}) => {
  const dueOn = new Date(addDays(dayIn(policy().zone, await portalNow()), 3));
  return (await db().task.create({ data: { request: reference, kind, ...about, dueOn } })).id;
};

const passOn = (task: string, { who = rui, to = colleague } = {}) => passedOnBy(who, task, to);

const facts = async (task: string) =>
  (await db().event.findMany({ where: { request: reference }, orderBy: { seq: "asc" } }))
    .filter(({ data }) => (data as { task?: string }).task === task)
    .map(({ fact, actorRole }) => `${fact} ${actorRole}`);

beforeAll(async () => {
  portal = await startPortal("hand-over");
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
  const asked = await receive(ana, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
  if (!asked.ok) throw new Error(asked.reason);
  reference = asked.value.requests[0]?.reference as string;
  await advance(reference);
}, 120_000);
afterAll(() => portal.close());

describe("a task", () => {
  let task: string;
  let token: string;

  test("is passed on by those of the desk who looked into the file, once for each press", async () => {
    task = await newTask("access-by-hand", { source: "mapp" });
    const to = { to: colleague, before: 0 };
    expect(await handOver(ana, task, to)).toEqual({ ok: false, reason: "not-found" });
    expect(await handOver(rui, randomUUID(), to)).toEqual({ ok: false, reason: "not-found" });
    expect(await handOver(await signedIn("leg", { roles: ["legal"] }), task, to)).toMatchObject({ ok: false });
    expect(await handOver(rui, task, to)).toEqual({ ok: false, reason: "not-looked" });
    await look(rui, reference);
    expect(await handOver(rui, task, { ...to, to: "a@b.example, c@d.example" })).toMatchObject({
      reason: "bad-address",
    });
    expect(await db().mail.count({ where: { kind: "hand-over" } })).toBe(0);
    token = await passOn(task);
    expect(await handOver(rui, task, to)).toEqual({ ok: false, reason: "changed-meanwhile" });
    expect(await db().mail.count({ where: { kind: "hand-over" } })).toBe(1);
    expect(await facts(task)).toEqual(["handed-over reviewer"]);
  });

  test("comes by a mail that says a date and nothing of the person or the request; no row has the token", async () => {
    const { to, subject, text, html } = await newestMail();
    expect(to.address).toBe(colleague);
    expect(`${subject} ${text} ${html}`).not.toMatch(/vidal|KW-100001|mapp/i);
    expect(`${subject} ${text} ${html}`).not.toContain(reference);
    const links = JSON.stringify(await db().taskLink.findMany());
    expect(links).not.toContain(token);
    expect(links).not.toContain(colleague);
    expect(await eventLines(reference)).not.toContain(colleague);
  });

  test("says behind its link first only when it is due; looking at the page changes nothing", async () => {
    const before = await eventLines(reference);
    expect(await handedTask(token)).toMatchObject({ state: "waits", work: null });
    expect(await handedTask(`${token}x`)).toBeNull();
    expect(await handedTask("")).toBeNull();
    expect(await handedTask(taskLinkId(token))).toBeNull();
    expect(await openHandedTask(`${token}x`)).toEqual(unknown);
    expect(await answerHandedTask(`${token}x`, "Nothing found.")).toEqual(unknown);
    expect(await answerHandedTask(token, "Nothing found.")).toEqual({ ok: false, reason: "not-opened" });
    expect(await eventLines(reference)).toBe(before);
  });

  test("shows after the press what the guide finds the person by, and nothing else of the file", async () => {
    expect([await openHandedTask(token), await openHandedTask(token)]).toEqual([{ ok: true }, { ok: true }]);
    const { state, work } = (await handedTask(token)) ?? {};
    expect(state).toBe("open");
    const hash = createHash("sha256").update("ana.vidal@mail.example").digest("hex");
    expect(work?.shown.known.flatMap(({ values }) => values)).toContain(hash);
    expect(work?.shown).toMatchObject({ fields: [], statement: null, notice: null });
    expect(JSON.stringify(work)).not.toMatch(/Ana Vidal|"contact"|"subject"|"sealed"/);
    expect(await facts(task)).toEqual(["handed-over reviewer", "hand-over-opened system"]);
  });

  test("is answered once, and stays open for the desk, which reads the answer after a look", async () => {
    expect(await answerHandedTask(token, "  ")).toEqual({ ok: false, reason: "answer-missing" });
    expect(await answerHandedTask(token, "Twelve visits, exported to the vault.")).toEqual({ ok: true });
    expect(await answerHandedTask(token, "Something else.")).toEqual({ ok: false, reason: "answered" });
    expect(await openHandedTask(token)).toEqual({ ok: false, reason: "answered" });
    expect(await handedTask(token)).toMatchObject({ state: "answered", work: null });
    expect(await db().task.findUnique({ where: { id: task } })).toMatchObject({ doneAt: null, answer: null });
    const words = { to: colleague, answer: "Twelve visits, exported to the vault." };
    expect(await handOversOf(rui, task)).toMatchObject({ looked: true, all: [{ state: "answered", words }] });
    expect(await handOversOf(dora, task)).toMatchObject({ looked: false, all: [{ state: "answered", words: null }] });
    expect(await handOversOf(ana, task)).toBeNull();
    expect((await deskTasks(dora))?.find(({ id }) => id === task)?.passedOn).toBe("answered");
    const rows = [await db().drawer.findMany(), await db().taskLink.findMany(), await eventLines(reference)];
    const text = rows.flat().map((row) => (typeof row === "string" ? row : Object.values(row).map((one) => (one instanceof Uint8Array ? Buffer.from(one).toString("latin1") : String(one))).join())); // prettier-ignore
    expect(text.join()).not.toContain("Twelve visits");
  });

  test("leaves a chain that verifies and commits to whom and to what", async () => {
    const lines = await eventLines(reference);
    expect(verifyEvents(lines).problems).toEqual([]);
    expect(await facts(task)).toEqual(["handed-over reviewer", "hand-over-opened system", "hand-over-answered system"]);
    const parsed = lines.trim().split("\n").map((line) => JSON.parse(line) as { fact: string; commit: string | null }); // prettier-ignore
    const committed = parsed.filter(({ fact }) => ["handed-over", "hand-over-answered"].includes(fact));
    expect(committed.every(({ commit }) => /^[0-9a-f]{64}$/.test(commit ?? ""))).toBe(true);
  });
});

describe("a link", () => {
  test("that is taken back opens nothing; so does the former one when the task is passed on again", async () => {
    const task = await newTask("access-by-hand", { source: "zendesk" });
    const first = await passOn(task);
    await openHandedTask(first);
    expect((await handedTask(first))?.work?.shown.known.flatMap(({ values }) => values)).toContain("KW-100001");
    const second = await passOn(task, { to: "other@klangwerk.example" });
    expect(await handedTask(first)).toMatchObject({ state: "withdrawn", work: null });
    expect(await answerHandedTask(first, "Found it.")).toEqual({ ok: false, reason: "withdrawn" });
    expect(await withdrawHandOver(ana, task)).toEqual({ ok: false, reason: "not-found" });
    await look(dora, reference);
    expect(await withdrawHandOver(dora, task)).toEqual({ ok: true });
    expect(await withdrawHandOver(dora, task)).toEqual({ ok: false, reason: "nothing-open" });
    expect(await openHandedTask(second)).toEqual({ ok: false, reason: "withdrawn" });
    expect(await db().taskLink.count({ where: { task, sealed: { not: null } } })).toBe(0);
    expect((await facts(task)).at(-1)).toBe("hand-over-withdrawn dpo");
    expect((await handOversOf(dora, task))?.all.map(({ state, words }) => [state, words?.to])).toEqual([
      ["withdrawn", "other@klangwerk.example"],
      ["withdrawn", colleague],
    ]);
  });

  test("opens nothing once the task is finished at the desk, and what it showed goes", async () => {
    const task = await newTask("held-back", { source: "shop" });
    const token = await passOn(task);
    expect(await finishTask(rui, task, "Settled on the phone.")).toEqual({ ok: true });
    expect(await openHandedTask(token)).toEqual({ ok: false, reason: "settled" });
    const { length } = await db().taskLink.findMany({ where: { task, sealed: { not: null } } });
    expect([length, await forgetHandedOver(), await forgetHandedOver()]).toEqual([1, 1, 0]);
    expect(await handOver(rui, task, { to: colleague, before: 1 })).toEqual({ ok: false, reason: "done-before" });
  });

  test("is not made for a decision or a letter, nor by somebody for their own request", async () => {
    const task = await newTask("decide-again");
    expect(await handOver(rui, task, { to: colleague, before: 0 })).toEqual({ ok: false, reason: "not-passed-on" });
    const own = await newTask("copy-first");
    await db().request.update({ where: { id: reference }, data: { personId: rui.person } });
    expect(await handOver(rui, own, { to: colleague, before: 0 })).toEqual({ ok: false, reason: "own" });
    await db().request.update({ where: { id: reference }, data: { personId: ana.person } });
  });

  test("whose mail comes back is seen at the desk beside the task; the person is not told of as unreachable", async () => {
    const task = await newTask("source-late", { source: "shop" });
    await passOn(task);
    const [mail] = await db().mail.findMany({
      where: { kind: "hand-over", state: "queued" },
      orderBy: { madeAt: "desc" },
    });
    const claimed = await db().mail.update({ where: { id: mail?.id ?? "" }, data: { tries: 1 } });
    await settleMail(claimed, { outcome: "bounced", code: 550 });
    expect((await handOversOf(rui, task))?.all).toMatchObject([{ state: "returned" }]);
    expect(await db().task.count({ where: { kind: "mail-bounced" } })).toBe(0);
  });

  test("runs out after its last day, opened or not, and then shows nothing", async () => {
    const task = await newTask("access-by-hand", { source: "criteo" });
    const token = await passOn(task);
    await openHandedTask(token);
    await portal.later("13 days");
    expect(await handedTask(token)).toMatchObject({ state: "open" });
    await portal.later("2 days");
    expect(await handedTask(token)).toMatchObject({ state: "expired", work: null });
    expect(await answerHandedTask(token, "Found it.")).toEqual({ ok: false, reason: "expired" });
    expect(await forgetHandedOver()).toBeGreaterThan(0);
    expect((await deskTasks(rui))?.find(({ id }) => id === task)?.passedOn).toBeNull();
    await look(rui, reference);
    expect(await handedTask(await passOn(task))).toMatchObject({ state: "waits" });
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });
});

/** Runs it as the role of the web process. */
async function asWeb(work: () => Promise<void>): Promise<void> {
  const worker = process.env.DATABASE_URL ?? "";
  await closeDb();
  process.env.DATABASE_URL = worker.replace("rightful_worker", "rightful_web");
  try {
    await work();
  } finally {
    await closeDb();
    process.env.DATABASE_URL = worker;
  }
}

test("the web's own role can do all of it, and sees no more than that", async () => {
  const task = await newTask("access-by-hand", { source: "shop" });
  await asWeb(async () => {
    expect(await db().taskLink.count()).toBe(0);
    const pressed = { to: colleague, before: 0 };
    const [first, second] = await Promise.all([handOver(rui, task, pressed), handOver(rui, task, pressed)]);
    expect([first, second].filter(({ ok }) => ok)).toHaveLength(1);
    expect(await withdrawHandOver(rui, task)).toEqual({ ok: true });
    expect(await handOver(rui, task, { to: colleague, before: 1 })).toEqual({ ok: true });
    expect(await db().mail.count()).toBe(0);
  });
  const { token } = await newestMail();
  await asWeb(async () => {
    expect(await handedTask(token)).toMatchObject({ state: "waits" });
    expect(await openHandedTask(token)).toEqual({ ok: true });
    const scan = [{ name: "scan.pdf", bytes: Buffer.from("%PDF-1.7") }];
    const pressed = [answerHandedTask(token, "Found two.", scan), answerHandedTask(token, "Found three.", scan)];
    expect((await Promise.all(pressed)).map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    const [last, first] = (await handOversOf(rui, task))?.all ?? [];
    expect([last, first]).toMatchObject([{ state: "answered", files: [{ type: "pdf" }] }, { state: "withdrawn" }]);
  });
  expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
});

describe("at the end of the request file", () => {
  test("links go with it, are unknown from then on, and the chain still verifies", async () => {
    const { token } = await newestMail();
    await db().task.updateMany({ where: { doneAt: null }, data: { doneAt: await portalNow() } });
    await db().mail.updateMany({ data: { state: "accepted", settledAt: await portalNow() } });
    await db().request.update({ where: { id: reference }, data: { state: "cancelled", closedAt: await portalNow() } });
    expect(await handedTask(token)).toMatchObject({ state: "answered" });
    await portal.later("5 years");
    expect(await shredFiles(10)).toBe(1);
    expect(await db().taskLink.count()).toBe(0);
    expect(await handedTask(token)).toBeNull();
    expect(await openHandedTask(token)).toEqual(unknown);
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });
});
