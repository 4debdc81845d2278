/** What becomes of a mail: a request, a reminder of one, or nothing when two people say so. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { db, portalNow } from "../../db";
import { verifyEvents } from "../../gdpr/evidence";
import { advance } from "../advance";
import { enter, type Entered } from "../ask/enter";
import { fetchFile } from "../file/fetch";
import { eventLines } from "../portal.fixture";
import { systemLines } from "../system-chain";
import { confirmDismissal, keepMail, proposeDismissal } from "./dismiss";
import { forgetMail } from "./forget";
import { inboundPost, pdf } from "./inbound.fixture";
import { mailShown } from "./look";
import { readNewMail } from "./read-mail";
import { forgetIdentityEvidence } from "../message/forget-evidence";
import { decideIdentity } from "../decide/identity";
import { askIdentity } from "../decide/identity-query";
import { remindByMail } from "./take";

const post = inboundPost("inbound-decided");
const { staff } = post;
const reason = "An advertisement for office chairs.";
const state = async (id: string) => (await db().inboundMail.findUniqueOrThrow({ where: { id } })).state;

const form = async (more: Partial<Entered> = {}): Promise<Entered> => {
  const now = await portalNow();
  return {
    id: randomUUID(),
    rights: ["access"],
    channel: "email",
    receivedOn: new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" }).format(new Date(now.getTime() - 5 * 86_400_000)) as Entered["receivedOn"], // prettier-ignore
    receivedAt: "10:00",
    language: "en",
    requester: "self",
    name: "Mara Keller",
    email: "mara@post.example",
    post: null,
    words: "Please send me a copy of everything.",
    consents: [],
    uses: null,
    ground: null,
    ...more,
  };
};

describe("a mail that is a request", () => {
  test("is taken in once, with its files; what lay outside of the request goes, and no contact changes", async () => {
    const people = await db().person.findMany({ orderBy: { id: "asc" } });
    const id = await post.looked(
      { attachments: [{ name: "scan.pdf", mediaType: "application/pdf", bytes: pdf }] },
      staff.rui,
      staff.nora,
    );
    const shown = await mailShown(staff.rui, id);
    const at = {
      receivedOn: shown?.receivedOn as Entered["receivedOn"],
      receivedAt: shown?.receivedTime as string,
      mail: id,
    };
    expect(await enter(staff.dora, await form(at))).toEqual({ ok: false, reason: "mail-not-looked" });
    const sent = await form(at);
    const race = await Promise.all([enter(staff.rui, sent), enter(staff.nora, await form(at))]);
    expect(race.filter(({ ok }) => ok)).toHaveLength(1);
    expect(race.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "mail-settled" });
    expect(await enter(staff.rui, await form(at))).toEqual({ ok: false, reason: "mail-settled" });
    expect(await db().request.count()).toBe(1);
    const { id: reference, receivedAt, personId } = await db().request.findFirstOrThrow();
    const row = await db().inboundMail.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ state: "request", sealed: null });
    expect(row.receivedAt.getTime() - receivedAt.getTime()).toBeLessThan(60_000);
    expect(personId).toBeNull();
    expect(await db().person.findMany({ orderBy: { id: "asc" } })).toEqual(people);
    const [file] = await db().attachment.findMany({ where: { request: reference } });
    expect(await fetchFile(staff.rui, file?.id as string)).toMatchObject({ ok: true, value: { bytes: pdf } });
    await forgetMail();
    expect(await db().inboundFile.count()).toBe(0);
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });

  test("did not arrive later than the server had it", async () => {
    const id = await post.looked({}, staff.rui);
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" }).format(await portalNow());
    const late = await form({ mail: id, receivedOn: today as Entered["receivedOn"], receivedAt: "00:00" });
    expect(await enter(staff.rui, late)).toEqual({ ok: false, reason: "after-the-mail" });
    expect(await state(id)).toBe("open");
  });
});

describe("a mail that reminds", () => {
  test("is counted with the open request, which keeps its clock, and is kept there", async () => {
    const entered = await enter(staff.rui, await form());
    const [reference = ""] = entered.ok ? entered.value.references : [];
    const before = await db().request.findUniqueOrThrow({ where: { id: reference } });
    const id = await post.looked({}, staff.rui);
    const open = (await mailShown(staff.rui, id))?.words?.open;
    expect(open?.map((one) => one.reference)).toContain(reference);
    expect(await remindByMail(staff.rui, id, "R-0000000000000000")).toEqual({ ok: false, reason: "not-found" });
    expect(await remindByMail(staff.dora, id, reference)).toEqual({ ok: false, reason: "mail-not-looked" });
    expect(await remindByMail(staff.rui, id, reference)).toMatchObject({ ok: true });
    expect(await remindByMail(staff.rui, id, reference)).toEqual({ ok: false, reason: "mail-settled" });
    const after = await db().request.findUniqueOrThrow({ where: { id: reference } });
    expect([after.reminders, after.dueOn, after.receivedAt]).toEqual([1, before.dueOn, before.receivedAt]);
    expect(await db().drawer.count({ where: { request: reference, kind: "reminder" } })).toBe(1);
    expect(await db().inboundMail.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: "reminder",
      sealed: null,
    });
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });
});

describe("a mail of somebody who was asked who they are", () => {
  test("is their answer, from the day on which it came; words and files go when it is decided who they are", async () => {
    const entered = await enter(staff.rui, await form());
    const [reference = ""] = entered.ok ? entered.value.references : [];
    await advance(reference);
    const early = await post.looked({}, staff.rui);
    const doubt = "Two people of that name have an account, and no order was named.";
    expect(await askIdentity(staff.rui, reference, { doubt, item: "the number of an order" })).toEqual({ ok: true });
    // Written before the question it is a reminder.
    expect(await remindByMail(staff.rui, early, reference)).toMatchObject({ ok: true });
    expect(await db().request.findUniqueOrThrow({ where: { id: reference } })).toMatchObject({ waitsFor: "person" });
    const files = [{ name: "scan.pdf", mediaType: "application/pdf", bytes: pdf }];
    const at = new Date().toISOString();
    const id = await post.looked({ at, attachments: files }, staff.rui);
    expect(await remindByMail(staff.rui, id, reference)).toMatchObject({ ok: true });
    const after = await db().request.findUniqueOrThrow({ where: { id: reference } });
    expect(after).toMatchObject({ waitsFor: "reviewer", identityAskedAt: null, reminders: 1 });
    expect(await forgetIdentityEvidence()).toBe(0);
    expect(await db().attachment.count({ where: { request: reference } })).toBe(1);
    const reason = "Nobody of that name has an account with that order.";
    const away = { decision: "not-identified" as const, reason, item: "a sign-in at your account" };
    expect(await decideIdentity(staff.rui, reference, away)).toEqual({ ok: true });
    expect(await forgetIdentityEvidence()).toBe(1);
    expect(await db().attachment.count({ where: { request: reference } })).toBe(0);
    expect(await db().drawer.count({ where: { request: reference, kind: { startsWith: "identity-answer" } } })).toBe(0);
    // Closed over it, it opens again with the next mail.
    const again = await post.looked({}, staff.rui);
    expect((await mailShown(staff.rui, again))?.words?.open.map((one) => one.reference)).toContain(reference);
    expect(await remindByMail(staff.rui, again, reference)).toMatchObject({ ok: true });
    expect(await db().request.findUniqueOrThrow({ where: { id: reference } })).toMatchObject({ state: "received" });
    expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  });
});

describe("a mail that is no request", () => {
  test("is put aside by two people: never by one, not in a race either", async () => {
    const id = await post.looked({}, staff.rui, staff.nora);
    expect(await proposeDismissal(staff.dora, id, reason)).toEqual({ ok: false, reason: "not-looked" });
    expect(await proposeDismissal(staff.rui, id, " no ")).toEqual({ ok: false, reason: "reason-missing" });
    expect(await confirmDismissal(staff.nora, id)).toEqual({ ok: false, reason: "nothing-proposed" });
    const first = await Promise.all([proposeDismissal(staff.rui, id, reason), confirmDismissal(staff.rui, id)]);
    expect(first[0]).toMatchObject({ ok: true });
    expect(await confirmDismissal(staff.rui, id)).toEqual({ ok: false, reason: "same-person" });
    expect(await proposeDismissal(staff.nora, id, reason)).toEqual({ ok: false, reason: "waits-for-second" });
    expect(await state(id)).toBe("open");
    expect((await mailShown(staff.nora, id))?.words?.reason).toBe(reason);
    const race = await Promise.all([confirmDismissal(staff.rui, id), confirmDismissal(staff.nora, id), confirmDismissal(staff.nora, id)]); // prettier-ignore
    expect(race.map((one) => (one.ok ? "ok" : one.reason)).toSorted()).toEqual(expect.arrayContaining(["ok"]));
    expect(race.filter(({ ok }) => ok)).toHaveLength(1);
    const row = await db().inboundMail.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ state: "dismissed", firstBy: staff.rui.person, decidedBy: staff.nora.person });
    expect(await keepMail(staff.rui, id)).toEqual({ ok: false, reason: "settled" });
    expect(await enter(staff.rui, await form({ mail: id }))).toEqual({ ok: false, reason: "mail-settled" });
    const lines = await systemLines(db());
    expect(lines).toContain('"mail-dismissed"');
    expect(lines).not.toMatch(/Mara|chairs/);
  });

  test("of two first people at once only one is the first; either can be kept, and made a request", async () => {
    const id = await post.looked({}, staff.rui, staff.nora);
    const both = await Promise.all([staff.rui, staff.nora].map((who) => proposeDismissal(who, id, reason)));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await keepMail(staff.nora, id)).toMatchObject({ ok: true });
    expect(await keepMail(staff.nora, id)).toEqual({ ok: false, reason: "nothing-proposed" });
    expect((await mailShown(staff.rui, id))?.words?.reason).toBeNull();
    expect(await enter(staff.rui, await form({ mail: id }))).toMatchObject({ ok: true });
  });

  test("the database itself refuses the same person twice, and whoever decides in another's name", async () => {
    const id = await post.looked({}, staff.rui);
    const sql =
      "UPDATE inbound_mail SET state = 'dismissed', first_by = $2, first_at = now(), decided_by = $2, decided_at = now() WHERE id = $1";
    await expect(post.portal.owner.query(sql, [id, staff.rui.person])).rejects.toThrow(/check constraint/);
  });

  test("loses its words after the days of the policy, not before; one that waits never does", async () => {
    const id = await post.looked(
      { attachments: [{ name: "a.pdf", mediaType: "application/pdf", bytes: pdf }] },
      staff.rui,
      staff.nora,
    );
    const waits = await post.taken();
    await proposeDismissal(staff.rui, id, reason);
    await confirmDismissal(staff.nora, id);
    await forgetMail();
    expect((await db().inboundMail.findUniqueOrThrow({ where: { id } })).sealed).not.toBeNull();
    await post.portal.ahead("31 days");
    await forgetMail();
    const row = await db().inboundMail.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ state: "dismissed", sealed: null, reason: null, firstBy: null, decidedBy: null });
    expect(await db().inboundFile.count({ where: { mail: id } })).toBe(0);
    expect((await db().inboundMail.findUniqueOrThrow({ where: { id: waits } })).sealed).not.toBeNull();
    expect(await readNewMail()).toBe(0);
  });
});
