import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { closeSources } from "../../company";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import { openMail } from "../../mail/outbox";
import { chooseLaterNotice } from "../answer/later-notice";
import { applyChanges, decideChange } from "../decide/duty-change";
import { releaseTaxYear } from "../decide/tax-year";
import { askErasure, run, staffOf, type Staff } from "../erased.fixture";
import { watchMilestones } from "../milestone";
import { eventLines, signedIn, startPortal, type Portal } from "../portal.fixture";
import { recountDuties } from "../sweep/recount";
import { carryOut } from "./duty";
import { dueDuties } from "../duties";

let portal: Portal;
let staff: Staff;
let ana: Actor;
let reference = "";

beforeAll(async () => {
  portal = await startPortal("duty");
  staff = await staffOf();
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  await portal.shop.query(
    `INSERT INTO invoices (number, kind, order_number, customer_number, buyer_name, buyer_email, street, postcode, city, country, issued_on, payment_method, lines, net_cents, vat_cents)
     VALUES ('OLD-1', 'invoice', 'O-1', 'KW-100001', 'Ana Vidal', 'ana.vidal@mail.example', 'Street 1', '10997', 'Berlin', 'DE', '2012-05-05', 'card', '[]', 100, 19)`,
  );
  reference = await askErasure(ana, staff);
  await run(portal, reference);
}, 600_000);
afterAll(() => portal.close());

const duty = (id: string) => db().duty.findUniqueOrThrow({ where: { id } });
const invoice = () =>
  db().duty.findFirstOrThrow({ where: { category: "invoice", state: { not: "done" } }, orderBy: { dueOn: "asc" } });
const facts = async (fact: string) => (await db().event.findMany({ where: { request: reference, fact } })).length;

const oldInvoice = async () => (await portal.shop.query("SELECT FROM invoices WHERE number = 'OLD-1'")).rowCount === 1;

describe("a tax paper that is over by the calendar, of a year that nobody released", () => {
  test("is locked by the erasure instead of erased, and is a duty that is late until finance releases the year", async () => {
    expect(await oldInvoice()).toBe(true);
    // Of every year whose period is over: some stand in the demo's story, and their papers wait with this one.
    const { id, dueOn, taxYears } = await invoice();
    expect(dueOn.getTime()).toBeLessThan(Date.now());
    expect(taxYears).toContain(2012);
    expect(await carryOut(id)).toBe("tax-year");
    for (const year of taxYears) expect(await releaseTaxYear(staff.rui, year)).toMatchObject({ ok: true });
    expect(await carryOut(id)).toBe("done");
    expect(await oldInvoice()).toBe(false);
    await db().mail.deleteMany({ where: { kind: "alarm" } });
  });
});

describe("a duty on its day", () => {
  test("waits for the release of its tax year; finance is told once, and it goes when the year is released", async () => {
    const { id, taxYears, count } = await invoice();
    expect(taxYears).toHaveLength(1);
    await portal.ahead("5000 days");
    expect(await carryOut(id)).toBe("tax-year");
    expect(await carryOut(id)).toBe("tax-year");
    expect(await duty(id)).toMatchObject({ state: "stopped", stoppedBy: "tax-year", done: 0 });
    const [mail, ...more] = await db().mail.findMany({ where: { kind: "alarm" } });
    expect(more).toEqual([]);
    expect(openMail(mail?.sealed ?? new Uint8Array()).subject).toContain(String(taxYears[0]));
    expect(await dueDuties(1000)).not.toContain(id);
    expect(await releaseTaxYear(staff.rui, taxYears[0] as number)).toMatchObject({ ok: true });
    expect(await dueDuties(1000)).toContain(id);
    expect(await carryOut(id)).toBe("done");
    const done = await duty(id);
    expect(done).toMatchObject({ state: "done", leftOver: 0 });
    expect(done.done + done.gone).toBe(count);
  });

  test("that fails for a reason nobody foresaw keeps no other waiting: it is tried again later", async () => {
    const { id } = await db().duty.findFirstOrThrow({ where: { state: { not: "done" }, taxYears: { isEmpty: true } } });
    expect(await dueDuties(1000)).toContain(id);
    watchMilestones(() => {
      throw new Error("unforeseen");
    });
    await expect(carryOut(id)).rejects.toThrow("unforeseen");
    watchMilestones(() => undefined);
    expect(await dueDuties(1000)).not.toContain(id);
    await db().duty.update({ where: { id }, data: { tryAt: null } });
  });

  test("is late while its source does not answer, and says so once", async () => {
    const { id } = await db().duty.findFirstOrThrow({ where: { state: { not: "done" }, taxYears: { isEmpty: true } } });
    const stopped = await facts("duty-stopped");
    await closeSources();
    process.env.SHOP_DATABASE_URL = "postgres://nobody@localhost:1/none";
    expect(await carryOut(id)).toBe("source");
    expect(await carryOut(id)).toBe("source");
    await closeSources();
    process.env.SHOP_DATABASE_URL = portal.env.SHOP_DATABASE_URL;
    expect(await facts("duty-stopped")).toBe(stopped + 1);
    expect(await carryOut(id)).toBe("done");
  });

  test("is not called done while the source still shows a record; a day later it is tried again", async () => {
    const { id, count, taxYears } = await invoice().then(() =>
      db().duty.findFirstOrThrow({ where: { category: "invoice", state: { not: "done" } }, orderBy: { dueOn: "asc" } }),
    );
    for (const year of taxYears) await releaseTaxYear(staff.rui, year);
    await portal.shop.query(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
    );
    for (const table of ["invoices", "payments"])
      await portal.shop.query(`CREATE TRIGGER refuse BEFORE DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse()`);
    expect(await carryOut(id)).toBe("left");
    expect(await duty(id)).toMatchObject({ state: "stopped", stoppedBy: "left", leftOver: count, done: 0 });
    expect(await db().task.count({ where: { request: reference, kind: "held-back", category: "invoice" } })).toBe(1);
    for (const table of ["invoices", "payments"]) await portal.shop.query(`DROP TRIGGER refuse ON ${table}`);
    expect(await carryOut(id)).toBe("done");
    expect(await duty(id)).toMatchObject({ done: count, gone: 0, held: 0, leftOver: 0 });
  });

  test("the chain of the request stays whole", async () => {
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });
});

