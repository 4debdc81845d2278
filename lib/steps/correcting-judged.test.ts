/** Art. 16: what a person has to judge before it changes, and what is never overwritten. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../actor";
import { db } from "../db";
import { advance } from "./advance";
import { askToCorrect, correction, letterText } from "./correction.fixture";
import { placeHold } from "./decide/hold";
import { settleLifts } from "./decide/lift";
import { verifyEvents } from "../gdpr/evidence";
import { reduceCorrections } from "./answer/reduce";
import { mayUse } from "./may-use";
import { eventLines, signedIn, startPortal, type Portal } from "./portal.fixture";
import { receive } from "./ask/receive";
import { cancel } from "./ask/cancel";
import { approve } from "./decide/review";
import { day } from "../gdpr/day";

let portal: Portal;
let nils: Actor;
let rui: Actor;

beforeAll(async () => {
  portal = await startPortal("judging");
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
}, 120_000);
afterAll(() => portal.close());

const rows = async (sql: string, values: unknown[] = []) => (await portal.shop.query(sql, values)).rows;
const find = (reference: string) => db().request.findUniqueOrThrow({ where: { id: reference } });

describe("what a person has to judge", () => {
  const words = "The parcel went to a house number that I never had.";
  const change = { category: "order", values: { street: "Gartenweg 18a" } };

  test("waits for a reviewer with its reason; paused meanwhile if wished; then exactly that record changes", async () => {
    const without = {
      right: "rectification" as const,
      corrections: [await correction(nils, change)],
      words: "",
      pause: false,
    };
    expect(await receive(nils, { id: randomUUID(), wishes: [without], language: "en" })).toEqual({
      ok: false,
      reason: "words-missing",
    });
    const reference = await askToCorrect(nils, change, { words, pause: true });
    expect(await mayUse([{ account: "KW-100013", category: "order" }])).toMatchObject([
      { allowed: false, because: "paused" },
    ]);
    const { submissionId } = await find(reference);
    const { id: pause } = await db().request.findFirstOrThrow({ where: { submissionId, right: "restriction" } });
    await advance(pause);
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "planned", waitsFor: "reviewer" });
    expect(await rows("SELECT 1 FROM orders WHERE street = 'Gartenweg 18a'")).toEqual([]);
    const hash = (await find(reference)).planHash as string;
    expect(await approve(rui, reference, hash)).toMatchObject({ ok: true });
    await advance(reference);
    expect(
      await rows("SELECT customer_number, paused_at IS NOT NULL AS paused FROM orders WHERE street = 'Gartenweg 18a'"),
    ).toEqual([{ customer_number: "KW-100013", paused: true }]);
    expect((await find(reference)).state).toBe("fulfilled");
    await portal.accepted(reference);
    await advance(reference);
    // While a task or a hold is open what is written there is still needed.
    await db().task.updateMany({ where: { request: reference }, data: { doneAt: new Date(), answer: "told" } });
    await reduceCorrections();
    await reduceCorrections();
    const kinds = (await db().drawer.findMany({ where: { request: reference } })).map(({ kind }) => kind);
    expect(kinds).not.toContain("wish");
    expect(kinds.filter((kind) => kind === "wish reduced")).toHaveLength(1);
    expect(await db().listChunk.count({ where: { request: reference } })).toBe(0);
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
    // Checked and answered: the end of the pause is announced, and it ends a week after that.
    expect(await db().letter.count({ where: { request: pause, kind: "lifting" } })).toBe(1);
    await portal.accepted(pause);
    await settleLifts();
    await portal.ahead("32 days");
    await settleLifts();
    expect(await mayUse([{ account: "KW-100013", category: "order" }])).toMatchObject([{ allowed: true }]);
    expect(await rows("SELECT 1 FROM orders WHERE customer_number = 'KW-100013' AND paused_at IS NOT NULL")).toEqual(
      [],
    );
  });

  test("taken back, its pause will end too, as the person's own wish", async () => {
    const reference = await askToCorrect(
      nils,
      { category: "order", values: { street: "Gartenweg 19" } },
      { words, pause: true },
    );
    const { submissionId } = await find(reference);
    const { id: pause } = await db().request.findFirstOrThrow({ where: { submissionId, right: "restriction" } });
    expect(await cancel(nils, reference)).toEqual({ ok: true });
    expect(await db().letter.count({ where: { request: pause, kind: "lifting" } })).toBe(1);
    await cancel(nils, pause);
  });

  test("a record that changed meanwhile voids the approval", async () => {
    const reference = await askToCorrect(nils, { category: "order", values: { city: "Jever" } }, { words });
    await advance(reference);
    const hash = (await find(reference)).planHash as string;
    await portal.shop.query("UPDATE orders SET phone = '+49 4421 1' WHERE customer_number = 'KW-100013'");
    expect(await approve(rui, reference, hash)).toEqual({ ok: false, reason: "plan-changed" });
  });

  test("a hold stops it", async () => {
    const reference = await askToCorrect(nils, { category: "order", values: { postcode: "26388" } }, { words });
    await advance(reference);
    await approve(rui, reference, (await find(reference)).planHash as string);
    const reason = "The order is disputed before the court; the record must stay as it is.";
    const placing = { reference, kind: "legal" as const, category: "order", reason, reviewOn: day("2027-06-01") };
    expect(await placeHold(rui, placing)).toMatchObject({ ok: true });
    await advance(reference);
    // The hold voids the approval; once approved again, the run waits for its release.
    await approve(rui, reference, (await find(reference)).planHash as string);
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "approved", waitsFor: "hold" });
    expect(await rows("SELECT 1 FROM orders WHERE postcode = '26388' AND customer_number = 'KW-100013'")).toEqual([]);
  });

  test("an opinion stays as it is and gets the person's statement beside it", async () => {
    const statement = "The payment was late because the bank had a failure, not because of me.";
    const reference = await askToCorrect(nils, { category: "credit-score", statement }, { words: statement });
    const [before] = await rows("SELECT score, factors FROM credit_checks WHERE customer_number = 'KW-100013'");
    await advance(reference);
    await approve(rui, reference, (await find(reference)).planHash as string);
    await advance(reference);
    const [after] = await rows(
      "SELECT score, factors, counter_statement FROM credit_checks WHERE customer_number = 'KW-100013'",
    );
    expect(after).toEqual({ ...before, counter_statement: statement });
  });

  test("an invoice is never overwritten: a correction document is asked for", async () => {
    const before = await rows("SELECT * FROM invoices ORDER BY number");
    const statement = "My company's name is missing on the invoice.";
    const reference = await askToCorrect(nils, { category: "invoice", statement }, { words: statement });
    await advance(reference);
    const decisions = await db().decision.findMany({ where: { request: reference, count: { gt: 0 } } });
    expect(decisions.map(({ action, norm, category, count }) => [action, norm, category, count])).toEqual([
      ["keep", "document", "invoice", 1],
    ]);
    await approve(rui, reference, (await find(reference)).planHash as string);
    await advance(reference);
    expect(await rows("SELECT * FROM invoices ORDER BY number")).toEqual(before);
    expect(
      await db().task.count({ where: { request: reference, kind: "correction-document", category: "invoice" } }),
    ).toBe(1);
    expect(await letterText(reference)).toContain("§ 146(4) AO");
  });
});
