/** A request that somebody else made in the person's name: the other contacts are told, and one press stops it. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { db } from "../../db";
import type { Right } from "../../gdpr/right";
import type { Wish } from "../../gdpr/wish";
import { verifyEvents } from "../../gdpr/evidence";
import { openMail } from "../../mail/outbox";
import { myRequest } from "../../queries/my/request";
import { advance } from "../advance";
import { approveErasure } from "../erased.fixture";
import { giveOpinion } from "../decide/opinion";
import { eventLines, signedIn, startPortal, type Portal, wish } from "../portal.fixture";
import { receive } from "./receive";
import { openGate } from "./release";
import { replan } from "../decide/replan";
import { approve } from "../decide/review";
import { settleStop } from "../decide/settle-stop";
import { stop, stoppable } from "./stop";
import { otherContacts } from "./stop-notice";
import { finishTask } from "../decide/task";

let portal: Portal;
let rui: Actor;
let nora: Actor;
let dora: Actor;
let customers: { id: string; name: string; email: string }[];

beforeAll(async () => {
  portal = await startPortal("stop_notice", { customers: 40 });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  nora = await signedIn("nora", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
  const people = "SELECT id, name, email FROM accounts WHERE id > 'KW-2' ORDER BY id LIMIT 12";
  customers = (await portal.shop.query<(typeof customers)[number]>(people)).rows;
}, 120_000);
afterAll(() => portal.close());

const find = (id: string) => db().request.findUniqueOrThrow({ where: { id } });
const choice = { scope: "account" as const, categories: [], keepLicences: false, doNotContact: false };
const reason = "reached by the phone number on file";

/** The next customer, who asks from an address that is not the one the account holds. */
async function ask(
  right: Right,
  asked: Wish = wish(right, choice),
): Promise<{ reference: string; person: Actor; told: string }> {
  const customer = customers.shift();
  if (!customer) throw new Error("no customer is left");
  const { id: account, name, email: told } = customer;
  const person = await signedIn(account, { account, name, email: `new.${told}` });
  const received = await receive(person, { id: randomUUID(), wishes: [asked], language: "de" });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests[0]?.reference as string;
  await advance(reference);
  return { reference, person, told };
}

const notices = async (request: string) =>
  (await db().mail.findMany({ where: { request, kind: "stop-notice" } })).map(({ sealed }) => openMail(sealed));

