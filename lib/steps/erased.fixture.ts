/** An erasure from the form to its end, for tests of what comes after: duties, replays, notices. */
import { randomUUID } from "node:crypto";
import type { Actor } from "../actor";
import { db } from "../db";
import { groupKey } from "../gdpr/plan";
import type { Group } from "../gdpr/plan-value";
import { advance } from "./advance";
import { answerDoubt } from "./answer/answer";
import { receive } from "./ask/receive";
import { giveOpinion } from "./decide/opinion";
import { approve } from "./decide/review";
import { signedIn, type Portal } from "./portal.fixture";

/** What the person is told when records stay for a law suit. */
export const toldOfSuit = {
  facts: "A law suit about these orders is under way at the Amtsgericht Mitte.",
  alternative: "Nobody uses the orders for anything but the law suit.",
};

export type Staff = { rui: Actor; nora: Actor; dora: Actor };

export async function staffOf(): Promise<Staff> {
  const rui = await signedIn("rui", { roles: ["reviewer"] });
  const nora = await signedIn("nora", { roles: ["reviewer"] });
  return { rui, nora, dora: await signedIn("dora", { roles: ["dpo"] }) };
}

/** Asks for everything to be erased; approved by two once doubts are answered. Gives the reference. */
export async function askErasure(who: Actor, staff: Staff, { keepLicences = false } = {}): Promise<string> {
  const choice = { scope: "everything" as const, categories: [], keepLicences, doNotContact: false };
  const received = await receive(who, {
    id: randomUUID(),
    wishes: [{ right: "erasure", choice }],
    language: "en",
  });
  if (!received.ok) throw new Error(received.reason);
  const reference = received.value.requests[0]?.reference as string;
  await advance(reference);
  await approveErasure(reference, staff);
  return reference;
}

/** The plan of an erasure, approved by two; what is in doubt is somebody else's. */
export async function approveErasure(reference: string, { rui, nora, dora }: Staff): Promise<void> {
  const { planNo } = await db().request.findUniqueOrThrow({ where: { id: reference } });
  const asked = await db().decision.findMany({ where: { request: reference, planNo, action: "ask" } });
  const doubts = asked.filter(({ count }) => count).flatMap(({ groups }) => groups as unknown as Group[]);
  for (const group of doubts) {
    const answer = { selector: groupKey(group), answer: "not-theirs" as const, reason: "another name on the row" };
    await answerDoubt(rui, reference, answer);
  }
  if (doubts.length > 0) await advance(reference);
  const { planHash } = await db().request.findUniqueOrThrow({ where: { id: reference } });
  const hash = planHash as string;
  await giveOpinion(dora, reference, hash, "agrees", "The retention rules are applied rightly.");
  await approve(rui, reference, hash);
  const approved = await approve(nora, reference, hash);
  if (!approved.ok) throw new Error(approved.reason);
}

/** Lets the undo time pass, so that the approved erasure runs and is answered. */
export async function run(portal: Portal, reference: string): Promise<void> {
  await portal.later("4 days");
  await advance(reference);
  const { state } = await db().request.findUniqueOrThrow({ where: { id: reference } });
  if (state !== "fulfilled" && state !== "delivered") throw new Error(`the erasure is ${state}`);
}
