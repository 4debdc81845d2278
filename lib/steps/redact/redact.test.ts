/** Art. 15(4), 12(4): of records that name others exactly what a reviewer decided leaves the house, and the answer says what does not. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import { groupKey } from "../../gdpr/plan";
import type { Group } from "../../gdpr/plan-value";
import { isMarked, type RecordDecision, type RedactionReason } from "../../gdpr/redaction";
import type { Letter } from "../../letters/letter";
import { unpack } from "../../package/unzip.fixture";
import { openDrawer, requestKey } from "../../seal/request-key";
import { masterKey, open } from "../../seal/seal";
import { advance } from "../advance";
import { answerDoubt } from "../answer/answer";
import { cancel } from "../ask/cancel";
import { receive } from "../ask/receive";
import { lookAtRecords, partsOf } from "../decide/look-at-records";
import { approve } from "../decide/review";
import { eventLines, signedIn, startPortal, type Portal } from "../portal.fixture";
import { decideRecords } from "./decide-records";
import { recordsToRedact, type RecordToRedact } from "./records-to-redact";
import { releaseAsDecided } from "./release-as-decided";

let portal: Portal;
let jakob: Actor;
let rui: Actor;
let dora: Actor;

beforeAll(async () => {
  portal = await startPortal("redacting");
  jakob = await signedIn("jakob", { account: "KW-100009", email: "jakob.winter@mail.example", name: "Jakob Winter" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
  await portal.shop.query(
    `UPDATE support_messages SET conversation = '[{"text": "My sister Lotte Sander never got the parcel."}]' WHERE customer_number = 'KW-100009'`,
  );
}, 120_000);
afterAll(() => portal.close());

const requestOf = (id: string) => db().request.findUniqueOrThrow({ where: { id } });
const reason = "The other person's address and words are not this person's to have.";

/** An access request of Jakob's whose other doubts are settled. */
async function asked(): Promise<string> {
  // Whoever asks again while a request is open has asked once.
  for (const { id } of await db().request.findMany({ where: { closedAt: null, state: "planned" } }))
    expect(await cancel(jakob, id)).toMatchObject({ ok: true });
  const received = await receive(jakob, { id: randomUUID(), wishes: [{ right: "access" }], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests[0]?.reference ?? "";
  await advance(reference);
  for (const { groups } of await linesOf(reference, "ask"))
    for (const group of groups.filter((one) => !isMarked(one)))
      await answerDoubt(rui, reference, { selector: groupKey(group), answer: "not-theirs", reason });
  await advance(reference);
  return reference;
}

async function linesOf(reference: string, action: string, category?: string) {
  const { planNo } = await requestOf(reference);
  const rows = await db().decision.findMany({
    where: { request: reference, planNo, action, count: { gt: 0 }, ...(category ? { category } : {}) },
    orderBy: { idx: "asc" },
  });
  return rows.map((row) => ({ ...row, groups: row.groups as unknown as Group[] }));
}

async function lineOf(reference: string, category: string, part?: string) {
  const all = [...(await linesOf(reference, "ask", category)), ...(await linesOf(reference, "export", category)), ...(await linesOf(reference, "keep", category))]; // prettier-ignore
  const line = all.find(
    (one) => one.groups.some(isMarked) && (!part || partsOf(one).some((found) => found.part === part)),
  );
  if (!line) throw new Error(`no line of ${category} names others`);
  return line;
}

/** Looks at the records of one part and decides about each; `decide` gives null for later. */
async function decide(
  reference: string,
  [category, part]: [category: string, part: string],
  decide: (record: RecordToRedact) => Pick<RecordDecision, "withheld" | "fields"> | null,
) {
  const { planHash } = await requestOf(reference);
  const { idx } = await lineOf(reference, category, part);
  const asked = { shown: planHash ?? "", line: idx, part, why: "others-named", words: "Whose address is it?" } as const;
  const look = await lookAtRecords(rui, reference, asked);
  if (!look.ok) throw new Error(look.reason);
  const found = await recordsToRedact(rui, reference, { look: look.value, page: 1 });
  if (found?.state !== "shown") throw new Error("nothing is shown");
  const decisions = found.records.flatMap((record): RecordDecision[] => {
    const made = decide(record);
    return made ? [{ part: record.part, key: record.key, version: record.version ?? "", ...made }] : [];
  });
  return { look: look.value, found, result: await decideRecords(rui, reference, { look: look.value, decisions }) };
}

const given = ({ fields }: RecordToRedact, black: Record<string, RedactionReason> = {}) => ({
  withheld: null,
  fields: Object.fromEntries(fields.map(({ column }) => [column, black[column] ?? null])),
});
const recipient = {
  recipient_name: "rights-of-others",
  recipient_email: "rights-of-others",
  street: "rights-of-others",
  postcode: "rights-of-others",
  city: "rights-of-others",
} as const;

async function release(reference: string, category: string) {
  const { planHash } = await requestOf(reference);
  const { idx } = await lineOf(reference, category);
  return releaseAsDecided(rui, reference, { shown: planHash ?? "", line: idx, reason });
}

const notes = ["delivery-note", "delivery_notes/delivery-note"] as [string, string];
const shipments = ["delivery-note", "shipments/delivery-note"] as [string, string];
const ticket = ["support-ticket-contract", "support_messages/support-ticket-contract"] as [string, string];

/** Everything decided: the note with its recipient blacked out, the shipment withheld, the ticket without its words. */
async function decided(): Promise<string> {
  const reference = await asked();
  await decide(reference, notes, (record) => given(record, recipient));
  await decide(reference, shipments, () => ({ withheld: "secrecy", fields: {} }));
  await decide(reference, ticket, (record) => given(record, { conversation: "rights-of-others" }));
  expect(await release(reference, "delivery-note")).toEqual({ ok: true });
  await advance(reference);
  expect(await release(reference, "support-ticket-contract")).toEqual({ ok: true });
  await advance(reference);
  return reference;
}

async function approved(): Promise<string> {
  const reference = await decided();
  const { planHash } = await requestOf(reference);
  expect(await approve(rui, reference, planHash ?? "")).toMatchObject({ ok: true, value: { state: "approved" } });
  return reference;
}

async function packed(reference: string): Promise<Map<string, string>> {
  const row = await db().package.findUniqueOrThrow({ where: { request: reference } });
  const key = open(masterKey("package key"), reference, row.key as Uint8Array);
  return unpack(join(portal.env.FILES_DIR as string, row.file), key);
}

describe("before every record was decided about", () => {
  test("records that name others are not handed out as a whole, and stand open in the plan", async () => {
    const reference = await asked();
    const line = await lineOf(reference, "delivery-note");
    expect(line).toMatchObject({ action: "ask", doubt: "third-persons" });
    const selector = groupKey(line.groups.find(isMarked) as Group);
    const all = await answerDoubt(rui, reference, { selector, alike: true, answer: "disclose", reason });
    expect(all).toEqual({ ok: false, reason: "one-by-one" });
    const { planHash } = await requestOf(reference);
    expect(await approve(rui, reference, planHash ?? "")).toEqual({ ok: false, reason: "open-questions" });
  });

  test("one that was left for later keeps the line open; so does one of the other part", async () => {
    const reference = await asked();
    expect((await decide(reference, notes, () => null)).result).toEqual({ ok: false, reason: "nothing-decided" });
    await decide(reference, notes, (record) => given(record, recipient));
    expect(await release(reference, "delivery-note")).toEqual({ ok: false, reason: "undecided" });
    await decide(reference, shipments, () => ({ withheld: "secrecy", fields: {} }));
    expect(await release(reference, "delivery-note")).toEqual({ ok: true });
  });

  test("a decision needs a look, a reviewer, and the plan of that look", async () => {
    const reference = await asked();
    const { look, found } = await decide(reference, notes, (record) => given(record));
    const decisions = (found.state === "shown" ? found.records : []).map((record) => ({ part: record.part, key: record.key, version: record.version ?? "", ...given(record) })); // prettier-ignore
    expect(await decideRecords(dora, reference, { look, decisions })).toEqual({ ok: false, reason: "not-allowed" });
    expect(await decideRecords(rui, reference, { look: look + 7, decisions })).toEqual({
      ok: false,
      reason: "look-over",
    });
    await db().request.update({ where: { id: reference }, data: { planHash: null } });
    expect(await decideRecords(rui, reference, { look, decisions })).toEqual({ ok: false, reason: "look-over" });
  });
});

describe("the plan", () => {
  test("has what is handed out and what is withheld as lines with lists, and hashes the decisions", async () => {
    const reference = await decided();
    expect(await linesOf(reference, "ask")).toEqual([]);
    const released = await linesOf(reference, "export", "delivery-note");
    expect(released.filter(({ ground }) => ground === "15(4)")).toMatchObject([{ count: 1, list: expect.any(String) }]);
    const kept = await linesOf(reference, "keep", "delivery-note");
    expect(kept).toMatchObject([{ ground: "15(4)", norm: "others", count: 1, list: expect.any(String) }]);

    const before = (await requestOf(reference)).planHash;
    await decide(reference, notes, (record) => given(record, { ...recipient, goods: "trade-secret" }));
    expect(await requestOf(reference)).toMatchObject({ planHash: null });
    await advance(reference);
    const after = (await requestOf(reference)).planHash;
    expect(after).not.toBe(before);
    // A reason alone is another decision.
    await decide(reference, shipments, () => ({ withheld: "rights-of-others", fields: {} }));
    await advance(reference);
    expect((await requestOf(reference)).planHash).not.toBe(after);
    expect(await approve(rui, reference, before ?? "")).toEqual({ ok: false, reason: "plan-changed" });
  });

  test("its decisions lie sealed; the chain counts them and names nobody", async () => {
    const reference = await decided();
    const event = await db().event.findFirstOrThrow({ where: { request: reference, fact: "redacted" } });
    expect(event.data).toEqual({ source: "shop", category: "delivery-note", released: 1, blackedOut: 5, withheld: 0 });
    const lines = await eventLines(reference);
    expect(verifyEvents(lines).problems).toEqual([]);
    expect(lines).not.toMatch(/Lotte|Wiesengrund|recipient_name/);
    for (const { sealed } of await db().drawer.findMany({ where: { request: reference } }))
      expect(Buffer.from(sealed).toString("latin1")).not.toMatch(/Lotte|recipient_name/);
  });
});

describe("the copy", () => {
  test("has a bar where something was blacked out, nowhere what stood there, and the answer says how many and why", async () => {
    const reference = await approved();
    await advance(reference);
    const entries = await packed(reference);
    const all = [...entries.values()].join("\n");
    for (const secret of ["Lotte", "lotte.sander", "Wiesengrund", "04177", "never got the parcel"])
      expect(all, secret).not.toContain(secret);
    for (const name of ["data/delivery-note.json", "data/delivery-note.csv", "records/delivery-note-1.html"])
      expect(entries.get(name), name).toContain("█████ [blacked out: rights of other people, Art. 15(4) GDPR]");
    const { records } = JSON.parse(entries.get("data/delivery-note.json") ?? "") as {
      records: { part: string; values: object }[];
    };
    const gift = records.filter(({ values }) => JSON.stringify(values).includes("█"));
    expect(gift).toMatchObject([{ part: "delivery_notes/delivery-note", values: { gift: true, country: "DE" } }]);
    expect(entries.get("index.html")).toContain("What we blacked out, and why");

    await db().mail.updateMany({ data: { state: "accepted", settledAt: new Date() } });
    const row = await db().letter.findFirstOrThrow({ where: { request: reference, kind: "access" } });
    const keys = await requestKey(db(), reference);
    const text = JSON.stringify(await openDrawer<Letter>(db(), keys, row.drawerId));
    expect(text).toContain("5 details in 1 record (");
    expect(text).toContain("Reason: rights of other people, Art. 15(4) GDPR.");
    expect(text).toContain(
      "(1 record): to be kept secret because of somebody else’s overriding interest, § 29(1) sentence 2 BDSG",
    );
    expect(text).toContain("we do not do what you asked for");
    expect(text).toContain("complain");
    expect(text).not.toMatch(/Lotte|Wiesengrund/);
    await advance(reference);
    expect(await requestOf(reference)).toMatchObject({ state: "delivered" });
  }, 60_000);

  test.each([
    ["changed", "UPDATE delivery_notes SET goods = goods || ', for Lotte' WHERE customer_number = 'KW-100009' AND gift"],
    [
      "came new",
      `INSERT INTO support_messages (ticket, topic, customer_number, name, email, subject, conversation, mentions_others, opened_at, last_message_on, closed_on)
       SELECT 990001, topic, customer_number, name, email, subject, '[{"text": "Lotte wrote again"}]', true, opened_at, last_message_on, closed_on
       FROM support_messages WHERE customer_number = 'KW-100009' AND topic = 'contract' LIMIT 1`,
    ],
  ])("is not made with a record that %s after the approval: it is asked about again", async (_, statement) => {
    const reference = await approved();
    await portal.shop.query(statement);
    await advance(reference);
    expect(await db().package.count({ where: { request: reference } })).toBe(0);
    await advance(reference);
    expect(await requestOf(reference)).toMatchObject({ state: "planned" });
    expect(await linesOf(reference, "ask")).toMatchObject([{ doubt: "third-persons", count: 1 }]);
    const { planHash } = await requestOf(reference);
    expect(await approve(rui, reference, planHash ?? "")).toEqual({ ok: false, reason: "open-questions" });
  }, 60_000); // prettier-ignore
});
