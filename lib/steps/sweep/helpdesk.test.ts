/**
 * Art. 5(1)(e): the night at a helpdesk whose policy empties some tickets. They are emptied once and counted, profiles go
 * after the last of their tickets, and both say under which rule.
 */
import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ZendeskState } from "../../../demo/vendors/zendesk";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import { watchMilestones } from "../milestone";
import { startPortal, type Portal } from "../portal.fixture";
import { systemLines } from "../system-chain";
import { runSweep } from "./run-sweep";
import { sweepNow } from "./sweep";
import { openWindows } from "./window";

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal("sweep-helpdesk", { vendors: true });
  const text = await readFile("policy.yaml", "utf8");
  const emptying = text.replace("{ category: contact-email, from: closed, erase: delete }", "{ category: contact-email, from: closed, erase: redact }"); // prettier-ignore
  expect(emptying).not.toBe(text);
  process.env.POLICY_FILE = join(process.env.FILES_DIR ?? "", "policy.yaml");
  await writeFile(process.env.POLICY_FILE, emptying);
  fill();
}, 300_000);
afterAll(() => portal.close());
beforeEach(() => watchMilestones(() => undefined));

const desk = () => portal.vendors.state("zendesk") as ZendeskState;
const [anna, bert, carl, first] = [1_000_001, 1_000_002, 1_000_003, 6_000_000];

/** The desk holds nothing but: Anna's two old messages, Bert's and a letter of his about a contract, Carl's new one. */
function fill(): void {
  const state = desk();
  const [user] = state.users.filter(({ role }) => role === "end-user");
  const [model] = state.tickets.filter(({ comments }) => comments.length > 1);
  if (!user || !model) throw new Error("the stand-in has people and tickets");
  const plain = { external_id: null, notes: null, details: null, tags: [] };
  const people = [anna, bert, carl].map((id) => ({ ...user, ...plain, id, name: `Somebody ${id}`, email: `${id}@mail.example` })); // prettier-ignore
  state.users = [...state.users.filter(({ role }) => role !== "end-user"), ...people];
  state.identities = [];
  const old = { created_at: "2024-05-01T08:00:00.000Z", updated_at: "2025-01-05T08:00:00.000Z" };
  const ticket = (no: number, requester_id: number, tags: string[], solved_at = "2025-01-05T08:00:00.000Z") => {
    const comments = model.comments.map(({ attachments, ...comment }, at) => {
      const own = 8_000_000 + no * 10 + at;
      return { ...comment, id: own, attachments: attachments.map((file) => ({ ...file, id: own })) };
    });
    const closed = { status: "closed" as const, deleted_at: null, custom_fields: [], email_cc_ids: [] };
    return { ...structuredClone(model), ...old, ...closed, id: first + no, requester_id, tags, solved_at, comments };
  };
  state.tickets = [
    ticket(0, anna, []),
    ticket(1, anna, []),
    ticket(2, bert, []),
    ticket(3, bert, ["topic_contract"]),
    ticket(4, carl, [], "2999-01-01T00:00:00.000Z"),
  ];
}

type Asked = { category: "contact-email" | "support-profile"; dry?: boolean };

/** Opens a window of its own and runs one sweep in it. */
async function sweep({ category, dry = false }: Asked) {
  const window = randomUUID();
  await openWindows({ dry, window });
  const { id } = await db().sweep.findFirstOrThrow({ where: { window, source: "zendesk", category } });
  return run(id);
}

async function run(id: string) {
  // How often a system may be asked goes by the machine's clock, which stands still here.
  await portal.owner.query("DELETE FROM rate_budget");
  await portal.owner.query("UPDATE sweep SET lease_until = NULL, try_at = LEAST(try_at, portal_now()) WHERE id = $1", [id]); // prettier-ignore
  await runSweep(id);
  return db().sweep.findUniqueOrThrow({ where: { id } });
}

let ahead = 0;
async function passed(id: string, hours: number) {
  ahead += hours;
  await portal.ahead(`${ahead} hours`);
  portal.vendors.advance(hours * 3_600_000);
  return run(id);
}

const textsOf = (no: number) =>
  desk().tickets.find(({ id }) => id === first + no)?.comments.map(({ html_body: html }) => html.replaceAll(/<[^>]*>/g, "")); // prettier-ignore
