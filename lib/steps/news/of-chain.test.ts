/** Art. 12(2): nobody has to look at a page to learn that something happened to their request. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { news } from "../../gdpr/heard-by";
import { openMail } from "../../mail/outbox";
import { myRequest } from "../../queries/my/request";
import { advance } from "../advance";
import { enter } from "../ask/enter";
import { receive } from "../ask/receive";
import { drawNoticeReference } from "../ask/reference";
import { stop } from "../ask/stop";
import { notice } from "../ask/stop-notice";
import { decideIdentity } from "../decide/identity";
import { placeHold, releaseHold } from "../decide/hold";
import { settleStop } from "../decide/settle-stop";
import { byLetter } from "../entered.fixture";
import { approveErasure, staffOf, type Staff } from "../erased.fixture";
import { loadRequest } from "../load";
import { startPortal, type Portal, wish } from "../portal.fixture";
import { watchMilestones } from "../milestone";
import { confirmedBySource } from "../recipients/by-source";
import { statementsOf } from "../statements.fixture";
import { requestsWithNews, tellOfChain } from "./of-chain";

let portal: Portal;
let staff: Staff;
let person: Actor;
const reason = "reached by the phone number on file";
const hold = {
  kind: "claim" as const,
  category: null,
  reason: "A claim was announced.",
  reviewOn: "2030-01-01" as never,
};
const choice = { scope: "account" as const, categories: [], keepLicences: false, doNotContact: false };

beforeAll(async () => {
  portal = await startPortal("news", { customers: 30 });
  staff = await staffOf();
}, 120_000);
afterAll(() => portal.close());

/** A request of the next customer. */
async function ask(right: "erasure" | "portability"): Promise<string> {
  person = await portal.customer();
  const received = await receive(person, { id: randomUUID(), wishes: [wish(right, choice)], language: "en" });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests[0]?.reference as string;
  await advance(reference);
  return reference;
}

/** One look of the worker. */
async function look(): Promise<void> {
  for (const id of await requestsWithNews()) await tellOfChain(id);
}

/** What went out since the start of the request as news, after two looks of the worker. */
async function told(request: string, kind = "news"): Promise<string[]> {
  await look();
  await look();
  const rows = await db().mail.findMany({ where: { request, kind }, orderBy: { madeAt: "asc" } });
  return rows.map(({ sealed }) => {
    const { to, subject, text } = openMail(sealed);
    expect(to.address).toBe(person.email);
    for (const own of [person.email, person.name, person.account]) expect(subject + text).not.toContain(own);
    return text.replaceAll(/\s+/g, " ");
  });
}

/** Somebody who reads another address of the account presses the link of its notice. */
async function stopped(reference: string): Promise<void> {
  await db().$transaction(async (tx) =>
    notice(tx, await loadRequest(tx, reference), { address: "another@mail.example" }),
  );
  const mail = await db().mail.findFirstOrThrow({ where: { request: reference, kind: "stop-notice" } });
  const token = /\/stop\?token=([\w-]+)/.exec(openMail(mail.sealed).text)?.[1] ?? "";
  expect(await stop(token)).toEqual({ ok: true });
}

/** Files to take along, which nobody has to approve, with their answer. */
async function answered(): Promise<string> {
  const reference = await ask("portability");
  await portal.accepted(reference);
  await advance(reference);
  expect(await db().request.findUniqueOrThrow({ where: { id: reference } })).toMatchObject({ state: "delivered" });
  return reference;
}

describe("another contact stops a request", () => {
  test("who asked hears of it, and of what was decided", async () => {
    const reference = await ask("erasure");
    expect(await told(reference)).toEqual([]);
    await stopped(reference);
    expect(await told(reference)).toEqual([expect.stringContaining("another contact address of your account")]);
    await settleStop(staff.rui, reference, { decision: "goes-on", reason });
    const [, goesOn, ...more] = await told(reference);
    expect(goesOn).toContain("It goes on.");
    expect(more).toEqual([]);
  });

  test("that the copy of an answer is gone has no letter: a mail says it", async () => {
    const reference = await answered();
    await stopped(reference);
    await settleStop(staff.rui, reference, { decision: "ends", reason });
    expect(await told(reference)).toEqual([
      expect.stringContaining("nothing is handed out"),
      expect.stringContaining("can no longer be downloaded"),
    ]);
  });

  test("that a request has ended is told by its letter alone", async () => {
    const reference = await ask("erasure");
    await stopped(reference);
    await told(reference);
    await settleStop(staff.rui, reference, { decision: "ends", reason });
    expect(await told(reference)).toHaveLength(1);
    expect(await db().letter.count({ where: { request: reference, kind: "cancellation" } })).toBe(1);
  });
});

