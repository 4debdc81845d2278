import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../actor";
import { db } from "../../db";
import { day } from "../../gdpr/day";
import { groupKey } from "../../gdpr/plan";
import { advance } from "../../steps/advance";
import { answerDoubt } from "../../steps/answer/answer";
import { placeHold } from "../../steps/decide/hold";
import { giveOpinion } from "../../steps/decide/opinion";
import { signedIn, startPortal, type Portal } from "../../steps/portal.fixture";
import { receive } from "../../steps/ask/receive";
import { approve } from "../../steps/decide/review";
import { evidenceOf } from "../evidence/events";
import { deskDuties } from "./duties";
import { deskHold, deskHolds } from "./holds";
import { deskLetter } from "./letter";
import { openDoubts, stepsFor } from "./next-step";
import { deskRequest, type DeskRequest } from "./request";
import { deskTasks } from "./tasks";

let portal: Portal;
let [ana, rui, nora, dora, lea, otto]: Actor[] = [];
let reference = "";

const everything = { scope: "everything" as const, categories: [], keepLicences: false, doNotContact: true };
const stepsOf = async (who: Actor | undefined) => stepsFor(who as Actor, await seenBy(who));

async function seenBy(who: Actor | undefined): Promise<DeskRequest> {
  const request = await deskRequest(who as Actor, reference);
  if (!request) throw new Error("the desk does not see the request");
  return request;
}

beforeAll(async () => {
  portal = await startPortal("desk-request");
  ana = await signedIn("ana", { account: "KW-100001", email: "ana.vidal@mail.example", name: "Ana Vidal" });
  rui = await signedIn("rui", { roles: ["reviewer"] });
  nora = await signedIn("nora", { roles: ["reviewer"] });
  dora = await signedIn("dora", { roles: ["dpo"] });
  lea = await signedIn("lea", { roles: ["legal"] });
  otto = await signedIn("otto", { roles: ["operator"] });
  const asked = {
    id: randomUUID(),
    wishes: [{ right: "erasure" as const, choice: everything }],
    language: "en" as const,
  };
  const received = await receive(ana as Actor, asked);
  reference = received.ok ? (received.value.requests[0]?.reference ?? "") : "";
  await advance(reference);
}, 120_000);
afterAll(() => portal.close());

