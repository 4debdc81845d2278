/** Art. 20(2): data go to the company that the person named and confirmed, once, and can be taken back until it begins. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { db } from "../../db";
import { advance } from "../advance";
import { cancel } from "../ask/cancel";
import { watchMilestones } from "../milestone";
import { startPortal, type Portal } from "../portal.fixture";
import { cancelTransfer, confirmTransfer } from "./confirm";
import { lapseTransfers } from "./lapse";
import { nameTransfer, type Named } from "./name";
import { sendNext } from "./send";
import { confirmed, facts, formOf, hurry, letterOf, receiptOf, row, told } from "./transfer.fixture";

let portal: Portal;

beforeAll(async () => void (portal = await startPortal("transfer", { vendors: true, customers: 40 })), 120_000);
afterAll(() => portal.close());
afterEach(() => watchMilestones(() => undefined));

/** Somebody of whom little is held, signed in a moment ago. */
const somebody = () => portal.customer();
const form = (more: Partial<Named> = {}) => formOf(portal, more);

describe("named and confirmed", () => {
  test("the file goes where the person said, once, with a receipt that stands in the letter and the evidence", async () => {
    const who = await somebody();
    const { reference, id } = await confirmed(portal, who);
    expect(await letterOf(reference)).toBeNull();
    expect(await sendNext()).toBe(true);
    expect(await sendNext()).toBe(false);
    const arrived = portal.receiver.arrivals().at(-1);
    const made = await db().package.findUniqueOrThrow({ where: { request: reference } });
    expect(arrived).toMatchObject({ sha256: made.sha256, bytes: Number(made.bytes), times: 1 });
    expect(await row(id)).toMatchObject({ state: "accepted", code: null, tryAt: null, attempts: 1 });
    expect(await told(reference)).toEqual(["named", "confirmed", "started", "ended"]);
    expect((await facts(reference)).at(-1)).toMatchObject({ outcome: "accepted", status: 201 });
    expect(await receiptOf(reference, id)).toMatchObject({
      company: "Tonspur",
      receipt: arrived?.receipt,
      sha256: made.sha256,
    });
    await advance(reference);
    const letter = await letterOf(reference);
    for (const said of ["Tonspur", arrived?.receipt, made.sha256.slice(0, 8)]) expect(letter).toContain(said);
    // Neither the events nor the columns say where to.
    const plain = JSON.stringify([
      await db().event.findMany({ where: { request: reference } }),
      { ...(await row(id)), fence: 0 },
    ]);
    expect(plain).not.toMatch(/Tonspur|localhost|take-over/);
  }, 120_000);

  test("the same form twice names it once; another address in its place ends the first", async () => {
    const who = await somebody();
    const named = form();
    const [one, two] = await Promise.all([nameTransfer(who, named), nameTransfer(who, named)]);
    expect(one).toEqual(two);
    const reference = one.ok ? one.value.reference : "";
    const other = form({ company: "Klangfarbe" });
    expect(await nameTransfer(who, other)).toEqual(one);
    expect(await row(named.id)).toMatchObject({ state: "cancelled", code: null });
    expect(await confirmTransfer(who, reference, named.id)).toEqual({ ok: false, reason: "changed" });
    expect(await told(reference)).toEqual(["named", "cancelled", "named"]);
  });

  test.each([
    ["http://localhost:1/", "not-https"],
    ["https://127.0.0.1/", "number"],
    ["https://tonspur.example:22/", "port"],
    ["https://localhost:3000/", "no-address"],
  ])("%s opens no request", async (address, reason) => {
    const who = await somebody();
    expect(await nameTransfer(who, form({ address }))).toEqual({ ok: false, reason });
    expect(await nameTransfer(who, form({ code: "two words" }))).toEqual({ ok: false, reason: "code" });
    expect(await nameTransfer(who, form({ company: " " }))).toEqual({ ok: false, reason: "company" });
    expect(await db().request.count({ where: { personId: who.person } })).toBe(0);
  });

  test("a sign-in that is too long ago confirms nothing, and nobody confirms for somebody else", async () => {
    const who = await somebody();
    const named = form();
    const given = await nameTransfer(who, named);
    const reference = given.ok ? given.value.reference : "";
    await advance(reference);
    const late = { ...who, authAge: 3_600 };
    expect(await confirmTransfer(late, reference, named.id)).toEqual({ ok: false, reason: "not-fresh" });
    expect(await confirmTransfer(await somebody(), reference, named.id)).toEqual({ ok: false, reason: "not-found" });
    expect(await cancelTransfer(await somebody(), reference)).toEqual({ ok: false, reason: "not-found" });
    expect(await sendNext()).toBe(false);
  });

  test("what is not confirmed within the hour lapses: the answer goes without it, and the code is gone", async () => {
    const who = await somebody();
    const named = form();
    const given = await nameTransfer(who, named);
    const reference = given.ok ? given.value.reference : "";
    await advance(reference);
    await advance(reference);
    expect(await letterOf(reference)).toBeNull();
    await db().transfer.update({ where: { id: named.id }, data: { namedAt: new Date(Date.now() - 3_700_000) } });
    await advance(reference);
    expect(await letterOf(reference)).not.toContain("Tonspur");
    expect(await row(named.id)).toMatchObject({ state: "lapsed", code: null });
  });
});

