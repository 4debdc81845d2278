import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { db } from "../../db";
import { longInstant } from "../../letters/words";
import { openMail } from "../../mail/outbox";
import { sealFor } from "../../seal/request-key";
import { advance } from "../advance";
import { receive } from "../ask/receive";
import { approveErasure, staffOf, type Staff } from "../erased.fixture";
import { loadRequest } from "../load";
import { signedIn, startPortal, type Portal, wish } from "../portal.fixture";
import { approve } from "./review";
import { demandSecondLook, takeSecondLook } from "./second-look";
import { tellApproved } from "./tell-approved";

let portal: Portal;
let staff: Staff;
let person: Actor;

beforeAll(async () => {
  portal = await startPortal("tell-approved", { customers: 20 });
  staff = await staffOf();
}, 120_000);
afterAll(() => portal.close());

beforeEach(async () => {
  person = await portal.customer();
});

const choice = { scope: "account" as const, categories: [], keepLicences: false, doNotContact: false };

async function ask(right: "erasure" | "access", language: "en" | "de" = "en"): Promise<string> {
  const received = await receive(person, { id: randomUUID(), wishes: [wish(right, choice)], language });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests[0]?.reference ?? "";
  await advance(reference);
  return reference;
}

const find = (id: string) => db().request.findUniqueOrThrow({ where: { id } });

async function mailsOf(request: string) {
  const rows = await db().mail.findMany({ where: { request, kind: "approved" }, orderBy: { madeAt: "asc" } });
  return rows.map(({ sealed }) => openMail(sealed));
}

describe("Art. 12(2): who may still stop an approved deletion", () => {
  test.each(["en", "de"] as const)("is told so by mail in %s, with the end of that time", async (language) => {
    const reference = await ask("erasure", language);
    expect(await mailsOf(reference)).toEqual([]);
    await approveErasure(reference, staff);
    const [mail, ...more] = await mailsOf(reference);
    expect(more).toEqual([]);
    const { undoUntil } = await find(reference);
    const words = `${mail?.subject} ${mail?.text}`;
    expect(mail?.to.address).toBe(person.email);
    expect(words).toContain(reference);
    expect(words).toContain(longInstant(language, undoUntil as Date, policy().zone));
    expect(words).toContain(`/my/requests/${reference}`);
    expect(words).toContain(language === "en" ? "is approved" : "ist freigegeben");
    for (const own of [person.email, person.name]) expect(words).not.toContain(own);
  });

  test("hears nothing of the first of two approvals", async () => {
    const reference = await ask("erasure");
    const { planHash } = await find(reference);
    await approve(staff.rui, reference, planHash as string);
    expect((await find(reference)).state).toBe("planned");
    expect(await mailsOf(reference)).toEqual([]);
  });

  test("is told once of an approval, however often its step is run, and again of another plan", async () => {
    const reference = await ask("erasure");
    await approveErasure(reference, staff);
    const { planNo, undoUntil } = await find(reference);
    await db().$transaction(async (tx) =>
      tellApproved(tx, await loadRequest(tx, reference), planNo, undoUntil as Date),
    );
    expect(await mailsOf(reference)).toHaveLength(1);
    const anew = { answer: "anew" as const, reason: "The tickets have to be looked at one by one." };
    await demandSecondLook(staff.dora, reference, "The tickets name a colleague of the customer.");
    const ole = await signedIn("ole", { roles: ["reviewer"] });
    expect(await takeSecondLook(ole, reference, (await find(reference)).planHash as string, anew)).toEqual({
      ok: true,
    });
    await advance(reference);
    expect(await mailsOf(reference)).toHaveLength(1);
    await approveErasure(reference, staff);
    expect(await mailsOf(reference)).toHaveLength(2);
  });

  test("is told at the address that they chose for answers", async () => {
    const reference = await ask("erasure");
    const { keys, contact } = await loadRequest(db(), reference);
    const answers = { email: "elsewhere@mail.example", from: "2020-01-01T00:00:00.000Z" };
    const data = { contact: sealFor(keys, "contact", { ...contact, answers }) };
    await db().request.update({ where: { id: reference }, data });
    await approveErasure(reference, staff);
    expect((await mailsOf(reference)).map(({ to }) => to.address)).toEqual([answers.email]);
  });

  test("gets no mail where the answer goes by post, or no address was proved", async () => {
    const byPost = await ask("erasure");
    await db().request.update({ where: { id: byPost }, data: { answerBy: "post" } });
    await approveErasure(byPost, staff);
    expect(await mailsOf(byPost)).toEqual([]);
    person = await portal.customer();
    const noAddress = await ask("erasure");
    const { keys, contact } = await loadRequest(db(), noAddress);
    const data = { contact: sealFor(keys, "contact", { ...contact, email: null }) };
    await db().request.update({ where: { id: noAddress }, data });
    await approveErasure(noAddress, staff);
    expect(await mailsOf(noAddress)).toEqual([]);
  });
});

test("what can no longer be stopped after its approval is announced by its answer alone", async () => {
  const reference = await ask("access");
  const { planHash } = await find(reference);
  expect(await approve(staff.rui, reference, planHash as string)).toMatchObject({ ok: true });
  expect(await mailsOf(reference)).toEqual([]);
});