describe("one request on the desk", () => {
  test("is there for reviewer and officer, for nobody else, and names nobody", async () => {
    for (const who of [ana, lea, otto]) expect(await deskRequest(who as Actor, reference)).toBeNull();
    expect(await deskRequest(rui as Actor, "R-0000000000000000")).toBeNull();
    const seen = await seenBy(dora);
    expect(seen).toMatchObject({ reference, right: "erasure", state: "planned", account: true, own: false });
    expect(JSON.stringify(seen)).not.toMatch(/Vidal|ana\.vidal|KW-100001/i);
  });

  test("asks first for what no rule can decide", async () => {
    const seen = await seenBy(rui);
    expect(openDoubts(seen).length).toBeGreaterThan(0);
    expect(await stepsOf(rui)).toMatchObject({ first: "doubt" });
    for (const group of openDoubts(seen).flatMap(({ groups }) => groups))
      await answerDoubt(rui as Actor, reference, {
        selector: groupKey(group),
        answer: "not-theirs",
        reason: "another name on the row",
      });
    expect(await stepsOf(rui)).toEqual({ first: null, others: ["message", "refuse", "fee", "extend", "hold"] });
    await advance(reference);
    expect(openDoubts(await seenBy(rui))).toEqual([]);
  });

  test("leads each person to their own next step and offers nobody what would be refused", async () => {
    expect((await seenBy(rui)).waitsFor).toBe("dpo");
    expect(await stepsOf(rui)).toEqual({
      first: null,
      others: ["message", "refuse", "fee", "extend", "hold", "records", "override", "replan"],
    });
    expect(await stepsOf(dora)).toEqual({
      first: "opinion",
      others: ["message", "demand-second-look", "hold", "records"],
    });
    const hash = (await seenBy(rui)).planHash ?? "";
    await giveOpinion(dora as Actor, reference, hash, "agrees", "The rules are applied rightly.");
    expect(await stepsOf(dora)).toEqual({ first: null, others: ["message", "demand-second-look", "hold", "records"] });
    expect(await stepsOf(rui)).toMatchObject({ first: "approve" });
    await approve(rui as Actor, reference, hash);
    expect((await seenBy(rui)).waitsFor).toBe("second");
    expect(await stepsOf(rui)).toMatchObject({ first: null });
    expect(await stepsOf(nora)).toMatchObject({ first: "approve" });
    const own = { ...(await seenBy(nora)), own: true };
    expect(stepsFor(nora as Actor, own)).toEqual({ first: null, others: [] });
    await approve(nora as Actor, reference, hash);
    expect(await stepsOf(nora)).toEqual({ first: null, others: ["message", "extend", "hold", "records"] });
  });

  test("shows a hold with its reason to the desk only", async () => {
    const reason = "the order is before a court";
    const placing = { reference, kind: "legal" as const, category: "invoice", reason, reviewOn: day("2020-01-01") };
    const placed = await placeHold(rui as Actor, placing);
    const id = placed.ok ? placed.value.hold : "";
    expect(await deskHolds(dora as Actor)).toMatchObject([{ id, reason, late: true, mine: false, released: false }]);
    expect(await deskHold(rui as Actor, id)).toMatchObject({ category: "invoice", mine: true });
    expect(await deskHold(lea as Actor, id)).toBeNull();
    expect(await deskHolds(ana as Actor)).toBeNull();
    expect((await seenBy(rui)).holds).toMatchObject([{ id, category: "invoice" }]);
    await db().hold.updateMany({ data: { releasedAt: new Date() } });
  });

  test("tells after the run what became of every line, and what stays till when", async () => {
    await portal.ahead("4 days");
    await advance(reference);
    const seen = await seenBy(rui);
    expect(seen.state === "approved" ? seen.waitsFor : seen.state).toBe("fulfilled");
    expect(
      seen.decisions.filter(({ action }) => action === "erase").every(({ finishedOn }) => finishedOn !== null),
    ).toBe(true);
    const duties = await deskDuties(dora as Actor, null);
    expect(duties?.days.length).toBeGreaterThan(0);
    const counted = duties?.days.flatMap(({ lines }) => lines).reduce((sum, { records }) => sum + records, 0);
    const { _sum } = await db().duty.aggregate({ _sum: { count: true } });
    if (duties?.later === null) expect(counted).toBe(_sum.count);
    expect(await deskDuties(lea as Actor, null)).toBeNull();
    expect(await deskTasks(otto as Actor)).toBeNull();
    expect(Array.isArray(await deskTasks(rui as Actor))).toBe(true);
  }, 60_000);

  test("shows a letter without the person's name, and not as another request's", async () => {
    const letter = await db().letter.findFirst({ where: { request: reference } });
    if (!letter) throw new Error("no letter was written");
    const shown = await deskLetter(rui as Actor, reference, letter.id);
    expect(shown?.blocks.length).toBeGreaterThan(3);
    expect(JSON.stringify(shown)).not.toContain("Vidal");
    expect(await deskLetter(rui as Actor, "R-0000000000000000", letter.id)).toBeNull();
    expect(await deskLetter(lea as Actor, reference, letter.id)).toBeNull();
  });
});

describe("its evidence", () => {
  test("verifies as it is stored, for legal too", async () => {
    const evidence = await evidenceOf(lea as Actor, reference);
    expect(evidence).toMatchObject({ problems: [], right: "erasure" });
    expect(evidence?.events.at(-1)?.hash).toBe(evidence?.head);
    for (const who of [ana, otto]) expect(await evidenceOf(who as Actor, reference)).toBeNull();
  });

  test("says so when somebody with the owner's rights changed a line", async () => {
    await portal.owner.query(`ALTER TABLE "event" DISABLE TRIGGER USER`);
    await portal.owner.query(
      `UPDATE "event" SET "data" = jsonb_set("data", '{dueOn}', '"2030-01-01"') WHERE "request" = $1 AND "seq" = 0`,
      [reference],
    );
    const evidence = await evidenceOf(lea as Actor, reference);
    expect(evidence?.problems).toContainEqual({ file: "events.jsonl", line: 1, code: "wrong-hash" });
  });

  test("says so when its tail was cut off", async () => {
    await portal.owner.query(
      `DELETE FROM "event" WHERE "request" = $1 AND "seq" = (SELECT max("seq") FROM "event" WHERE "request" = $1)`,
      [reference],
    );
    const evidence = await evidenceOf(lea as Actor, reference);
    expect(evidence?.problems.length).toBeGreaterThan(0);
  });
});
