/**
 * Art. 5(2): the worker approves the members of a group one by one, by the step that approves a single plan and by the hash that was
 * drawn. What changed meanwhile, or has something open of its own by now, falls out and waits to be looked at by itself. Killed
 * anywhere it goes on where it was; two workers share the work.
 */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import { db, type Tx } from "../../db";
import { inGroup } from "../../db/in-group";
import { Prisma } from "../../db/generated/client";
import { openColumn } from "../../seal/seal";
import { lockRequest } from "../decide/allowed";
import { giveOpinionLocked } from "../decide/opinion";
import { approveLocked, noticeChange } from "../decide/review";
import { load } from "../load";
import { reached } from "../milestone";
import { openHolds, openPauses } from "../plan/situation";
import { mostTries, staffActor, type Working } from "./run-extensions";
import { lasts } from "./standing";

type Group = Awaited<ReturnType<ReturnType<typeof db>["planGroup"]["findMany"]>>[number];
type Member = { request: string; planHash: string };

/** Carries out the groups that were approved, the oldest first. Gives how many requests were decided about. */
export async function runGroups(working: Working): Promise<number> {
  const open = await db().planGroup.findMany({ where: { state: "approved" }, orderBy: { approvedAt: "asc" } });
  let decided = 0;
  for (const group of open) decided += await runGroup(group, working);
  return decided;
}

async function runGroup(group: Group, { stop, report }: Working): Promise<number> {
  const who = await staffActor(group.drawnBy);
  let decided = 0;
  for (let after = ""; !stop();) {
    const member = await nextOf(group.id, after);
    if (!member) break;
    after = member.request;
    try {
      if (await approveOne(who, group, member)) decided += 1;
    } catch (error) {
      const tries = await countTry(group.id, member.request);
      const name = error instanceof Error ? error.name : "unknown";
      report(`${member.request} could not be approved with its group, try ${tries} of ${mostTries} (${name})`);
    }
  }
  await db().$executeRaw`
    UPDATE "plan_group" g SET "state" = 'done', "done_at" = portal_now() WHERE g."id" = ${group.id}::uuid AND g."state" = 'approved'
      AND NOT EXISTS (SELECT FROM "plan_group_member" m WHERE m."group" = g."id" AND m."outcome" IS NULL)`;
  return decided;
}

const nextOf = (group: string, after: string): Promise<Member | null> =>
  db().planGroupMember.findFirst({
    where: { group, outcome: null, request: { gt: after } },
    orderBy: { request: "asc" },
    select: { request: true, planHash: true },
  });

/** False where another worker has it. The sources are asked outside any lock, as for a single plan; an opinion asks none. */
async function approveOne(who: Actor, group: Group, { request, planHash }: Member): Promise<boolean> {
  const changed = group.stage !== "opinion" && (await noticeChange(who, request, planHash));
  return db().$transaction(async (tx) => {
    const [mine] = await tx.$queryRaw<{ request: string }[]>`
      SELECT "request" FROM "plan_group_member"
      WHERE "group" = ${group.id}::uuid AND "request" = ${request} AND "outcome" IS NULL FOR UPDATE SKIP LOCKED`;
    if (!mine) return false;
    const outcome = changed ? "plan-changed" : await approved(tx, who, group, { request, planHash });
    reached("surge:approved");
    await tx.planGroupMember.update({ where: { group_request: { group: group.id, request } }, data: { outcome } });
    return true;
  });
}

async function approved(tx: Tx, who: Actor, group: Group, { request, planHash }: Member): Promise<string> {
  if (!(await lasts(tx, group.surge))) return "surge-over";
  await lockRequest(tx, request);
  const now = await tx.request.findUniqueOrThrow({ where: { id: request }, select: { planHash: true } });
  if (now.planHash !== planHash) return "plan-changed";
  if (!(await approveable(tx, group, request))) return "left";
  if (group.stage === "opinion") return opinionGiven(tx, who, group, { request, planHash });
  const done = await approveLocked(tx, who, request, { shown: planHash, group: group.id });
  return done.ok ? done.value.state : done.reason;
}

async function opinionGiven(tx: Tx, who: Actor, group: Group, { request, planHash }: Member): Promise<string> {
  const { id, opinion, sealed } = group;
  if (opinion === null || sealed === null) throw new Error(`the group ${id} has no opinion`);
  const text = openColumn("group opinion", sealed);
  const said = { shown: planHash, opinion: opinion as "agrees" | "objects", text, group: id };
  const given = await giveOpinionLocked(tx, who, request, said);
  return given.ok ? "opinion-given" : given.reason;
}

/** Whose own it is and who gave the first word is for the step to say, so nobody in particular looks here. */
const nobody = "00000000-0000-0000-0000-000000000000";

/** Whether nothing about it asks for a look of its own by now. */
async function approveable(tx: Tx, { shape, stage: own }: Group, request: string): Promise<boolean> {
  const { opinion } = policy().review;
  const either = Prisma.join(
    // Somebody else may have given the first approval meanwhile: then this one is the second.
    (own === "opinion" ? (["opinion"] as const) : (["first", "second"] as const)).map(
      (stage) => Prisma.sql`(${inGroup({ me: nobody, stage, opinion })})`,
    ),
    " OR ",
  );
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT r."id" FROM "request" r WHERE r."id" = ${request} AND r."plan_shape" = ${shape} AND (${either})`;
  if (rows.length === 0) return false;
  const loaded = await load(tx, request);
  // By an address of theirs, which lies sealed.
  return loaded !== null && (await openHolds(tx, loaded)).length === 0 && (await openPauses(tx, loaded)).length === 0;
}

/** In a transaction of its own: the one that failed wrote nothing. */
async function countTry(group: string, request: string): Promise<number> {
  const [row] = await db().$queryRaw<{ tries: number }[]>`
    UPDATE "plan_group_member" SET "tries" = "tries" + 1, "outcome" = CASE WHEN "tries" + 1 >= ${mostTries} THEN 'failed' END
    WHERE "group" = ${group}::uuid AND "request" = ${request} AND "outcome" IS NULL RETURNING "tries"`;
  return row?.tries ?? 0;
}
