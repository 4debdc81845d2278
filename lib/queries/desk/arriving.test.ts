/** What the desk is told of what comes by letter, a second time, with a fee, or as a cancelled contract. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { addDays, dayIn } from "../../gdpr/day";
import type { Right } from "../../gdpr/right";
import type { Wish } from "../../gdpr/wish";
import { advance } from "../../steps/advance";
import { declarations, forwardWithdrawals, withdrawContract } from "../../steps/ask/contract-withdrawal";
import { enter } from "../../steps/ask/enter";
import { receive } from "../../steps/ask/receive";
import { acceptFee, announceFee } from "../../steps/decide/fee";
import { decideIdentity } from "../../steps/decide/identity";
import { refuse } from "../../steps/decide/refuse";
import { signedIn, startPortal, type Portal } from "../../steps/portal.fixture";
import { waitingForLegal } from "../evidence/waiting";
import { stepsFor, type StepName } from "./next-step";
import { deskQueue } from "./queue";
import { queueView } from "./queue-view";
import { deskRequest, type DeskRequest } from "./request";
import { deskTask, deskTasks } from "./tasks";

let portal: Portal;
let nils: Actor;
let rui: Actor;
let nora: Actor;
let dora: Actor;
let lea: Actor;

beforeAll(async () => {
  portal = await startPortal("desk-arriving", { customers: 40 });
  nils = await signedIn("nils", { account: "KW-100013", email: "nils.harms@mail.example", name: "Nils Harms" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  nora = await signedIn("nora", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
  lea = await signedIn("lea", { roles: ["legal"] });
}, 120_000);
afterAll(() => portal.close());

async function ask(who: Actor, ...wishes: Wish[]): Promise<string> {
  const received = await receive(who, { id: randomUUID(), wishes, language: "en" });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests[0]?.reference ?? "";
  await advance(reference);
  return reference;
}

async function seen(reference: string, who: Actor = rui): Promise<DeskRequest> {
  const request = await deskRequest(who, reference);
  if (!request) throw new Error("the desk does not see the request");
  return request;
}

const first = async (who: Actor, reference: string) => stepsFor(who, await seen(reference, who)).first;
async function offered(who: Actor, reference: string): Promise<StepName[]> {
  const { first, others } = stepsFor(who, await seen(reference, who));
  return [...(first ? [first] : []), ...others];
}

const entered = async (rights: Right[], requester: "heir" | "self" = "heir") => {
  const today = dayIn("Europe/Berlin", new Date());
  const result = await enter(rui, {
    id: randomUUID(),
    rights,
    channel: "letter",
    receivedOn: addDays(today, -4),
    receivedAt: "11:30",
    language: "de",
    requester,
    name: "Mara Keller",
    email: null,
    post: "Hafenweg 1\n20457 Hamburg",
    words: "Ich frage als Erbin nach den Daten meiner Mutter.",
    consents: [],
    uses: null,
    ground: null,
  });
  if (!result.ok) throw new Error(result.reason);
  const [reference = ""] = result.value.references;
  await advance(reference);
  return reference;
};

describe("what came by letter", () => {
  test("says how it came, who asks, and that nobody is linked; it leads to the identity, then to an answer by hand", async () => {
    const reference = await entered(["access"]);
    const request = await seen(reference);
    expect(request).toMatchObject({
      channel: "letter",
      requester: "heir",
      answerBy: "post",
      door: null,
      account: false,
    });
    expect(request.enteredOn).not.toBeNull();
    expect(request.letters).toMatchObject([{ kind: "acknowledgement", mail: null, posted: false }]);
    expect(JSON.stringify(request)).not.toMatch(/Keller|Hafenweg|Erbin/);
    expect(await first(rui, reference)).toBe("identity");
    const reason = "The certificate of inheritance was shown; there is no account.";
    await decideIdentity(rui, reference, { decision: "identified", reason, link: { to: "nobody" } });
    await advance(reference);
    expect(await seen(reference)).toMatchObject({ byHand: true });
    expect(await first(rui, reference)).toBe("answer-by-hand");
    const post = (await deskTasks(rui))?.find((task) => task.reference === reference && task.kind === "post-letter");
    expect(await deskTask(rui, post?.id ?? "")).toMatchObject({ letter: request.letters[0]?.id, notice: null });
  });
});

describe("a fee", () => {
  test("is offered while nothing is decided; announced, nobody approves until the person agreed", async () => {
    const customer = await portal.customer();
    const reference = await ask(customer, { right: "access" });
    expect(await offered(rui, reference)).toContain("fee");
    const facts = "The same copy was made six times within a week and nothing had changed.";
    await announceFee(rui, reference, { cents: 1450, facts });
    expect(await seen(reference)).toMatchObject({ feeState: "announced", feeCents: 1450 });
    for (const step of ["fee", "approve"] as const) expect(await offered(rui, reference)).not.toContain(step);
    await acceptFee(customer, reference);
    expect(await offered(rui, reference)).toContain("approve");
  });
});

describe("asked again", () => {
  test("counts reminders, and says after an answer how much was held then", async () => {
    const customer = await portal.customer();
    const reference = await ask(customer, { right: "portability" });
    expect(await ask(customer, { right: "portability" })).toBe(reference);
    expect(await seen(reference)).toMatchObject({ reminders: 1, repeats: null, before: [] });
    await portal.owner.query("UPDATE mail SET state = 'accepted', settled_at = portal_now() WHERE request = $1", [
      reference,
    ]);
    await advance(reference);
    const again = await ask(customer, { right: "portability" });
    const { repeats, before, decisions } = await seen(again);
    expect(repeats).toBe(reference);
    const held = (await seen(reference)).decisions.reduce((sum, { count }) => sum + (count ?? 0), 0);
    expect(before.reduce((sum, { count }) => sum + count, 0)).toBe(held);
    expect(decisions.length).toBeGreaterThan(0);
  });
});

describe("the same by letter while a request of the portal is open", () => {
  test("is shown as soon as the letter is linked to the account, on both", async () => {
    const customer = await portal.customer();
    const open = await ask(customer, { right: "access" });
    const [reference] = [await entered(["access"], "self")];
    expect((await seen(reference)).alike).toEqual([]);
    const reason = "Name and address are those of the account.";
    const link = { to: "account" as const, account: customer.account ?? "" };
    await decideIdentity(rui, reference, { decision: "identified", reason, link });
    expect((await seen(reference)).alike).toEqual([open]);
    expect((await seen(open)).alike).toEqual([reference]);
  });
});

describe("a refusal as excessive", () => {
  test("is found by legal, and by nobody else", async () => {
    const customer = await portal.customer();
    const reference = await ask(customer, { right: "access" });
    const facts = "The same copy was fetched five times this week, and nothing has changed since.";
    await refuse(rui, reference, { ground: "excessive", facts, alternative: "Ask again when something has changed." });
    expect(await waitingForLegal(lea)).toMatchObject([{ reference, right: "access", late: false }]);
    for (const who of [rui, dora, nils]) expect(await waitingForLegal(who)).toEqual([]);
    const { tasks } = await seen(reference);
    expect(tasks.find(({ kind }) => kind === "legal-refusal")).toMatchObject({ legal: null, done: false });
    expect(await offered(rui, reference)).not.toContain("refuse");
    expect(await offered(nora, reference)).toContain("refuse");
  });
});

describe("a cancelled contract", () => {
  test("is counted for the queue until the shop has it, and says when the shop was told", async () => {
    const before = (await deskQueue(rui, queueView({})))?.withdrawals;
    await withdrawContract(nils, {
      id: randomUUID(),
      words: "Hiermit widerrufe ich den Kauf des Keyboards.",
      order: "",
    });
    expect((await deskQueue(rui, queueView({})))?.withdrawals).toBe((before ?? 0) + 1);
    await forwardWithdrawals();
    await portal.owner.query(
      "UPDATE mail SET state = 'accepted', settled_at = portal_now() WHERE kind = 'contract-withdrawal'",
    );
    expect((await declarations(rui))[0]?.forwardedAt).toBeInstanceOf(Date);
  });
});
