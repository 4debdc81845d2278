/** Art. 12(3): requests whose plans are identical and wait for approval, as groups; and what somebody drew from them. */
import { has, type Actor } from "../../actor";
import { policy } from "../../company";
import { transactionAs } from "../../db";
import { inGroup, roleOf, stages, type Stage } from "../../db/in-group";
import { Prisma } from "../../db/generated/client";
import { staffSight } from "../../sight";
import { surgeSql, type SurgeBrief } from "./surge-sql";

const { sql, join } = Prisma;

export type PlanGroupLine = {
  shape: string;
  stage: Stage;
  right: string;
  policy: string;
  count: number;
  /** The soonest of them is due. */
  dueOn: string;
  /** How many lines of each verdict one of the plans has. */
  lines: { action: string; count: number }[];
  /** The draw that whoever looks has open. */
  drawn: string | null;
};
export type MyGroup = { id: string; right: string; drawnAt: string; state: string; requests: number; decided: number };
export type PlanGroups = {
  surge: SurgeBrief | null;
  groups: PlanGroupLine[];
  /** What whoever looks drew in this surge, the newest first. */
  mine: MyGroup[];
};

const onPage = 50;

/** In one statement; null for those who approve nothing and give no opinion. */
export async function planGroups(who: Actor): Promise<PlanGroups | null> {
  if (!has(who, "reviewer", "dpo") || who.person === null) return null;
  const theirs = stages.filter((stage) => has(who, roleOf(stage)));
  const statement = planGroupsSql(who.person, policy().review.opinion, theirs);
  const [found] = await transactionAs(staffSight(who), (tx) => tx.$queryRaw<{ found: PlanGroups }[]>(statement));
  if (!found) throw new Error("the groups gave nothing");
  return found.found;
}

/** Those with the soonest date first. A group has two requests at least. */
export const planGroupsSql = (
  me: string,
  opinion: readonly string[],
  theirs: readonly Stage[] = ["first", "second"],
): Prisma.Sql => sql`
  WITH alike AS MATERIALIZED (
    SELECT * FROM (${join(
      theirs.map((stage) => alike({ me, stage, opinion })),
      " UNION ALL ",
    )}) AS found
    ORDER BY "dueOn", "shape", "stage" LIMIT ${onPage}
  )
  SELECT jsonb_build_object(
    'surge', (${surgeSql}),
    'groups', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'shape', g."shape", 'stage', g."stage", 'right', g."right", 'policy', g."policy", 'count', g."count", 'dueOn', g."dueOn",
        'lines', (SELECT coalesce(jsonb_agg(jsonb_build_object('action', l."action", 'count', l."count") ORDER BY l."action"), '[]')
                  FROM (SELECT d."action", count(*) AS "count" FROM "decision" d JOIN "request" e ON e."id" = d."request" AND e."plan_no" = d."plan_no"
                        WHERE d."request" = g."example" GROUP BY 1) AS l),
        'drawn', (SELECT p."id" FROM "plan_group" p JOIN "surge" u ON u."id" = p."surge" AND u."ended_at" IS NULL
                  WHERE p."drawn_by" = ${me}::uuid AND p."state" = 'drawn' AND p."shape" = g."shape" AND p."stage" = g."stage"))
      ORDER BY g."dueOn", g."shape", g."stage"), '[]') FROM alike g),
    'mine', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p."id", 'right', p."right", 'drawnAt', p."drawn_at", 'state', p."state",
        'requests', (SELECT count(*) FROM "plan_group_member" m WHERE m."group" = p."id"),
        'decided', (SELECT count(*) FROM "plan_group_member" m WHERE m."group" = p."id" AND m."outcome" IS NOT NULL)) ORDER BY p."drawn_at" DESC), '[]')
      FROM (SELECT p.* FROM "plan_group" p JOIN "surge" u ON u."id" = p."surge" AND u."ended_at" IS NULL
            WHERE p."drawn_by" = ${me}::uuid ORDER BY p."drawn_at" DESC LIMIT ${onPage}) AS p)
  ) AS "found"`;

const alike = (looking: Parameters<typeof inGroup>[0]): Prisma.Sql => sql`
  SELECT r."plan_shape" AS "shape", ${looking.stage}::text AS "stage", min(r."right") AS "right", min(r."policy") AS "policy",
         count(*)::int AS "count", min(r."due_on") AS "dueOn", min(r."id") AS "example"
  FROM "request" r WHERE ${inGroup(looking)} GROUP BY r."plan_shape" HAVING count(*) > 1`;
