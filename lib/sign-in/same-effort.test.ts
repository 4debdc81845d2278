/**
 * Whether an address or a reference is known must not be told by the work it causes either: the same statements run, in
 * the same order. Statements are counted, not milliseconds: those differ by themselves.
 */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { TestDatabase } from "../../demo/postgres/test-database";
import { db } from "../db";
import { hashReceiptCode, receiptCode } from "../steps/ask/reference";
import { admitAddress } from "./admit";
import { askForLink } from "./link";
import { passByReceipt } from "./receipt";
import { leaveDatabase, signInDatabase } from "./sign-in.fixture";

let database: TestDatabase;
const submission = randomUUID();
const [known, unknown] = ["R-000000000000000K", "R-000000000000000X"];

beforeAll(async () => {
  database = await signInDatabase("same effort", "http://localhost:1");
  await admitAddress("known@mail.example", "en");
  const at = new Date("2026-03-05T09:00:00Z");
  const owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  await owner.query("INSERT INTO submission (id, receipt_code, received_at) VALUES ($1, $2, $3)", [
    submission,
    hashReceiptCode(receiptCode(submission)),
    at,
  ]);
  await owner.query(
    `INSERT INTO request (id, submission_id, "right", state, channel, language, received_at, received_on, unrolled_on,
                          due_on, policy, subject, contact)
     VALUES ($1, $2, 'access', 'received', 'portal', 'en', $3::timestamptz, '2026-03-05', '2026-04-05', '2026-04-07', '1', '', '')`,
    [known, submission, at],
  );
  await owner.end();
});
afterAll(() => leaveDatabase(database));
beforeEach(async () => {
  await db().$executeRaw`DELETE FROM "rate"`;
});

/** The statements that `work` sends to the database, without their values. */
async function statements(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const query = vi.spyOn(pg.Client.prototype, "query");
  try {
    await work();
    for (const [what] of query.mock.calls as unknown[][])
      sent.push(typeof what === "string" ? what : String((what as { text: string }).text));
  } finally {
    query.mockRestore();
  }
  expect(sent.length).toBeGreaterThan(0);
  return sent;
}

describe("asking for a link", () => {
  const ask = (address: string) =>
    statements(() => askForLink({ address, browser: "a browser", language: "en", visitor: "203.0.113.5" }));

  test("is the same work for an address that is known and for one that is not", async () => {
    await ask("somebody@mail.example");
    const first = await ask("known@mail.example");
    expect(await ask("other@mail.example")).toEqual(first);
  });

  test("is the same work for an address that was asked for a moment ago", async () => {
    await ask("asked@mail.example");
    expect(await ask("asked@mail.example")).toEqual(await ask("fresh@mail.example"));
  });
});

describe("looking up by reference and receipt code", () => {
  const code = "ABCDE-FGHJK-MNPQR-STVWX-YZ012-3";
  const lookUp = (reference: string) => statements(() => passByReceipt({ reference, code }, "203.0.113.5"));

  test("is the same work for a reference that is known, for one that is not and for none at all", async () => {
    await lookUp("none");
    const first = await lookUp(known);
    expect(await lookUp(known)).toEqual(first);
    expect(await lookUp(unknown)).toEqual(first);
    expect(await lookUp("none")).toEqual(first);
  });

  test("is the same work with the right code: only the answer differs", async () => {
    await lookUp("R-0000000000000001");
    const wrong = await lookUp(known);
    const right = await statements(() =>
      passByReceipt({ reference: known, code: receiptCode(submission) }, "203.0.113.5"),
    );
    expect(right).toEqual(wrong);
    expect(await passByReceipt({ reference: known, code: receiptCode(submission) }, "203.0.113.5")).toMatchObject({
      ok: true,
    });
  });
});
