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
import { watchMilestones } from "../milestone";
import { signedIn, startPortal, type Portal } from "../portal.fixture";
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
function fill(): void {
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
    tickets.push({ ...like, ...closed, ...ended, id: 5_000_000 + no });
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
