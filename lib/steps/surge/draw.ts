/**
 * Art. 12(3), 5(2): identical plans that wait for approval, taken as one group while a surge lasts. Its members are written down with
 * the hashes of their plans, and a sample of them is drawn by lot; whoever opens the group again finds the same draw.
 */
import { randomBytes } from "node:crypto";
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs, type Tx } from "../../db";
import { inGroup, roleOf, stages as groupStages, type Stage } from "../../db/in-group";
import { drawSample, membersHash } from "../../gdpr/sample";
import { no, yes, type Result } from "../../result";
import { staffSight } from "../../sight";
import { oneAtATime } from "../ask/submission";
import { noteSystem } from "../system-chain";
import { surgeNow } from "./standing";

/** Of more at once nobody can say that a sample of fifty speaks for them; the next draw takes the next ones. */
export const mostMembers = 10_000;
export { groupStages };
export type Drawing = { shape: string; stage: Stage };
type NotDrawn = "not-allowed" | "no-surge" | "no-group";
type Member = { id: string; planHash: string; right: string; policy: string };

/** Draws, or gives the draw that this person has open. `no-group`: fewer than two are left. */
export async function drawGroup(who: Actor, drawing: Drawing): Promise<Result<NotDrawn, { group: string }>> {
  if (!has(who, roleOf(drawing.stage)) || who.person === null) return no("not-allowed");
  const me = who.person;
  return transactionAs(staffSight(who), async (tx): Promise<Result<NotDrawn, { group: string }>> => {
    await oneAtATime(tx, who);
    const surge = await surgeNow(tx);
    if (!surge) return no("no-surge");
    const open = await openDraw(tx, me, { ...drawing, surge });
    if (open) return yes({ group: open });
    const members = await membersOf(tx, me, drawing);
    if (members.length < 2) return no("no-group");
    return yes({ group: await keep(tx, { surge, who, me, drawing, members }) });
  });
}

/** Of an earlier surge none is approved any more: it makes room for one of this. */
async function openDraw(tx: Tx, me: string, { shape, stage, surge }: Drawing & { surge: string }) {
  const open = await tx.planGroup.findFirst({ where: { drawnBy: me, shape, stage, state: "drawn" } });
  if (!open || open.surge === surge) return open?.id ?? null;
  await tx.$executeRaw`UPDATE "plan_group" SET "state" = 'given-up', "done_at" = portal_now() WHERE "id" = ${open.id}::uuid`;
  return null;
}

const membersOf = (tx: Tx, me: string, { shape, stage }: Drawing) => tx.$queryRaw<Member[]>`
  SELECT r."id", r."plan_hash" AS "planHash", r."right", r."policy" FROM "request" r
  WHERE r."plan_shape" = ${shape} AND ${inGroup({ me, stage, opinion: policy().review.opinion })}
  ORDER BY r."due_on", r."id" LIMIT ${mostMembers}`;

type Keeping = { surge: string; who: Actor; me: string; drawing: Drawing; members: readonly Member[] };

async function keep(tx: Tx, { surge, who, me, drawing, members }: Keeping): Promise<string> {
  const seed = randomBytes(32).toString("hex");
  const ids = members.map(({ id }) => id);
  const sample = drawSample(ids, seed);
  const places = new Map(sample.map((id, at) => [id, at]));
  const { right, policy: edition } = members[0] as Member;
  const { id } = await tx.planGroup.create({
    data: { surge, ...drawing, right, policy: edition, seed, drawnBy: me },
    select: { id: true },
  });
  const rows = members.map((one) => ({ request: one.id, hash: one.planHash, place: places.get(one.id) ?? null }));
  await tx.$executeRaw`
    INSERT INTO "plan_group_member" ("group", "request", "plan_hash", "place")
    SELECT ${id}::uuid, m.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS m("request" text, "hash" text, "place" int)`;
  const told = { group: id, requests: ids.length, sample: sample.length, seed, members: membersHash(ids) };
  await noteSystem(tx, "group-drawn", { data: told, by: actingFor(drawing.stage, who) });
  return id;
}

/** Somebody with several roles acts here in the one that the stage waits for. */
export const actingFor = (stage: Stage, who: Actor): Actor => ({ ...who, roles: [roleOf(stage)] });