describe("a changed policy or law", () => {
  const open = () => db().duty.findFirstOrThrow({ where: { state: { not: "done" }, category: "order-email" } });

  test("what it says otherwise waits for a reviewer; nothing moves and nothing goes before", async () => {
    await recountDuties();
    expect(await db().dutyChange.count()).toBe(0);
    const { id, dueOn } = await open();
    // As if it had been noted under a rule that kept it for one year less.
    const earlier = new Date(Date.UTC(dueOn.getUTCFullYear() - 1, 0, 1));
    await db().duty.update({ where: { id }, data: { dueOn: earlier } });
    await db().dutyRecount.deleteMany();
    await recountDuties();
    await recountDuties();
    expect(await db().dutyChange.findMany()).toMatchObject([{ duty: id, oldDueOn: earlier, newDueOn: dueOn }]);
    expect(await carryOut(id)).toBe("change");
    expect(await applyChanges(10)).toBe(0);
    expect((await duty(id)).dueOn).toEqual(earlier);
    expect(await decideChange(ana, "all", "moves")).toEqual({ ok: false, reason: "not-found" });
    expect(await decideChange(staff.dora, "all", "moves")).toEqual({ ok: false, reason: "not-allowed" });
    expect(await decideChange(staff.rui, "all", "moves")).toEqual({ ok: true, value: { state: "decided" } });
    expect(await applyChanges(10)).toBe(1);
    expect(await duty(id)).toMatchObject({ state: "waiting", dueOn });
    expect(await facts("duty-moved")).toBe(1);
  });

  test("left as noted, the same difference is not asked about again", async () => {
    const { id, dueOn } = await open();
    const later = new Date(Date.UTC(dueOn.getUTCFullYear() + 1, 0, 1));
    await db().duty.update({ where: { id }, data: { dueOn: later } });
    await db().dutyRecount.deleteMany();
    await recountDuties();
    expect(await decideChange(staff.rui, "all", "stays")).toMatchObject({ ok: true });
    await applyChanges(10);
    await db().dutyRecount.deleteMany();
    await recountDuties();
    expect(await db().dutyChange.count({ where: { appliedAt: null } })).toBe(0);
    expect((await duty(id)).dueOn).toEqual(later);
  });

  test("a rule that is gone is a question, and has no date to move to", async () => {
    const { id } = await open();
    await db().duty.update({ where: { id }, data: { rule: "no-such-rule" } });
    await db().dutyRecount.deleteMany();
    await recountDuties();
    expect(await db().dutyChange.findFirst({ where: { appliedAt: null } })).toMatchObject({ duty: id, newDueOn: null });
    expect(await carryOut(id)).toBe("change");
    expect(await decideChange(staff.rui, "all", "moves")).toEqual({ ok: false, reason: "not-found" });
  });
});

describe("later notices", () => {
  test("only who asked for it is told, by a mail that names no record", async () => {
    const rest = await db().duty.findMany({
      where: { state: { not: "done" }, changes: { none: { appliedAt: null } } },
    });
    const [first, second] = rest.filter(({ taxYears }) => taxYears.length === 0);
    expect(await chooseLaterNotice(staff.rui, reference, true)).toEqual({ ok: false, reason: "not-found" });
    await carryOut(first?.id ?? "");
    expect(await db().mail.count({ where: { kind: "duty-done" } })).toBe(0);
    expect(await chooseLaterNotice(ana, reference, true)).toEqual({ ok: true });
    expect(await carryOut(second?.id ?? "")).toBe("done");
    const [mail, ...more] = await db().mail.findMany({ where: { kind: "duty-done" } });
    expect(more).toEqual([]);
    const { to, text, subject } = openMail(mail?.sealed ?? new Uint8Array());
    expect(to.address).toBe("ana.vidal@mail.example");
    expect(`${subject} ${text}`).toContain(reference);
    expect(`${subject} ${text}`).not.toMatch(/Vidal|KW-|invoice|order/i);
  });
});

test("what the policy says otherwise is heeded on the very day, before the night's comparison has come to it", async () => {
  const { id, dueOn } = await db().duty.findFirstOrThrow({
    where: { state: { not: "done" }, changes: { none: {} }, category: { not: "support-profile" } },
  });
  await db().duty.update({ where: { id }, data: { dueOn: new Date(Date.UTC(dueOn.getUTCFullYear() - 2, 0, 1)) } });
  expect(await carryOut(id)).toBe("change");
  expect(await db().dutyChange.count({ where: { duty: id, appliedAt: null } })).toBe(1);
});
