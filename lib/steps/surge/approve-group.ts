/**
 * Art. 5(2), 39(1): whoever drew a sample looks at each plan of it, and only then approves the group, or gives the officer's opinion
 * about it. A plan that changed meanwhile has fallen out, and the next in the order of the lot takes its place. The worker then does the
 * same for each request, by the hash that was drawn.
 */
import { has, type Actor } from "../../actor";
import { portalNow, transactionAs, type Tx } from "../../db";
import { roleOf, type Stage } from "../../db/in-group";
import { drawOrder } from "../../gdpr/sample";
import { wake } from "../../jobs/wake";
import { done, no, yes, type Result } from "../../result";
import { openColumn, sealColumn } from "../../seal/seal";
import { staffSight } from "../../sight";
import { lockRequest } from "../decide/allowed";
import { note } from "../move";
import { noteSystem } from "../system-chain";
import { actingFor } from "./draw";
import { lasts } from "./standing";

type Refused = "not-found" | "not-allowed" | "surge-over" | "given-up" | "approved";

/** Records that this person looked at one plan of their sample. `changed`: it is another one by now, and another request was drawn. */
export async function openSampled(
  who: Actor,
  group: string,
  reference: string,
): Promise<Result<Refused, { opened: "as-drawn" | "changed" }>> {
  return withOwn(who, group, async (tx, stage): Promise<Result<Refused, { opened: "as-drawn" | "changed" }>> => {
    const key = { group_request: { group, request: reference } };
    const member = await tx.planGroupMember.findUnique({ where: key });
    if (!member || member.place === null) return no("not-found");
    if (member.outcome !== null) return yes({ opened: "changed" });
    await lockRequest(tx, reference);
    const now = await tx.request.findUniqueOrThrow({
      where: { id: reference },
      select: { planHash: true, state: true },
    });
    if (now.state !== "planned" || now.planHash !== member.planHash) {
      await tx.planGroupMember.update({ where: key, data: { outcome: "plan-changed" } });
      await drawNext(tx, group);
      return yes({ opened: "changed" });
    }
    if (member.openedAt === null) {
      await tx.planGroupMember.update({ where: key, data: { openedAt: await portalNow(tx) } });
      await note(tx, reference, "sample-opened", who, { as: roleOf(stage), data: { group, plan: member.planHash } });
    }
    return yes({ opened: "as-drawn" });
  });
}

/** The next in the order of the lot; nobody where all were drawn. */
async function drawNext(tx: Tx, group: string): Promise<void> {
  const { seed, members } = await tx.planGroup.findUniqueOrThrow({ where: { id: group }, include: { members: true } });
  const taken = members.filter(({ place }) => place !== null).length;
  const next = drawOrder(
    members.map(({ request }) => request),
    seed,
  )[taken];
  if (next === undefined) return;
  await tx.planGroupMember.update({
    where: { group_request: { group, request: next } },
    data: { place: taken },
  });
}

/** Approves the group; pressed twice it is approved once. `unopened`: somebody of the sample was not looked at yet. */
export async function approveGroup(who: Actor, group: string): Promise<Result<Refused | "unopened" | "nobody-left">> {
  const approved = await withOwn<void, "unopened" | "nobody-left">(who, group, async (tx, stage) => {
    if (stage === "opinion") return no("not-found");
    const unseen = await unseenOf(tx, group);
    if (unseen) return no(unseen);
    await tx.planGroup.update({ where: { id: group }, data: { state: "approved", approvedAt: await portalNow(tx) } });
    await noteSystem(tx, "group-approved", { data: { group }, by: actingFor(stage, who) });
    await wake(tx, "surge", group);
    return done;
  });
  return !approved.ok && approved.reason === "approved" ? done : approved;
}

export type GroupOpinion = { opinion: "agrees" | "objects"; text: string };

/** The officer's opinion about every plan of the group; pressed twice it is given once. `approved`: another one was given already. */
export async function giveGroupOpinion(
  who: Actor,
  group: string,
  { opinion, text }: GroupOpinion,
): Promise<Result<Refused | "unopened" | "nobody-left">> {
  const given = await withOwn<void, "unopened" | "nobody-left">(who, group, async (tx, stage) => {
    if (stage !== "opinion") return no("not-found");
    const unseen = await unseenOf(tx, group);
    if (unseen) return no(unseen);
    const said = { opinion, sealed: sealColumn("group opinion", text) };
    await tx.planGroup.update({
      where: { id: group },
      data: { ...said, state: "approved", approvedAt: await portalNow(tx) },
    });
    await noteSystem(tx, "group-opinion", { data: { group, opinion }, by: actingFor(stage, who) });
    await wake(tx, "surge", group);
    return done;
  });
  const again = !given.ok && given.reason === "approved" && (await saidSo(who, group, { opinion, text }));
  return again ? done : given;
}

/** Whether exactly this was said about the group before. */
const saidSo = (who: Actor, id: string, { opinion, text }: GroupOpinion): Promise<boolean> =>
  transactionAs(staffSight(who), async (tx) => {
    const { opinion: said, sealed } = await tx.planGroup.findUniqueOrThrow({ where: { id } });
    return said === opinion && sealed !== null && openColumn("group opinion", sealed) === text;
  });

/** Why nothing can be said about the whole group yet; null once each plan of the sample was looked at. */
async function unseenOf(tx: Tx, group: string): Promise<"unopened" | "nobody-left" | null> {
  const sample = await tx.planGroupMember.findMany({ where: { group, place: { not: null }, outcome: null } });
  if (sample.length === 0) return "nobody-left";
  return sample.some(({ openedAt }) => openedAt === null) ? "unopened" : null;
}

/** Puts the group back: each of its requests waits as before, and is drawn from again. The draw stays written down. */
export async function giveUpGroup(who: Actor, group: string): Promise<Result<Refused>> {
  return withOwn<void, never>(who, group, async (tx) => {
    await tx.planGroup.update({ where: { id: group }, data: { state: "given-up", doneAt: await portalNow(tx) } });
    return done;
  });
}

/** The group of this person, locked, not approved and not given up, in a surge that lasts. Somebody else's is unknown. */
async function withOwn<Value, Reason extends string = never>(
  who: Actor,
  group: string,
  act: (tx: Tx, stage: Stage) => Promise<Result<Refused | Reason, Value>>,
): Promise<Result<Refused | Reason, Value>> {
  if (!has(who, "reviewer", "dpo") || who.person === null) return no("not-allowed");
  return transactionAs(staffSight(who), async (tx): Promise<Result<Refused | Reason, Value>> => {
    await tx.$queryRaw`SELECT "id" FROM "plan_group" WHERE "id" = ${group}::uuid FOR UPDATE`;
    const found = await tx.planGroup.findUnique({ where: { id: group } });
    if (!found || found.drawnBy !== who.person) return no("not-found");
    const stage = found.stage as Stage;
    if (!has(who, roleOf(stage))) return no("not-allowed");
    if (found.state === "approved" || found.state === "done") return no("approved");
    if (found.state === "given-up") return no("given-up");
    if (!(await lasts(tx, found.surge))) return no("surge-over");
    return act(tx, stage);
  });
}
