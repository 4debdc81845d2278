/** One request with everything the desk shows about it, as one statement: counts, dates and words, no names. */
import { Prisma } from "../../db/generated/client";
import { heldNorms } from "../../gdpr/plan";
import { surgeSql } from "./surge-sql";

const { sql } = Prisma;

/** Rows as a JSON list, never null. */
const list = (object: Prisma.Sql, from: Prisma.Sql, order: Prisma.Sql): Prisma.Sql =>
  sql`(SELECT coalesce(jsonb_agg(${object} ORDER BY ${order}), '[]') FROM ${from})`;

/** Why the request decides about what another one kept (see `takenUpAs`), null where it does not. Only a follow-up can. */
export const takesUp = sql`CASE WHEN r."follows_up" IS NOT NULL THEN ${takenUpFor(sql`r."id"`)} END`;

function takenUpFor(id: Prisma.Sql): Prisma.Sql {
  const held = Prisma.join([...heldNorms]);
  return sql`(SELECT CASE WHEN u."norm" IN (${held}) THEN 'held' ELSE 'needed' END FROM "decision" u WHERE u."taken_up_by" = ${id} LIMIT 1)`;
}

/** `me` is the person who looks: what they did themselves is said to be theirs, everyone else is a colleague. */
export function requestSql(me: string, reference: string, zone: string): Prisma.Sql {
  return sql`/* prepared: desk-request */
    SELECT jsonb_build_object(
      'reference', r."id", 'right', r."right", 'state', r."state", 'waitsFor', r."waits_for", 'channel', r."channel",
      'language', r."language", 'receivedAt', r."received_at", 'receivedOn', r."received_on", 'dueOn', r."due_on",
      'unrolledOn', r."unrolled_on", 'pauses', r."pauses",
      'question', CASE WHEN r."identity_asked_at" IS NOT NULL THEN jsonb_build_object('askedAt', r."identity_asked_at", 'sentOn', r."identity_sent_on") END,
      'extendedOn', r."extended_on", 'door', r."door", 'assignee', r."assignee", 'account', r."account" IS NOT NULL,
      'choice', r."choice") || jsonb_build_object('planNo', r."plan_no", 'planHash', r."plan_hash", 'undoUntil', r."undo_until",
      'copyFirst', r."copy_first", 'followsUp', r."follows_up",
      'takesUp', ${takesUp},
      'followUps', ${list(
        sql`jsonb_build_object('reference', f."id", 'takesUp', ${takenUpFor(sql`f."id"`)})`,
        sql`"request" f WHERE f."follows_up" = r."id"`,
        sql`f."received_at", f."id"`,
      )}, 'copyWaived', r."copy_waived_at" IS NOT NULL, 'tries', r."tries", 'tryAt', r."try_at",
      'closedAt', r."closed_at", 'own', r."person_id" IS NOT DISTINCT FROM ${me}::uuid,
      'now', portal_now(), 'today', (portal_now() AT TIME ZONE ${zone})::date,
      'plans', ${list(
        sql`jsonb_build_object('no', p."no", 'hash', p."hash", 'policy', p."policy", 'madeAt', p."made_at", 'because', p."void_because")`,
        sql`"plan" p WHERE p."request" = r."id"`,
        sql`p."no" DESC`,
      )},
      'decisions', ${list(decision(zone), sql`"decision" d WHERE d."request" = r."id" AND d."plan_no" = r."plan_no"`, sql`d."idx"`)},
      'searches', ${list(
        sql`jsonb_build_object('source', s."source", 'outcome', s."outcome", 'count', s."count", 'later', s."later")`,
        sql`"search" s WHERE s."request" = r."id" AND s."plan_no" = r."plan_no"`,
        sql`s."source"`,
      )},
      'approvals', ${list(
        sql`jsonb_build_object('kind', a."kind", 'opinion', a."opinion", 'mine', a."person_id" = ${me}::uuid, 'at', a."at",
                               'current', a."plan_hash" IS NOT DISTINCT FROM r."plan_hash")`,
        sql`"approval" a WHERE a."request" = r."id" AND a."plan_no" = r."plan_no"`,
        sql`a."at"`,
      )},
      'answers', ${list(
        sql`jsonb_build_object('selector', w."selector", 'answer', w."answer")`,
        sql`"answer" w WHERE w."request" = r."id"`,
        sql`w."at"`,
      )},
      'holds', ${list(
        sql`jsonb_build_object('id', h."id", 'kind', h."kind", 'category', h."category", 'oneRecord', h."record" IS NOT NULL, 'reviewOn', h."review_on")`,
        sql`"hold" h WHERE h."released_at" IS NULL AND (h."request" = r."id" OR h."account" = r."account")`,
        sql`h."placed_at"`,
      )},
      'matters', ${list(
        sql`jsonb_build_object('id', m."id", 'kind', m."kind")`,
        sql`"matter_request" k JOIN "matter" m ON m."id" = k."matter"
            WHERE k."request" = r."id" AND k."unlinked_at" IS NULL AND m."closed_at" IS NULL`,
        sql`m."opened_at"`,
      )},
      'restrictions', ${list(
        sql`jsonb_build_object('request', x."request", 'category', x."category", 'purpose', x."purpose", 'ground', x."ground",
                               'setAt', x."set_at", 'announced', x."letter_id" IS NOT NULL, 'endsOn', x."ends_on")`,
        sql`"restriction" x WHERE x."lifted_at" IS NULL AND (x."request" = r."id" OR x."account" = r."account")`,
        sql`x."set_at", x."category", x."purpose"`,
      )},
      'exceptions', ${list(
        sql`jsonb_build_object('purpose', c."purpose", 'decision', c."decision", 'ground', c."ground")`,
        sql`"restriction_exception" c WHERE c."request" = r."id"`,
        sql`c."purpose"`,
      )},
      'stoppings', ${list(
        sql`jsonb_build_object('source', s."source", 'purpose', s."purpose", 'records', s."records", 'at', s."at")`,
        sql`"stopping" s WHERE s."request" = r."id"`,
        sql`s."at", s."source", s."purpose"`,
      )},
      'surge', (${surgeSql}),
      'before', ${before},
      'copies', ${copies},
      'alike', ${alike},
      'letters', ${list(
        sql`jsonb_build_object('id', l."id", 'kind', l."kind", 'language', l."language", 'madeAt', l."made_at", 'mail', m."state",
                               'posted', (SELECT t."done_at" IS NOT NULL FROM "task" t WHERE t."letter_id" = l."id" AND t."kind" = 'post-letter'))`,
        sql`"letter" l LEFT JOIN "mail" m ON m."id" = l."mail_id" WHERE l."request" = r."id"`,
        sql`l."made_at"`,
      )},
      'mails', ${list(
        sql`jsonb_build_object('kind', m."kind", 'state', m."state", 'madeAt', m."made_at", 'settledAt', m."settled_at", 'tries', m."tries")`,
        sql`"mail" m WHERE m."request" = r."id"`,
        sql`m."made_at"`,
      )},
      'notices', ${list(
        sql`jsonb_build_object('id', n."id", 'recipient', n."recipient", 'change', n."change", 'categories', n."categories",
                               'way', n."way", 'veiled', n."veiled", 'state', n."state", 'dueOn', n."due_on",
                               'sentAt', n."sent_at", 'effectiveOn', n."effective_on", 'because', n."because",
                               'openedAt', (SELECT l."opened_at" FROM "recipient_link" l WHERE l."notice" = n."id"))`,
        sql`"recipient_notice" n WHERE n."request" = r."id"`,
        sql`n."made_at", n."recipient"`,
      )},
      'tasks', ${list(
        sql`jsonb_build_object('id', t."id", 'kind', t."kind", 'source', t."source", 'category', t."category",
                               'recipient', t."recipient", 'dueOn', t."due_on",
                               'legal', CASE WHEN t."kind" = 'legal-refusal' THEN t."answer" END, 'done', t."done_at" IS NOT NULL, 'mine', t."done_by" IS NOT DISTINCT FROM ${me}::uuid)`,
        sql`"task" t WHERE t."request" = r."id"`,
        sql`t."due_on", t."id"`,
      )},
      'duties', ${list(
        sql`jsonb_build_object('category', u."category", 'dueOn', u."due_on", 'count', u."count", 'state', u."state", 'stoppedBy', u."stopped_by")`,
        sql`"duty" u WHERE u."request" = r."id" AND u."plan_no" = r."plan_no"`,
        sql`u."due_on", u."idx"`,
      )},
      'package', (SELECT jsonb_build_object('records', p."records", 'availableAt', p."available_at", 'expiresAt', p."expires_at",
                         'downloads', p."downloads", 'further', p."further", 'destroyedAt', p."destroyed_at")
                  FROM "package" p WHERE p."request" = r."id"),
      'events', ${list(
        sql`jsonb_build_object('seq', e."seq", 'at', e."at", 'fact', e."fact", 'role', e."actor_role", 'data', e."data")`,
        sql`"event" e WHERE e."request" = r."id"`,
        sql`e."seq"`,
      )}
    ) || ${arrived(zone)} AS "request"
    FROM "request" r WHERE r."id" = ${reference}`;
}