async function tokenOf(reference: string): Promise<string> {
  const [mail] = await notices(reference);
  return /\/stop\?token=([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? "";
}

async function approved(reference: string): Promise<void> {
  const hash = (await find(reference)).planHash as string;
  const { right } = await find(reference);
  if (right === "erasure")
    await giveOpinion(dora, reference, hash, "agrees", "The retention rules are applied rightly.");
  await approve(rui, reference, hash);
  if (right === "erasure") await approve(nora, reference, hash);
  expect((await find(reference)).state).toBe("approved");
}

describe("who is told", () => {
  test("the address the account holds, once, in a mail without personal data; not the one that asked", async () => {
    const { reference, person, told } = await ask("access");
    const mails = await notices(reference);
    expect(mails.map(({ to }) => to)).toEqual([{ name: "", address: told }]);
    for (const said of [person.name, person.email, person.account])
      expect(mails[0]?.subject + (mails[0]?.text ?? "") + (mails[0]?.html ?? "")).not.toContain(said);
    expect((await replan(rui, reference)).ok).toBe(true);
    await advance(reference);
    expect((await find(reference)).planNo).toBe(2);
    expect(await notices(reference)).toHaveLength(1);
  });

  const now = new Date("2026-11-24T09:00:00Z");
  const held = (until: string | null) => ({ from: null, until });
  test.each([
    ["an address the account never gave up", [{ email: "Old@mail.example", proved: false, held: held(null) }], ["old@mail.example"]],
    ["one it gave up lately", [{ email: "old@mail.example", proved: false, held: held("2026-08-27T00:00:00Z") }], ["old@mail.example"]],
    ["none it gave up long ago", [{ email: "old@mail.example", proved: false, held: held("2026-08-25T00:00:00Z") }], []],
    ["not the one that asks, however it is written", [{ email: " ANA@mail.example", proved: true, held: null }], []],
  ])("%s", (_, addresses, told) => {
    expect(policy().release.formerContactDays).toBe(90);
    const person = { account: "KW-1", addresses, names: [], postcodes: [] };
    expect(otherContacts(person, "ana@mail.example", now)).toEqual(told);
  }); // prettier-ignore
});

describe("what a stop stops", () => {
  test("the approval of a plan, until a reviewer decides that it goes on", async () => {
    const { reference } = await ask("erasure");
    const token = await tokenOf(reference);
    expect(await stoppable(token)).toMatchObject({ right: "erasure", stopped: false, over: false });
    expect(await stop(token)).toEqual({ ok: true });
    expect(await stop(token)).toEqual({ ok: true });
    expect(await stoppable(token)).toMatchObject({ stopped: true });
    const { planHash } = await find(reference);
    await giveOpinion(dora, reference, planHash as string, "agrees", "The retention rules are applied rightly.");
    expect(await approve(rui, reference, planHash as string)).toEqual({ ok: false, reason: "stopped" });
    const task = await db().task.findFirstOrThrow({ where: { request: reference, kind: "stopped" } });
    expect(await finishTask(rui, task.id, "seen")).toEqual({ ok: false, reason: "done-before" });
    expect(await settleStop(dora, reference, { decision: "goes-on", reason })).toEqual({
      ok: false,
      reason: "not-allowed",
    });
    expect(await settleStop(rui, reference, { decision: "goes-on", reason: "ok" })).toEqual({
      ok: false,
      reason: "reason-missing",
    });
    expect(await settleStop(rui, reference, { decision: "goes-on", reason })).toEqual({ ok: true });
    expect(await settleStop(rui, reference, { decision: "goes-on", reason })).toEqual({
      ok: false,
      reason: "not-stopped",
    });
    await approved(reference);
  });

  test("an approved erasure that has not run; ended, it is cancelled and told by letter", async () => {
    const { reference, person } = await ask("erasure");
    await approved(reference);
    await portal.ahead("3 days");
    expect(await stop(await tokenOf(reference))).toEqual({ ok: true });
    await advance(reference);
    expect(await find(reference)).toMatchObject({ state: "approved", waitsFor: "reviewer" });
    const stands = await portal.shop.query("SELECT 1 FROM accounts WHERE id = $1", [person.account]);
    expect(stands.rowCount).toBe(1);
    expect(await settleStop(rui, reference, { decision: "ends", reason })).toEqual({ ok: true });
    expect((await find(reference)).state).toBe("cancelled");
    expect(await db().letter.count({ where: { request: reference, kind: "cancellation" } })).toBe(1);
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
    expect(await stop(await tokenOf(reference))).toEqual({ ok: false, reason: "over" });
  });

  test.each([
    ["access", "a copy"],
    ["portability", "files to take along, which no reviewer approved,"],
  ] as const)("%s: %s that lie ready, also for who opened them before; ended, they are destroyed", async (right, _) => {
    const { reference, person } = await ask(right);
    if (right === "access") await approved(reference);
    await advance(reference);
    await db().mail.updateMany({ where: { request: reference }, data: { state: "accepted", settledAt: new Date() } });
    await advance(reference);
    expect((await find(reference)).state).toBe("delivered");
    expect((await openGate(person, reference)).ok).toBe(true);
    expect(await stop(await tokenOf(reference))).toEqual({ ok: true });
    expect(await openGate(person, reference)).toEqual({ ok: false, reason: "stopped" });
    expect(await settleStop(rui, reference, { decision: "ends", reason })).toEqual({ ok: true });
    expect(await openGate(person, reference)).toEqual({ ok: false, reason: "expired" });
    // Nobody searches any more for what would be handed out.
    const searches = { request: reference, kind: `${right}-by-hand`, doneAt: null };
    expect(await db().task.count({ where: searches })).toBe(0);
    expect((await myRequest(person, reference))?.byHand).toEqual([]);
    const copy = await db().package.findUniqueOrThrow({ where: { request: reference } });
    expect([copy.key, copy.destroyedAt !== null]).toEqual([null, true]);
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });

  test("a link that nobody was sent stops nothing", async () => {
    expect(await stoppable("x".repeat(43))).toBeNull();
    expect(await stop("x".repeat(43))).toEqual({ ok: false, reason: "unknown-link" });
  });
});

describe("of what the portal opens by itself", () => {
  let answerNo = 900_000;
  const answersSurvey = (account: string) =>
    portal.shop.query(
      `INSERT INTO survey_answers (survey_id, answer_no, account_id, answers, answered_at)
       SELECT id, $2, $1, '{}', now() FROM surveys ORDER BY id LIMIT 1`,
      [account, (answerNo += 1)],
    );
  /** The follow-up with what the notice of it says, and its link's page. */
  async function followed(reference: string) {
    const followUp = await db().request.findFirstOrThrow({ where: { followsUp: reference } });
    await advance(followUp.id);
    const mails = await notices(followUp.id);
    return { mails, text: mails[0]?.text ?? "", page: await stoppable(await tokenOf(followUp.id)), id: followUp.id };
  }

  test("a use that ended: nobody is said to have asked for a deletion; a stop keeps the data, and the use stays ended", async () => {
    await answersSurvey(customers[0]?.id ?? "");
    const { reference, told } = await ask("withdrawal", { right: "withdrawal", consents: ["surveys"] });
    const { mails, text, page, id } = await followed(reference);
    expect(mails.map(({ to }) => to.address)).toEqual([told]);
    expect(text).toMatch(/eine Nutzung von Daten beendet[^]*selbst ein Anliegen eröffnet/);
    expect(text).toMatch(/bringt die beendete\s+Nutzung nicht zurück/);
    expect(text).not.toMatch(/jemand|Waren Sie es selbst/);
    expect(page).toMatchObject({ right: "erasure", followUp: true, stopped: false, over: false });
    expect(await stop(await tokenOf(id))).toEqual({ ok: true });
    const { planHash } = await find(id);
    await giveOpinion(dora, id, planHash as string, "agrees", "The retention rules are applied rightly.");
    expect(await approve(rui, id, planHash as string)).toEqual({ ok: false, reason: "stopped" });
    expect((await find(reference)).state).not.toBe("cancelled");
  });

  test("what came in after a deletion: that it was asked for before, and is decided about again", async () => {
    const everything = { ...choice, scope: "everything" as const };
    const { reference, person } = await ask("erasure", wish("erasure", everything));
    expect(await stoppable(await tokenOf(reference))).toMatchObject({ followUp: false });
    expect((await notices(reference))[0]?.text).toContain("hat jemand");
    await approveErasure(reference, { rui, nora, dora });
    await answersSurvey(person.account as string);
    await portal.later("3 days");
    await advance(reference);
    const { text, page } = await followed(reference);
    expect(text).toMatch(/früher eine Löschung verlangt[^]*selbst ein Anliegen eröffnet/);
    expect(text).not.toMatch(/hat jemand|Nutzung/);
    expect(page).toMatchObject({ followUp: true });
  });
});