test("a hold is told, and its end while the request is open", async () => {
  const reference = await ask("erasure");
  const placed = await placeHold(staff.rui, { reference, ...hold });
  if (!placed.ok) throw new Error(placed.reason);
  expect(await told(reference)).toEqual([expect.stringContaining("for a legal reason")]);
  await releaseHold(staff.dora, placed.value.hold);
  expect(await told(reference)).toEqual([expect.any(String), expect.stringContaining("is gone. It goes on.")]);
});

test("who had to wait until a person knew who they are hears that it goes on", async () => {
  person = await portal.customer();
  const entered = await enter(
    staff.rui,
    byLetter({ channel: "email", email: person.email, post: null, language: "en" }),
  );
  if (!entered.ok) throw new Error(entered.reason);
  const [reference = ""] = entered.value.references;
  await advance(reference);
  expect(await told(reference)).toEqual([]);
  const link = { to: "account" as const, account: person.account as string };
  expect(await decideIdentity(staff.rui, reference, { decision: "identified", reason, link })).toEqual({ ok: true });
  expect(await told(reference)).toEqual([expect.stringContaining("who made the request")]);
});

describe("Art. 19: recipients", () => {
  /** A notice for each; gives what has them told, as by their own system. */
  async function notices(
    request: string,
    recipients: readonly string[],
    veiled = false,
  ): Promise<(() => Promise<void>)[]> {
    const rows = recipients.map((recipient) => ({ id: drawNoticeReference(), recipient }));
    const common = { request, veiled, change: "erased", way: "source", dueOn: new Date() };
    await db().recipientNotice.createMany({ data: rows.map((row) => ({ ...row, ...common })) });
    return rows.map((row) => () => confirmedBySource(db(), row, { request, held: 0, underWay: 0 }));
  }

  test("one mail when the last of them was told", async () => {
    const reference = await answered();
    const [first, second] = await notices(reference, ["dhl", "zendesk"]);
    await first?.();
    expect(await told(reference)).toEqual([]);
    await second?.();
    expect(await told(reference)).toEqual([expect.stringContaining("we have now told those")]);
  });

  test("none of one that received only what a reviewer must see first", async () => {
    const reference = await answered();
    const [only] = await notices(reference, ["fraud-partner"], true);
    await only?.();
    expect(await told(reference)).toEqual([]);
    const page = await myRequest(person, reference);
    expect(page?.moments.map(({ fact }) => fact)).not.toContain("recipient-told");
  });
});

test("where letters go by post, and where no address was proved, no mail goes out", async () => {
  const reference = await ask("erasure");
  await db().request.update({ where: { id: reference }, data: { answerBy: "post" } });
  await stopped(reference);
  expect(await told(reference)).toEqual([]);
});

test("two workers that look at once tell it once", async () => {
  const reference = await ask("erasure");
  await stopped(reference);
  await Promise.all([look(), look(), look()]);
  expect(await told(reference)).toHaveLength(1);
});

test("a worker that is killed after the first of two leaves the other to the next, and tells the first no more", async () => {
  const references = [await ask("erasure"), await ask("erasure")];
  for (const reference of references) await stopped(reference);
  watchMilestones((milestone) => {
    if (milestone === "news:told") throw new Error("killed");
  });
  await expect(look()).rejects.toThrow("killed");
  watchMilestones(() => undefined);
  expect(await db().mail.count({ where: { request: { in: references }, kind: "news" } })).toBe(1);
  await look();
  for (const request of references) expect(await db().mail.count({ where: { request, kind: "news" } })).toBe(1);
});

test("a plan that is made anew after its approval says that the time to stop it no longer holds", async () => {
  const reference = await ask("erasure");
  await approveErasure(reference, staff);
  expect(await placeHold(staff.rui, { reference, ...hold })).toMatchObject({ ok: true });
  await portal.later("2 days");
  await advance(reference);
  expect(await db().request.findUniqueOrThrow({ where: { id: reference } })).toMatchObject({ state: "planned" });
  expect(await told(reference)).toEqual([
    expect.stringContaining("no longer holds"),
    expect.stringContaining("for a legal reason"),
  ]);
});

describe("the look itself", () => {
  test("reads the index of the news and no other event", async () => {
    const { rows } = await portal.owner.query<{ def: string }>("SELECT pg_get_indexdef('event_news'::regclass) AS def");
    for (const fact of news) expect(rows[0]?.def).toContain(`'${fact}'`);
    await portal.owner.query("SET enable_seqscan = off");
    const { sent } = await statementsOf(requestsWithNews);
    const text = [...sent.values()].flat().find((one) => one.includes("event")) ?? "";
    const plan = await portal.owner.query(
      `EXPLAIN ${text.replace(/\$1/, "now() - interval '1 hour'").replace(/\$2/, "200")}`,
    );
    expect(JSON.stringify(plan.rows)).toContain("event_news");
  });
});
