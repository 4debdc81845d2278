/**
 * Art. 5(1)(e): a helpdesk and a mailbox are swept like the database, with the model policy. Records of people under a stop
 * stay, and nobody else's do; what a system confirms later counts when it is confirmed.
 */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import type { ZendeskState } from "../../../demo/vendors/zendesk";
import { db } from "../../db";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import { verifyEvents } from "../../gdpr/evidence";
import { watchMilestones } from "../milestone";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
import { systemLines } from "../system-chain";
import { runSweep } from "./run-sweep";
import { openWindows } from "./window";

const anaBox = "ana.vidal@mail.example";
let portal: Portal;
let ana: Actor;
let dora: Actor;
beforeAll(async () => {
  portal = await startPortal("sweep-systems", { vendors: true });
  ana = await signedIn("ana", { account: "KW-100001", email: anaBox, name: "Ana Vidal" });
  dora = await signedIn("dora", { roles: ["dpo"] });
  fill();
}, 300_000);
afterAll(() => portal.close());
beforeEach(() => watchMilestones(() => undefined));

const desk = () => portal.vendors.state("zendesk") as ZendeskState;

/** Old mails and tickets of Ana and of others, beside those of the demo. */
function fill(first = 5_000_000): void {
  const { users, tickets } = desk();
  const [anas] = tickets.filter(({ requester_id: of }) => users.some(({ id, email }) => id === of && email === anaBox));
  const [others] = tickets.filter(({ requester_id: of }) => of !== anas?.requester_id && of < 900_000);
  if (!anas || !others) throw new Error("the stand-in has tickets of Ana and of others");
  for (let no = 0; no < 6; no += 1) {
    const [name, email] = no % 2 ? ["Ana Vidal", anaBox] : ["Somebody", `somebody-${no}@mail.example`];
    const support = { name: "Support", email: "support@klangwerk.example" };
    const at = "2025-01-05T08:00:00.000Z";
    portal.mailbox.deliver({ folder: "INBOX", at, from: { name, email }, to: [support], subject: "?", text: "?" });
    const closed = { status: "closed" as const, deleted_at: null, tags: [], custom_fields: [], email_cc_ids: [] };
    const ended = { created_at: "2024-05-01T08:00:00.000Z", updated_at: at, solved_at: at };
    const like = structuredClone(no % 2 ? anas : others);
    tickets.push({ ...like, ...closed, ...ended, id: first + no });
  }
}

type Asked = { source: "zendesk" | "mailbox"; dry?: boolean };

/** Opens a window of its own and runs one sweep in it. */
async function sweep({ source, dry = false }: Asked) {
  const window = randomUUID();
  await openWindows({ dry, window });
  const { id } = await db().sweep.findFirstOrThrow({ where: { window, source, category: "contact-email" } });
  // How often a system may be asked goes by the machine's clock, which stands still here.
  await portal.owner.query("DELETE FROM rate_budget");
  await runSweep(id);
  return sweepOf(id);
}

let ahead = 0;

/** Time passes here and there, and the sweep goes on when its system may be asked. */
async function passed(id: string, { minutes }: { minutes: number }) {
  ahead += minutes;
  await portal.ahead(`${ahead} minutes`);
  portal.vendors.advance(minutes * 60_000);
  await portal.owner.query("DELETE FROM rate_budget");
  await runSweep(id);
  return sweepOf(id);
}

/** Another worker takes over from one that was killed. */
async function resumed(id: string) {
  watchMilestones(() => undefined);
  await portal.owner.query("UPDATE sweep SET try_at = portal_now(), lease_until = NULL WHERE id = $1", [id]);
  await portal.owner.query("DELETE FROM rate_budget");
  await runSweep(id);
  return sweepOf(id);
}

const sweepOf = (id: string) => db().sweep.findUniqueOrThrow({ where: { id } });

async function holdOn(account: string): Promise<string> {
  const placed = { kind: "legal", reason: Buffer.from("x"), placedBy: dora.person as string, reviewOn: new Date() };
  return (await db().hold.create({ data: { ...placed, account } })).id;
}
const release = (id: string) => db().hold.update({ where: { id }, data: { releasedAt: new Date() } });

const mails = () => ["INBOX", "Sent"].flatMap((folder) => portal.mailbox.folders().get(folder)?.messages ?? []);
const isAnas = ({ mail }: ReturnType<typeof mails>[number]) =>
  [mail.from, ...mail.to, ...(mail.cc ?? [])].some(({ email }) => email === anaBox);

