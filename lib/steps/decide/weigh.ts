/**
 * Art. 21(1): an objection is weighed. The reviewer writes down the controller's interest, whether the use is needed, what
 * the person's situation says against it, and the result; the officer's opinion goes before. Upheld, exactly the plan that
 * was shown ends the use; else the answer gives the compelling grounds, and the pause ends after its waiting time.
 */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { portalNow, type Tx } from "../../db";
import { dayIn } from "../../gdpr/day";
import { done, no, type Result } from "../../result";
import { putInDrawer } from "../../seal/request-key";
import { staffSight } from "../../sight";
import { deciding, forStaff } from "./allowed";
import { feeIsOpen } from "./fee";
import type { Loaded } from "../load";
import { move, note } from "../move";
import { announcedBy } from "./lift";
import { secondPerson } from "./refuse";
import { approveShown, noticeChange, type Refused as NotApproved } from "./review";
import { sendLetter } from "../answer/send-letter";
import { noteLateRefusal } from "../answer/late-refusal";
import { weighingFacts } from "../answer/person";

export type Balance = {
  outcome: "stops" | "goes-on";
  /** The controller's interest, concretely. */
  interest: string;
  /** Why the use is needed for it, or not. */
  necessity: string;
  /** What the person's situation says against it. */
  situation: string;
  /** The result in plain words: it goes into the letter. */
  result: string;
};

type Refused = NotApproved | "not-weighed" | "facts-missing" | "needs-second";

const least = 20;

/** Decides about the objection by the hash of the plan that was shown. */
export async function weigh(who: Actor, reference: string, shown: string, balance: Balance): Promise<Result<Refused>> {
  const { outcome, ...record } = balance;
  if (Object.values(record).some((text) => text.trim().length < least)) return no("facts-missing");
  if (await noticeChange(who, reference, shown)) return no("plan-changed");
  return deciding<Refused, void>(staffSight(who), reference, async (tx) => {
    const found = await forStaff(tx, who, reference, "reviewer");
    if (!found.ok) return found;
    const request = found.value;
    const obstacle = await obstacleTo(tx, who, request, shown);
    if (obstacle) return no(obstacle);
    if (outcome === "goes-on") return goOn(tx, who, request, balance);
    const approved = await approveShown(tx, who, request, { shown });
    if (!approved.ok) return approved;
    await writeDown(tx, who, request, balance);
    return done;
  });
}

async function obstacleTo(tx: Tx, who: Actor, request: Loaded, shown: string): Promise<Refused | null> {
  const { id, planNo, weighed, state, planHash, personId } = request;
  if (weighed.length === 0) return "not-weighed";
  if (personId === who.person) return "own-request";
  if (state !== "planned") return "not-planned";
  if (planHash !== shown) return "plan-changed";
  if (feeIsOpen(request)) return "fee-open";
  if (!policy().review.opinion.includes("objection")) return null;
  const opinion = await tx.approval.findFirst({ where: { request: id, planNo, kind: "opinion", planHash: shown } });
  return opinion ? null : "opinion-missing";
}

async function writeDown(tx: Tx, who: Actor, { id, keys }: Loaded, balance: Balance): Promise<void> {
  const { commit } = await putInDrawer(tx, keys, "balance", balance);
  await note(tx, id, "weighed", who, { as: "reviewer", data: { outcome: balance.outcome }, commit });
}

/** Where the officer objects to going on, nobody decides alone. */
async function goOn(tx: Tx, who: Actor, request: Loaded, balance: Balance): Promise<Result<Refused>> {
  const { id, planNo } = request;
  const opinion = await tx.approval.findFirst({ where: { request: id, planNo, kind: "opinion" } });
  const waits = opinion?.opinion === "objects" ? await secondPerson(tx, who, request) : null;
  if (waits) return no(waits);
  await writeDown(tx, who, request, balance);
  await tx.request.update({ where: { id }, data: { waitsFor: null, tryAt: null } });
  await move(tx, id, "refused", who, { as: "reviewer", data: { ground: "21(1)" } });
  const today = dayIn(policy().zone, await portalNow(tx));
  const facts = await weighingFacts(tx, request, { balance, today });
  const { letter } = await sendLetter(tx, request, "weighing", facts, { by: who });
  await noteLateRefusal(tx, who, request, "whole");
  // Art. 18(3): the same letter tells that the pause ends.
  if (facts.endsOn) await announcedBy(tx, id, { letter, endsOn: facts.endsOn }, { who, as: "reviewer" });
  return done;
}
