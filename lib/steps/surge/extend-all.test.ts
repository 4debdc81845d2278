/** Art. 12(3): more time for many is as lawful as for one: one reason, one event, one letter each, and nothing twice. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { queueView } from "../../queries/desk/queue-view";
import { extendable, extensionView } from "../../queries/desk/surge-extension";
import { openDrawer } from "../../seal/request-key";
import { settleExtension } from "../decide/extend";
import { loadRequest } from "../load";
import { watchMilestones } from "../milestone";
import { signedIn } from "../portal.fixture";
import { endSurge } from "./declare";
import { extendAll } from "./extend-all";
import { mostTries } from "./run-extensions";
import { facts, quiet, startSurge, type Surging } from "./surge.fixture";
import { workOnSurge } from "./work";

let it: Surging;
beforeAll(async () => {
  it = await startSurge("surge-extend");
}, 120_000);
afterAll(() => it.portal.close());
beforeEach(() => it.calm());

const reasons = {
  en: "After the copied file of 20 November some 80,000 people asked within a week.",
  de: "Nach der kopierten Datei vom 20. November haben binnen einer Woche rund 80.000 Menschen gefragt.",
};
async function ordered(requests: string[], who: Actor = it.rui, id: string = randomUUID()): Promise<string> {
  const made = await extendAll(who, { id, facts: reasons, requests });
  if (!made.ok) throw new Error(made.reason);
  return made.value.extension;
}

const outcomes = async (extension: string) =>
  Object.fromEntries(
    (await db().surgeExtensionItem.findMany({ where: { extension } })).map(({ request, outcome }) => [
      request,
      outcome,
    ]),
  );
const notices = (request: string) => db().letter.findMany({ where: { request, kind: "extension" } });
const told = (request: string) =>
  db().event.findMany({ where: { request, fact: "notified", data: { path: ["kind"], equals: "extension" } } });

test("needs a declared surge, a reviewer, reasons in both languages and a request", async () => {
  const [reference = ""] = await it.asked(1);
  const order = { id: randomUUID(), facts: reasons, requests: [reference] };
  expect(await extendAll(it.rui, order)).toEqual({ ok: false, reason: "no-surge" });
  await it.declared();
  expect(await extendAll(it.dora, order)).toEqual({ ok: false, reason: "not-allowed" });
  expect(await extendAll(it.rui, { ...order, facts: { ...reasons, de: "Viel zu tun." } })).toEqual({ ok: false, reason: "facts-missing" }); // prettier-ignore
  expect(await extendAll(it.rui, { ...order, requests: [] })).toEqual({ ok: false, reason: "none" });
  expect(await extendAll(it.rui, { ...order, requests: ["R-0000000000000000"] })).toEqual({
    ok: false,
    reason: "none",
  });
  expect(await db().surgeExtension.count({ where: { id: order.id } })).toBe(0);
  expect(await notices(reference)).toEqual([]);
});

test("is one event and one letter each, in the person's language, and holds when the notice was taken", async () => {
  await it.declared();
  const [english = ""] = await it.asked(1);
  const [german = ""] = await it.asked(1, { language: "de" });
  const extension = await ordered([english, german]);
  await workOnSurge(quiet);
  for (const [reference, words] of [[english, reasons.en], [german, reasons.de]] as const) {
      const [letter, ...others] = await notices(reference);
      expect(others).toEqual([]);
      expect(await told(reference)).toHaveLength(1);
      const { keys } = await loadRequest(db(), reference);
      const { blocks } = await openDrawer<{ blocks: { text?: string }[] }>(db(), keys, letter?.drawerId ?? "");
      expect(blocks.map(({ text }) => text).join(" ")).toContain(words);
      const row = await db().request.findUniqueOrThrow({ where: { id: reference } });
      expect(row).toMatchObject({ extendedOn: null, extensionReason: "temporary-wave" });
    } // prettier-ignore
  expect(await extensionView(it.dora, extension)).toMatchObject({
    requests: 2,
    told: 2,
    holds: 0,
    open: 0,
    done: true,
  });
  await it.portal.accepted(german);
  await db().$transaction(async (tx) => settleExtension(tx, await loadRequest(tx, german), it.rui));
  expect(await extensionView(it.dora, extension)).toMatchObject({ told: 2, holds: 1 });
  const event = await db().event.findFirstOrThrow({ where: { request: german, fact: "extended" } });
  expect(event.data).toMatchObject({ reason: "temporary-wave" });
  const { dueOn, extendedOn } = await db().request.findUniqueOrThrow({ where: { id: german } });
  expect(dueOn).toEqual(extendedOn);
});

test("pressed twice, ordered twice or carried out by two workers, does nothing twice", async () => {
  await it.declared();
  const references = await it.asked(3);
  const id = randomUUID();
  const twice = await Promise.all([ordered(references, it.rui, id), ordered(references, it.rui, id)]);
  expect(twice).toEqual([id, id]);
  expect(await extendAll(it.nora, { id, facts: reasons, requests: references })).toEqual({
    ok: false,
    reason: "known",
  });
  const second = await ordered(references, it.nora);
  await Promise.all([workOnSurge(quiet), workOnSurge(quiet)]);
  await workOnSurge(quiet);
  for (const reference of references) {
    expect(await notices(reference)).toHaveLength(1);
    const answers = [(await outcomes(id))[reference], (await outcomes(second))[reference]];
    expect(answers.toSorted()).toEqual(["already-extended", "told"]);
  }
});

test("says of each that gets none why, before and after", async () => {
  await it.declared();
  const [late = "", fresh = ""] = await it.asked(2);
  await it.portal.owner.query("UPDATE request SET received_at = received_at - interval '40 days', received_on = received_on - 40 WHERE id = $1", [late]); // prettier-ignore
  const [own = ""] = await it.asked(1);
  await it.portal.owner.query("UPDATE request SET person_id = $1 WHERE id = $2", [it.rui.person, own]);
  const [shut = ""] = await it.asked(1);
  const all = [late, fresh, own, shut];
  const before = await extendable(it.rui, { references: all });
  expect(before).toMatchObject({ can: 2, surge: { since: facts.since } });
  expect(before?.cannot).toEqual(expect.arrayContaining([{ because: "own-request", count: 1 }, { because: "too-late", count: 1 }])); // prettier-ignore
  const extension = await ordered(all);
  await it.portal.owner.query("UPDATE request SET state = 'cancelled', closed_at = portal_now() WHERE id = $1", [shut]);
  await workOnSurge(quiet);
  expect(await outcomes(extension)).toEqual({ [late]: "too-late", [fresh]: "told", [own]: "own-request", [shut]: "closed" }); // prettier-ignore
  expect(await extendable(it.rui, { references: [fresh] })).toMatchObject({
    can: 0,
    cannot: [{ because: "already-extended", count: 1 }],
  });
  expect(await extensionView(it.rui, extension)).toMatchObject({ told: 1, done: true });
});

test("counts a view of the queue as the queue does", async () => {
  await it.declared();
  await it.asked(2);
  const view = queueView({ right: "access" });
  const open = await db().request.count({ where: { right: "access", closedAt: null } });
  const found = await extendable(it.rui, { view });
  expect((found?.can ?? 0) + (found?.cannot ?? []).reduce((sum, { count }) => sum + count, 0)).toBe(open);
  expect(await extendable(it.lea, { view })).toBeNull();
});

test("goes on where a worker was killed, and stops with the surge", async () => {
  const surge = await it.declared();
  const references = await it.asked(4);
  const extension = await ordered(references);
  let passed = 0;
  watchMilestones((milestone) => {
    if (milestone === "surge:extended" && ++passed === 2) throw new Error("killed");
  });
  const seen: string[] = [];
  await workOnSurge({ stop: () => passed >= 2, report: (line) => seen.push(line) });
  watchMilestones(() => undefined);
  // What the second began was never written: no letter, no event, no outcome.
  expect(seen).toEqual([expect.stringMatching(/^the notice for R-[0-9A-Z]{16} could not be written, try 1 of 3 \(Error\)$/)]); // prettier-ignore
  expect(Object.values(await outcomes(extension)).filter((one) => one === "told")).toHaveLength(1);
  await endSurge(it.dora, surge);
  await workOnSurge(quiet);
  const ended = await outcomes(extension);
  expect(Object.values(ended).toSorted()).toEqual(["surge-over", "surge-over", "surge-over", "told"]);
  for (const reference of references)
    expect(await notices(reference)).toHaveLength(ended[reference] === "told" ? 1 : 0);
});

test("what fails three times is left to a person, and keeps nobody else waiting", async () => {
  await it.declared();
  const [broken = "", whole = ""] = (await it.asked(2)).toSorted();
  await it.portal.owner.query("UPDATE request SET contact = 'x' WHERE id = $1", [broken]);
  const extension = await ordered([broken, whole]);
  for (let n = 0; n < mostTries + 1; n += 1) await workOnSurge(quiet);
  expect(await outcomes(extension)).toEqual({ [broken]: "failed", [whole]: "told" });
  expect(await extensionView(it.rui, extension)).toMatchObject({ done: true, not: [{ because: "failed", count: 1 }] });
});

test("whoever lost their role meanwhile extends nothing any more", async () => {
  await it.declared();
  const [reference = ""] = await it.asked(1);
  const former = await signedIn("former", { roles: ["reviewer"] });
  const extension = await ordered([reference], former);
  await it.portal.owner.query("UPDATE person SET roles = '{}' WHERE id = $1", [former.person]);
  await workOnSurge(quiet);
  expect(await outcomes(extension)).toEqual({ [reference]: "not-found" });
  expect(await notices(reference)).toEqual([]);
});