describe("people under a stop", () => {
  test("a hold on an account of which no address is known keeps everything; released, it keeps nothing", async () => {
    const hold = await holdOn("KW-100002");
    for (const source of ["zendesk", "mailbox"] as const) {
      const row = await sweep({ source });
      expect(row).toMatchObject({ state: "done", done: 0n, held: 0n });
      expect(Number(row.stopped)).toBeGreaterThanOrEqual(6);
      expect(await sweep({ source, dry: true })).toMatchObject({ due: row.stopped, stopped: row.stopped });
    }
    await release(hold);
    expect(await sweep({ source: "zendesk", dry: true })).toMatchObject({ stopped: 0n });
  }, 120_000);

  test("an open copy keeps everything until the search has found the person's addresses, and then what is theirs", async () => {
    const received = await receive(ana, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
    const reference = received.ok ? (received.value.requests[0]?.reference as string) : "";
    const unsearched = await sweep({ source: "mailbox", dry: true });
    expect(unsearched.stopped).toBe(unsearched.due);
    await advance(reference);
    // A hold on the same account adds nobody whose addresses are not known.
    const hold = await holdOn("KW-100001");

    const counted = await sweep({ source: "mailbox", dry: true });
    expect(counted.due).toBe(unsearched.due);
    expect(Number(counted.stopped)).toBeGreaterThan(0);
    expect(counted.stopped).toBeLessThan(counted.due);
    const tickets = await sweep({ source: "zendesk", dry: true });
    expect(Number(tickets.stopped)).toBeGreaterThan(0);
    expect(tickets.stopped).toBeLessThan(tickets.due);

    const before = mails();
    const row = await sweep({ source: "mailbox" });
    expect(row).toMatchObject({
      state: "done",
      held: 0n,
      stopped: counted.stopped,
      done: counted.due - counted.stopped,
    });
    expect(before.length - mails().length).toBe(Number(row.done));
    expect(mails().filter(isAnas)).toEqual(before.filter(isAnas));
    await release(hold);
    await portal.owner.query("UPDATE request SET state = 'refused' WHERE id = $1", [reference]);
    expect(await sweep({ source: "mailbox" })).toMatchObject({ done: counted.stopped, stopped: 0n });
    expect(mails().filter(isAnas).length).toBeLessThan(before.filter(isAnas).length);
  }, 120_000);
});

describe("what a system confirms later", () => {
  const there = (first: number) => desk().tickets.filter(({ id }) => id >= first && id < first + 6);
  const newest = () =>
    db().sweep.findFirstOrThrow({
      where: { source: "zendesk", category: "contact-email" },
      orderBy: { madeAt: "desc" },
    });

  test("counts when it has confirmed it, with proof; what it refuses is held back", async () => {
    // What the demo's own people have goes first.
    await passed((await sweep({ source: "zendesk" })).id, { minutes: 5 });
    fill(5_100_000);
    desk().stuck.push(5_100_000);
    const row = await sweep({ source: "zendesk" });
    expect(row).toMatchObject({ state: "waiting", trouble: "under-way", done: 0n, held: 0n, batches: 0 });
    expect(there(5_100_000).every(({ deleted_at: at }) => at !== null)).toBe(true);
    // Asked too early it is the same.
    expect(await runSweep(row.id)).toBeNull();
    expect(await resumed(row.id)).toMatchObject({ state: "waiting", trouble: "under-way", done: 0n, held: 0n });

    const ended = await passed(row.id, { minutes: 5 });
    expect(ended).toMatchObject({ state: "done", trouble: null, due: 6n, done: 5n, held: 1n, batches: 1 });
    expect(there(5_100_000).map(({ id }) => id)).toEqual([5_100_000]);
    const lines = await systemLines(db());
    expect(verifyEvents(lines).problems).toEqual([]);
    expect(lines).toContain(`"commit":"${ended.commit}","data":{"category":"contact-email","done":5,"gone":0,"held":1`);
    desk().stuck.length = 0;
  }, 120_000);

  test("and says so when it is late", async () => {
    fill(5_200_000);
    const { id } = await sweep({ source: "zendesk" });
    const jobs = desk().jobs.filter(({ results }) => results === null);
    expect(jobs).toHaveLength(1);
    for (const job of jobs) job.ordered_at = "2999-01-01T00:00:00.000Z";
    expect(await passed(id, { minutes: 25 * 60 })).toMatchObject({ state: "waiting", trouble: "late", done: 0n });
  }, 120_000);

  test.each(["sweep:intended", "sweep:written", "sweep:asked"])(
    "killed at %s: what lies in the bin does not count before it is gone",
    async (at) => {
      const first = 5_300_000 + at.length * 1_000;
      fill(first);
      watchMilestones((milestone) => {
        if (milestone === at) throw new Error("killed");
      });
      if (at === "sweep:asked") {
        const { id } = await sweep({ source: "zendesk" });
        await expect(passed(id, { minutes: 5 })).rejects.toThrow("killed");
      } else await expect(sweep({ source: "zendesk" })).rejects.toThrow("killed");
      const { id, done } = await newest();
      expect(done).toBe(0n);
      const again = await resumed(id);
      if (at !== "sweep:asked") expect(again).toMatchObject({ state: "waiting", trouble: "under-way", done: 0n });
      const ended = at === "sweep:asked" ? again : await passed(id, { minutes: 5 });
      expect(ended).toMatchObject({ state: "done", due: 6n, done: 6n, held: 0n, batches: 1 });
      expect(there(first)).toEqual([]);
    },
    120_000,
  );

  test("a stop that came after the worker was killed keeps what is still at the desk", async () => {
    fill(5_400_000);
    watchMilestones((milestone) => {
      if (milestone === "sweep:intended") throw new Error("killed");
    });
    await expect(sweep({ source: "zendesk" })).rejects.toThrow("killed");
    const received = await receive(ana, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
    const reference = received.ok ? (received.value.requests[0]?.reference as string) : "";
    await advance(reference);
    const { id } = await newest();
    await resumed(id);
    expect(await passed(id, { minutes: 5 })).toMatchObject({ state: "done", done: 3n, held: 0n, stopped: 3n });
    expect(there(5_400_000).map((ticket) => ticket.id % 2)).toEqual([1, 1, 1]);
    await portal.owner.query("UPDATE request SET state = 'refused' WHERE id = $1", [reference]);
  }, 120_000);
});
