import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { dayIn } from "../../gdpr/day";
import { verifyEvents } from "../../gdpr/evidence";
import { advance } from "../advance";
import { cancel } from "../ask/cancel";
import { enter } from "../ask/enter";
import { byLetter } from "../entered.fixture";
import { myMessages } from "../message/read";
import { writeToDesk } from "../message/write";
import { eventLines, signedIn, startPortal, type Portal } from "../portal.fixture";
import { decideIdentity } from "./identity";
import { recordIdentityAnswer } from "./identity-answer";

let portal: Portal;
let nils: Actor;
let rui: Actor;

beforeAll(async () => {
  portal = await startPortal("identity-answer");
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
}, 120_000);
afterAll(() => portal.close());

const find = (reference: string) => db().request.findUniqueOrThrow({ where: { id: reference } });

const reason = "Nobody of that name has an account, and no order was named.";
/** A letter whose writer a reviewer could not tell. */
const sentAway = async () => {
  const came = await enter(rui, byLetter());
  if (!came.ok) throw new Error(came.reason);
  const [reference = ""] = came.value.references;
  await advance(reference);
  const item = "the number of one of your orders";
  expect(await decideIdentity(rui, reference, { decision: "not-identified", reason, item })).toEqual({ ok: true });
  return reference;
};
const how = "She wrote on a postcard that her order was B-2025-4711.";
const answer = { on: dayIn("Europe/Berlin", new Date()), how };

test("opens again with what they answered: received and due as before, and who they are is decided anew", async () => {
  const reference = await sentAway();
  const { receivedOn, dueOn, closedAt } = await find(reference);
  expect(closedAt).not.toBeNull();
  expect(await recordIdentityAnswer(nils, reference, answer)).toEqual({ ok: false, reason: "not-found" });
  expect(await recordIdentityAnswer(rui, reference, { ...answer, how: " short " })).toEqual({
    ok: false,
    reason: "how-missing",
  });
  expect(
    await Promise.all([recordIdentityAnswer(rui, reference, answer), recordIdentityAnswer(rui, reference, answer)]),
  ).toEqual(expect.arrayContaining([{ ok: true }, { ok: false, reason: "not-open" }]));
  expect(await find(reference)).toMatchObject({ state: "received", waitsFor: "reviewer", closedAt: null, receivedOn, dueOn }); // prettier-ignore
  // The machine does not know who they are either.
  await advance(reference);
  expect(await find(reference)).toMatchObject({ state: "received", waitsFor: "reviewer" });
  const link = { to: "account" as const, account: "KW-100012" };
  expect(await decideIdentity(rui, reference, { decision: "identified", reason, link })).toEqual({ ok: true });
  await advance(reference);
  expect(await find(reference)).toMatchObject({ state: "planned", account: "KW-100012" });
  const lines = await eventLines(reference);
  expect(verifyEvents(lines).problems).toEqual([]);
  expect(lines).not.toContain("postcard");
});

test("opens again when they write in the portal, once; what is closed otherwise stays closed", async () => {
  const reference = await sentAway();
  await db().request.update({ where: { id: reference }, data: { personId: nils.person } });
  const text = "My order was B-2025-4711.";
  const said = { id: randomUUID(), text };
  expect(await writeToDesk(nils, reference, said)).toEqual({ ok: true });
  expect(await writeToDesk(nils, reference, said)).toEqual({ ok: true });
  expect(await find(reference)).toMatchObject({ state: "received", waitsFor: "reviewer", closedAt: null });
  expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  expect((await myMessages(nils, reference))?.map((one) => one.text)).toEqual([text]);
  expect(await cancel(nils, reference)).toEqual({ ok: true });
  expect(await writeToDesk(nils, reference, { id: randomUUID(), text })).toEqual({ ok: false, reason: "closed" });
  expect(await recordIdentityAnswer(rui, reference, answer)).toEqual({ ok: false, reason: "not-open" });
});