/** The groups of a decision are needed only where a person has to decide about them. */
const decision = (zone: string): Prisma.Sql => sql`jsonb_build_object(
  'idx', d."idx", 'source', d."source", 'category', d."category", 'action', d."action", 'mode', d."mode",
  'ground', d."ground", 'rule', d."rule", 'norm', d."norm", 'until', d."until", 'since', d."since", 'count', d."count",
  'doubt', d."doubt", 'overridden', d."overridden", 'list', d."list", 'done', d."done", 'gone', d."gone", 'held', d."held",
  'stoppedBy', d."stopped_by", 'leftOver', d."left_over", 'finishedOn', (d."finished_at" AT TIME ZONE ${zone})::date,
  'endedOn', (SELECT (u."finished_at" AT TIME ZONE ${zone})::date FROM "duty" u
              WHERE u."request" = d."request" AND u."plan_no" = d."plan_no" AND u."idx" = d."idx" AND u."state" = 'done' AND u."held" = 0),
  'groups', CASE WHEN d."action" = 'ask' THEN d."groups" ELSE '[]' END)`;

/** The lines of the plan before, as long as somebody is to approve the current one. */
const previous = list(
  sql`jsonb_build_object('source', d."source", 'category', d."category", 'action', d."action", 'mode', d."mode", 'ground', d."ground",
                         'rule', d."rule", 'norm', d."norm", 'until', d."until", 'count', d."count", 'list', d."list", 'doubt', d."doubt")`,
  sql`"decision" d WHERE d."request" = r."id" AND d."plan_no" = r."plan_no" - 1 AND r."state" = 'planned' AND r."plan_hash" IS NOT NULL`,
  sql`d."idx"`,
);