const userOf = (id: number) => desk().users.find((user) => user.id === id);

describe("a night at the helpdesk", () => {
  test("counts first, and changes nothing", async () => {
    const lines = (await sweepNow({ dry: true })).filter(({ source }) => source === "zendesk");
    expect(lines).toEqual([
      { source: "zendesk", category: "contact-email", rule: "closed", norm: "Privacy policy; Art. 5(1)(e) GDPR", writing: "erase", state: "done", due: 3, done: 0, held: 0, stopped: 0, unreleased: 0 },
    ]); // prettier-ignore
    expect(desk().changes).toEqual([]);
  }, 120_000);

  test("killed before it was recorded it goes on, and what is emptied is emptied once", async () => {
    watchMilestones((milestone) => {
      if (milestone === "sweep:written") throw new Error("killed");
    });
    await expect(sweep({ category: "contact-email" })).rejects.toThrow("killed");
    watchMilestones(() => undefined);
    const { id } = await db().sweep.findFirstOrThrow({ where: { state: "waiting", source: "zendesk", category: "contact-email" } }); // prettier-ignore
    expect(await run(id)).toMatchObject({ state: "done", due: 3n, done: 3n, held: 0n, batches: 1 });
    for (const no of [0, 1, 2]) expect(textsOf(no)?.join("")).toMatch(/^[▇\s]+$/);
    expect(textsOf(4)?.join("")).toMatch(/\w/);
    expect(desk().tickets.map(({ deleted_at }) => deleted_at)).toEqual([null, null, null, null, null]);
    const emptied = desk().changes.map(({ change, record }) => `${change} ${record}`);
    expect(new Set(emptied).size).toBe(emptied.length);
    expect(await sweep({ category: "contact-email" })).toMatchObject({ state: "done", due: 0n, done: 0n });
    expect(desk().changes).toHaveLength(emptied.length);
  }, 120_000);

  test("asked too often the helpdesk says when to come again, and the sweep does then", async () => {
    const tooOften = { on: "GET /api/v2/search/export", kind: "answer", status: 429, headers: { "retry-after": "120" } } as const; // prettier-ignore
    portal.vendors.fault("zendesk", tooOften);
    const row = await sweep({ category: "support-profile", dry: true });
    expect(row).toMatchObject({ state: "waiting", trouble: "source", tries: 0 });
    const seconds = (row.tryAt.getTime() - row.madeAt.getTime()) / 1_000;
    expect(seconds).toBeGreaterThanOrEqual(120);
    expect(seconds).toBeLessThan(300);
    expect(await passed(row.id, 1)).toMatchObject({ state: "done", due: 1n, tries: 0 });
  }, 120_000);

  test("a profile goes when its tickets are over, counted first and when Zendesk has confirmed it", async () => {
    expect(await sweep({ category: "support-profile", dry: true })).toMatchObject({ due: 1n, stopped: 0n });
    const started = await sweep({ category: "support-profile" });
    expect(started).toMatchObject({ state: "waiting", trouble: "under-way", done: 0n, held: 0n });
    const ended = await passed(started.id, 2);
    expect(ended).toMatchObject({ state: "done", rule: "tickets", norm: "Art. 5(1)(e) GDPR", due: 1n, done: 1n, held: 0n }); // prettier-ignore
    expect(userOf(anna)).toMatchObject({ name: "Permanently Deleted User", purged: true });
    // What the law keeps of Bert keeps his profile, and Carl's message is not over.
    for (const id of [bert, carl]) expect(userOf(id)).toMatchObject({ deleted_at: null, name: `Somebody ${id}` });
    const lines = await systemLines(db());
    expect(verifyEvents(lines).problems).toEqual([]);
    for (const [category, rule, done] of [["contact-email", "closed", 3], ["support-profile", "tickets", 1]] as const)
      expect(lines).toContain(`"data":{"category":"${category}","done":${done},"gone":0,"held":0,"rule":"${rule}","source":"zendesk"}`); // prettier-ignore
    expect(await sweep({ category: "support-profile" })).toMatchObject({ state: "done", due: 0n });
  }, 120_000);
});
