/** Art. 19: a recipient whose own system the portal wrote in heard of it there; the end of a pause goes to who heard of it. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { policy } from "../../company";
import { db } from "../../db";
import { loadRequest } from "../load";
import { startPortal, type Portal } from "../portal.fixture";
import { another, paused } from "./paused.fixture";
import { settleNotices } from "./settle";
import { tellRecipients } from "./tell";
import { recipientsOf } from "./told";

let portal: Portal;
/** A pause runs through the whole shop. */
vi.setConfig({ testTimeout: 90_000 });
beforeAll(async () => {
  portal = await startPortal("heard-there");
}, 300_000);
afterAll(() => portal.close());

const noticeTo = (recipient: string, request: string) =>
  db().recipientNotice.findFirstOrThrow({ where: { request, recipient } });

describe("the end of a pause", () => {
  test("is told to whoever heard of the pause, by a notice or by the task in its system, and to nobody else", async () => {
    const made = await paused(await another(portal));
    const all = Object.keys(policy().categories);
    const heard = (await db().recipientNotice.findMany({ where: { request: made } })).map(({ recipient }) => recipient);
    const told = recipientsOf(policy(), all).map(({ recipient }) => recipient);
    const [byHand] = Object.entries(policy().sources).flatMap(([source, found]) =>
      found.kind === "manual" && told.includes(found.recipient) && !heard.includes(found.recipient)
        ? [{ source, recipient: found.recipient }]
        : [],
    );
    if (!byHand) throw new Error("nobody else is reached by hand");
    const task = { request: made, kind: "restriction-by-hand", source: byHand.source, dueOn: new Date() };
    await db().task.create({ data: task });
    const request = await loadRequest(db(), made);
    await db().$transaction((tx) => tellRecipients(tx, request, all, "lifted"));
    const lifted = await db().recipientNotice.findMany({ where: { request: made, change: "lifted" } });
    expect(heard.length).toBeLessThan(told.length - 1);
    expect(lifted.map(({ recipient }) => recipient).toSorted()).toEqual([...heard, byHand.recipient].toSorted());
  });
});

describe("a recipient whose own system was written in", () => {
  test("has heard of it there: confirmed when nothing is under way, and not before", async () => {
    // The shop's own database stands for a system of Adyen's that a program reaches.
    const own = policy().sources.shop as { recipient?: string };
    own.recipient = "adyen";
    try {
      const who = await another(portal);
      const made = await paused(who);
      expect(await noticeTo("adyen", made)).toMatchObject({ way: "source", state: "confirmed" });
      expect(await db().task.count({ where: { request: made, recipient: "adyen" } })).toBe(0);
      const { id } = await noticeTo("adyen", made);
      await db().recipientNotice.update({
        where: { id },
        data: { state: "sent", confirmedAt: null, effectiveOn: null },
      });
      const { planNo, idx } = await db().decision.findFirstOrThrow({ where: { request: made, source: "shop" } });
      const order = { operation: made, fromItem: 0, items: 1, count: 1, askAt: new Date(), confirmBy: new Date() };
      const { id: waiting } = await db().removal.create({ data: { request: made, planNo, idx, ...order } });
      await settleNotices();
      expect(await noticeTo("adyen", made)).toMatchObject({ state: "sent" });
      await db().removal.update({ where: { id: waiting }, data: { state: "confirmed", settledAt: new Date() } });
      // What the system held back all the same it was not told with effect: a person tells it.
      const at = { request_planNo_idx: { request: made, planNo, idx } };
      await db().decision.update({ where: at, data: { held: 1 } });
      await settleNotices();
      await settleNotices();
      expect(await noticeTo("adyen", made)).toMatchObject({ state: "sent" });
      expect(await db().task.count({ where: { request: made, recipient: "adyen", doneAt: null } })).toBe(1);
      await db().decision.update({ where: at, data: { held: 0 } });
      await settleNotices();
      expect(await noticeTo("adyen", made)).toMatchObject({ state: "confirmed" });
      // Of a change that was not written there its system has not heard.
      const request = await loadRequest(db(), made);
      await db().$transaction((tx) => tellRecipients(tx, request, ["invoice"], "corrected"));
      const corrected = { request: made, recipient: "adyen", change: "corrected" };
      expect(await db().recipientNotice.findFirst({ where: corrected })).toMatchObject({
        way: "portal",
        state: "to-send",
      });
    } finally {
      delete own.recipient;
    }
  });
});
