/**
 * Art. 12(3): which open requests may stand in a group of identical plans. The shape of a plan says what its lines have in common;
 * this says that nothing about the request itself asks for a look of its own. The pages list by it, and the steps decide by it.
 */
import { Prisma } from "./generated/client";

const { sql } = Prisma;

/** Waits for the officer's opinion, for a first approval, or for a second one after it. */
export const stages = ["opinion", "first", "second"] as const;
export type Stage = (typeof stages)[number];
/** Whose word each stage waits for. */
export const roleOf = (stage: Stage): "dpo" | "reviewer" => (stage === "opinion" ? "dpo" : "reviewer");

/** `me`: who looks; `opinion`: the rights for which the policy asks the officer first. */
export type Looking = { me: string; stage: Stage; opinion: readonly string[] };

/**
 * Of a request `r`: planned, and nothing open about it: its person asks for themselves and wrote nothing, nobody answered a doubt or
 * overrode a line, no hold, pause, stop, fee or task, no word of the officer against it, and none of it is the reader's own.
 */
export function inGroup({ me, stage, opinion }: Looking): Prisma.Sql {
  return sql`
    r."closed_at" IS NULL AND r."state" = 'planned' AND r."waits_for" = 'reviewer' AND r."plan_shape" IS NOT NULL
    AND r."plan_hash" IS NOT NULL AND r."requester" = 'self' AND NOT r."by_hand" AND r."stopped_at" IS NULL
    AND r."fee_state" IS NULL AND r."follows_up" IS NULL AND r."person_id" IS DISTINCT FROM ${me}::uuid
    AND NOT EXISTS (SELECT FROM "override" v WHERE v."request" = r."id" AND v."taken_back_at" IS NULL)
    AND NOT EXISTS (SELECT FROM "answer" w WHERE w."request" = r."id")
    AND NOT EXISTS (SELECT FROM "hold" h WHERE h."released_at" IS NULL AND h."request" = r."id")
    AND NOT EXISTS (SELECT FROM "hold" h WHERE h."released_at" IS NULL AND h."account" = r."account")
    AND NOT EXISTS (SELECT FROM "restriction" x WHERE x."lifted_at" IS NULL AND x."request" = r."id")
    AND NOT EXISTS (SELECT FROM "restriction" x WHERE x."lifted_at" IS NULL AND x."account" = r."account")
    AND NOT EXISTS (SELECT FROM "drawer" d WHERE d."request" = r."id" AND d."kind" = 'wish')
    AND NOT EXISTS (SELECT FROM "message" m WHERE m."request" = r."id" AND NOT m."from_desk")
    AND NOT EXISTS (SELECT FROM "task" t WHERE t."request" = r."id" AND t."done_at" IS NULL)
    AND NOT ${given(sql`a."kind" = 'opinion' AND a."opinion" = 'objects'`)}
    AND ${waitsFor({ me, stage, opinion })}`;
}

/** Whose word it waits for. The officer is heard before anybody approves. */
function waitsFor({ me, stage, opinion }: Looking): Prisma.Sql {
  const heard = given(sql`a."kind" = 'opinion'`);
  if (stage === "opinion")
    return sql`r."right" = ANY (${[...opinion]}::text[]) AND NOT ${heard} AND NOT ${given(sql`a."kind" = 'approval'`)}`;
  const approved =
    stage === "first"
      ? sql`NOT ${given(sql`a."kind" = 'approval'`)}`
      : given(sql`a."kind" = 'approval' AND a."person_id" <> ${me}::uuid`);
  return sql`(r."right" <> ALL (${[...opinion]}::text[]) OR ${heard}) AND ${approved}`;
}

const given = (what: Prisma.Sql): Prisma.Sql => sql`
  EXISTS (SELECT FROM "approval" a WHERE a."request" = r."id" AND a."plan_no" = r."plan_no" AND a."plan_hash" = r."plan_hash" AND ${what})`;