describe("taken back", () => {
  test("until it begins; pressed twice it is taken back once, and nothing leaves", async () => {
    const who = await somebody();
    const { reference, id } = await confirmed(portal, who);
    expect(await cancelTransfer(who, reference)).toMatchObject({ ok: true });
    expect(await cancelTransfer(who, reference)).toMatchObject({ ok: true });
    expect(await sendNext()).toBe(false);
    expect(await row(id)).toMatchObject({ state: "cancelled", code: null });
    expect(await told(reference)).toEqual(["named", "confirmed", "cancelled"]);
  });

  test("not while it is being sent, nor when it may have arrived", async () => {
    const who = await somebody();
    const { reference, id } = await confirmed(portal, who);
    let during: unknown;
    const pressed: Promise<void>[] = [];
    watchMilestones((at) => {
      if (at === "transfer:intended") pressed.push(cancelTransfer(who, reference).then((said) => void (during = said)));
    });
    portal.receiver.fault({ kind: "lost-answer" });
    await sendNext();
    await Promise.all(pressed);
    expect(during).toEqual({ ok: false, reason: "too-late" });
    expect(await row(id)).toMatchObject({ state: "confirmed", inDoubt: true });
    expect(await cancelTransfer(who, reference)).toEqual({ ok: false, reason: "too-late" });
    await hurry(id);
    await sendNext();
    expect(await row(id)).toMatchObject({ state: "accepted", attempts: 2 });
  });

  test("a press that wins the race against the worker keeps everything here", async () => {
    const who = await somebody();
    const { reference, id } = await confirmed(portal, who);
    const before = portal.receiver.arrivals().length;
    await Promise.all([sendNext(), sendNext(), cancelTransfer(who, reference)]);
    const { state } = await row(id);
    expect(["cancelled", "accepted"]).toContain(state);
    expect(portal.receiver.arrivals().length - before).toBe(state === "accepted" ? 1 : 0);
  });

  test("a request that is stopped, or taken back, sends nothing", async () => {
    const who = await somebody();
    const { reference, id } = await confirmed(portal, who);
    await db().request.update({ where: { id: reference }, data: { stoppedAt: new Date() } });
    expect(await sendNext()).toBe(false);
    await db().request.update({ where: { id: reference }, data: { stoppedAt: null } });
    const early = await somebody();
    const named = form();
    const given = await nameTransfer(early, named);
    if (given.ok) await cancel(early, given.value.reference);
    await lapseTransfers();
    expect(await row(named.id)).toMatchObject({ state: "lapsed", code: null });
    expect(await sendNext()).toBe(true);
    expect(await row(id)).toMatchObject({ state: "accepted" });
  });
});