const overrides = list(
  sql`jsonb_build_object('id', v."id", 'source', v."source", 'category', v."category", 'from', v."from_action", 'to', v."to_action",
                         'ground', v."ground", 'norm', v."norm", 'until', v."until")`,
  sql`"override" v WHERE v."request" = r."id" AND v."taken_back_at" IS NULL`,
  sql`v."at"`,
);

/** The copies that go first: asked for by the same person, and not with them yet. */
const copies = list(
  sql`jsonb_build_object('reference', o."id", 'right', o."right", 'state', o."state")`,
  sql`"request" o WHERE o."id" IN (SELECT copies_first(r."id"))`,
  sql`o."received_at"`,
);

/** Open requests for the same right and the same things about the same person, however each of them came. */
const alike = list(
  sql`o."id"`,
  sql`"request" o WHERE o."id" <> r."id" AND o."right" = r."right" AND o."right" NOT IN ('rectification', 'intervention')
      AND o."closed_at" IS NULL AND r."closed_at" IS NULL AND o."follows_up" IS NULL AND r."follows_up" IS NULL
      AND o."choice" IS NOT DISTINCT FROM r."choice" AND o."purposes" = r."purposes"
      AND (o."account" = r."account" OR (o."account" IS NULL AND r."account" IS NULL AND o."person_id" = r."person_id"))`,
  sql`o."received_at"`,
);

/** Who asks, how it came, how the answer goes back, and whether it costs something; one call takes 50 pairs at most. */
const arrived = (zone: string): Prisma.Sql => sql`jsonb_build_object(
  'requester', r."requester", 'byHand', r."by_hand", 'answerBy', r."answer_by", 'purposes', r."purposes",
  'enteredOn', (r."entered_at" AT TIME ZONE ${zone})::date, 'reminders', r."reminders", 'repeats', r."repeats",
  'previous', ${previous}, 'overrides', ${overrides}, 'feeCents', r."fee_cents", 'feeState', r."fee_state",
  'files', ${files},
  'wish', EXISTS (SELECT FROM "drawer" w WHERE w."request" = r."id" AND w."kind" = 'wish'))`;

/** Files beside a payload of their own; those of a passed-on task stand with it. */
const files = list(
  sql`jsonb_build_object('id', f."id", 'type', f."type", 'bytes', f."bytes", 'keptAt', f."kept_at")`,
  sql`"attachment" f JOIN "drawer" w ON w."id" = f."drawer_id" WHERE f."request" = r."id" AND w."kind" = 'files'`,
  sql`f."kept_at", f."no"`,
);

/** How much of each category the request before this one was about. */
const before = list(
  sql`jsonb_build_object('category', b."category", 'count', b."count")`,
  sql`(SELECT d."category", sum(d."count") AS "count" FROM "request" o
       JOIN "decision" d ON d."request" = o."id" AND d."plan_no" = o."plan_no"
       WHERE o."id" = r."repeats" AND d."count" IS NOT NULL GROUP BY d."category") AS b`,
  sql`b."category"`,
);
