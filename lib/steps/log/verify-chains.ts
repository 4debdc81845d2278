/** Art. 5(2): every event of every chain derived anew: hashes, order, lawful moves, and the plan that ran. */
import type { Tx } from "../../db";
import { verifyPlanHashes } from "../../bundle/verify-plans";
import { chainCheck, type Event, type Problem } from "../../gdpr/evidence";
import type { Finding } from "./finding";

/** Few enough that a page is gone before the collector has to carry it along. */
const atOnce = 2000;

type Row = {
  request: string;
  seq: number;
  at: string;
  fact: string;
  role: string;
  actor: string;
  data: string;
  commit: string | null;
  prev: string;
  hash: string;
};

/** What a chain came to, to be held against the row of its request. */
export type ChainEnd = { request: string; events: number; head: string | null; state: string | null };

const planFacts = new Set(["planned", "first-approved", "second-approved", "approved", "executed", "fulfilled"]);

/**
 * Reads every event once, in pages, and gives the end of each chain. Of a chain no more is held than its facts about plans.
 * `progress` is told the number of events so far.
 */
export async function* verifyChains(
  tx: Tx,
  found: (finding: Finding) => void,
  progress: (events: number) => void,
): AsyncGenerator<ChainEnd> {
  let open: ReturnType<typeof begin> | null = null;
  let seen = 0;
  for await (const rows of everyEvent(tx)) {
    for (const row of rows) {
      if (open?.request !== row.request) {
        if (open) yield open.end();
        open = begin(row.request, found);
      }
      open.take(row);
    }
    progress((seen += rows.length));
  }
  if (open) yield open.end();
}

async function* everyEvent(tx: Tx): AsyncGenerator<Row[]> {
  yield* requestEvents(tx);
  yield* systemEvents(tx);
}

function begin(request: string, found: (finding: Finding) => void) {
  const problems: Problem[] = [];
  const chain = chainCheck(request, problems);
  const plans: { event: Event; line: number }[] = [];
  const tell = () => {
    for (const { line, code } of problems.splice(0)) found({ where: request, line, code });
  };
  return {
    request,
    take(row: Row) {
      const event = eventOf(row);
      chain.take(event);
      if (planFacts.has(row.fact)) plans.push({ event: event as Event, line: chain.events() });
      tell();
    },
    end(): ChainEnd {
      const report = (_: string, at: number) =>
        found({ where: request, line: plans[at - 1]?.line ?? 0, code: "other-plan" });
      verifyPlanHashes(
        plans.map(({ event }) => event),
        report,
      );
      return { request, events: chain.events(), head: chain.head(), state: chain.state() };
    },
  };
}

const eventOf = ({ request, seq, at, fact, role, actor, data, commit, prev, hash }: Row): Record<string, unknown> => {
  const told: unknown = JSON.parse(data);
  return { v: 1, request, seq, at, fact, actor: { role, id: actor }, data: told, commit, prev, hash };
};

async function* requestEvents(tx: Tx): AsyncGenerator<Row[]> {
  const after = (request: string, seq: number) =>
    tx.$queryRaw<Row[]>`/* prepared: next-events */
      SELECT "request", "seq", to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, "fact",
             "actor_role" AS role, "actor_id" AS actor, "data"::text AS data, "commit", "prev", "hash"
      FROM "event" WHERE ("request", "seq") > (${request}, ${seq}::int)
      ORDER BY "request", "seq" LIMIT ${atOnce}`;
  yield* pages((last) => after(last?.request ?? "", last?.seq ?? -1));
}

async function* systemEvents(tx: Tx): AsyncGenerator<Row[]> {
  const after = (seq: number) =>
    tx.$queryRaw<Row[]>`
      SELECT 'system' AS request, "seq", to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, "fact",
             "actor_role" AS role, "actor_id" AS actor, "data"::text AS data, "commit", "prev", "hash"
      FROM "system_event" WHERE "seq" > ${seq}::int ORDER BY "seq" LIMIT ${atOnce}`;
  yield* pages((last) => after(last?.seq ?? -1));
}

/** Pages one after the other; the database reads the next one while this one is looked at. */
async function* pages(after: (last: Row | null) => PromiseLike<Row[]>): AsyncGenerator<Row[]> {
  for (let reading = begun(after(null)); ;) {
    const rows = await reading;
    const last = rows.at(-1);
    if (!last) return;
    const more = rows.length === atOnce;
    if (more) reading = begun(after(last));
    yield rows;
    if (!more) return;
  }
}

/** A query of Prisma begins when it is asked for its answer. */
async function begun(query: PromiseLike<Row[]>): Promise<Row[]> {
  return query;
}
