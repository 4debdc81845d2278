/** The log of all events (RFC 6962): how many can be written at once, and how long it takes to derive everything anew. */
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { system } from "../../lib/actor";
import { db } from "../../lib/db";
import { noEvent, sealed, systemId, type Event } from "../../lib/gdpr/event";
import { grown, leafHash } from "../../lib/log/tree";
import { appendToLog } from "../../lib/steps/log/append";
import { keepLog } from "../../lib/steps/log/keep";
import { trustedKeys } from "../../lib/steps/log/keys";
import { verifyLog } from "../../lib/steps/log/verify-log";
import { note } from "../../lib/steps/move";
import { drawReference } from "../../lib/steps/ask/reference";
import { onTheWall, timed, type Measure } from "./measure";
import type { Stage } from "./stage";

const writers = 32;
const each = 200;
/** A worker looks every five seconds; here it does five times as often. */
const sealsEvery = 1_000;
const chain = 12;
const limitMs = 60_000;

/**
 * Events of 32 requests at once, each one statement and durable when it returns, until the last is in the log and under a signed
 * checkpoint; against bare rows by as many connections.
 */
export function writingLog(stage: Stage): Measure {
  const requests: string[] = [];
  return {
    name: "log-write",
    goal: "1000 events/s",
    runs: 3,
    async before() {
      process.env.LOG_KEY ??= drawnKey();
      if (requests.length === 0) requests.push(...(await filed(stage, chainsOf(writers, 2))));
    },
    async portal() {
      return timed(stage, async () => {
        const stop = new AbortController();
        const keeping = (async () => {
          while (!stop.signal.aborted) {
            await sleep(sealsEvery, null, { signal: stop.signal }).catch(() => null);
            await keepLog();
          }
        })();
        await Promise.all(requests.map(tells));
        stop.abort();
        await keeping;
      });
    },
    limit: () => timed(stage, () => Promise.all(requests.map((request) => inserts(stage, request)))),
    note: () => `${writers * each} events by ${writers} writers: events/s = ${writers * each * 1000} / portalMs`,
  };
}

async function tells(request: string): Promise<void> {
  for (let n = 0; n < each; n++) await note(db(), request, "waits", system, { data: { for: n % 2 ? "source" : null } });
}

/** The least that a durable event needs: one row, one transaction. */
async function inserts({ env }: Stage, request: string): Promise<void> {
  const client = new pg.Client(env.DATABASE_URL);
  await client.connect();
  for (let n = 0; n < each; n++)
    await client.query("INSERT INTO rate (bucket, starts_at) VALUES ($1, now())", [`${request} ${n} ${randomUUID()}`]);
  await client.end();
}

/** `rightful verify --all` on a log of so many events. */
export function verifyingLog(stage: Stage, events: number): Measure {
  return {
    name: "log-verify",
    goal: "portalMs <= 60000, rssMiB <= 300",
    runs: 2,
    async before() {
      process.env.LOG_KEY ??= drawnKey();
      const there = await db().event.count();
      if (there >= events) return;
      await filed(stage, chainsOf(Math.ceil((events - there) / chain), chain));
      await keepLog();
    },
    portal: () =>
      timed(stage, async () => {
        const { ok, events: seen } = await verifyLog({ keys: trustedKeys() });
        if (!ok || seen < events) throw new Error(`the log does not verify: ${seen} events`);
      }),
    limit: async () => onTheWall(limitMs),
    note: () => `${events} events in chains of ${chain}, each with its place in the log`,
  };
}

const drawnKey = () =>
  generateKeyPairSync("ed25519").privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");

/** Chains as the portal writes them, so many events each. */
function* chainsOf(count: number, length: number): Generator<Event[]> {
  for (let n = 0; n < count; n++) {
    const request = drawReference();
    const events: Event[] = [];
    for (let seq = 0; seq < length; seq++) {
      const [fact, data] =
        seq === 0
          ? ([
              "received",
              { channel: "portal", right: "access", receivedOn: "2026-11-23", dueOn: "2026-12-23" },
            ] as const)
          : seq === 1
            ? (["identified", { door: "oidc", authAgeSeconds: 4 }] as const)
            : (["waits", { for: seq % 2 ? "source" : null }] as const);
      const body = { v: 1 as const, request, seq, at: `2026-11-23T09:00:${String(seq).padStart(2, "0")}.000Z`, fact };
      const actor = { role: "system" as const, id: systemId };
      events.push(sealed({ ...body, actor, data, commit: null, prev: events.at(-1)?.hash ?? noEvent }));
    }
    yield events;
  }
}

const atOnce = 1_000;

/** Puts chains into the tables, with their requests and their places in the log; gives the references. */
async function filed({ owner }: Stage, chains: Iterable<Event[]>): Promise<string[]> {
  await owner.query("SET session_replication_role = replica");
  while ((await appendToLog()) > 0);
  const references: string[] = [];
  const some: Event[][] = [];
  for (const events of chains) {
    some.push(events);
    references.push(events[0]?.request ?? "");
    if (some.length === atOnce) await put(owner, some.splice(0));
  }
  await put(owner, some);
  await owner.query("SET session_replication_role = origin");
  return references;
}

async function put(owner: pg.Client, chains: readonly Event[][]): Promise<void> {
  if (chains.length === 0) return;
  const heads = chains.map((events) => ({ id: events[0]?.request, hash: events.at(-1)?.hash, seq: events.length - 1 }));
  await owner.query(
    `WITH made AS (SELECT * FROM jsonb_to_recordset($1) AS h(id text, hash text, seq int)),
          forms AS (INSERT INTO submission (id, receipt_code, received_at)
                    SELECT gen_random_uuid(), m.id, now() FROM made m RETURNING id, receipt_code)
     INSERT INTO request (id, submission_id, "right", state, channel, language, received_at, received_on, unrolled_on, due_on,
                          subject, contact, policy, head_seq, head_hash, head_at)
     SELECT m.id, f.id, 'access', 'identified', 'portal', 'en', '2026-11-23T09:00:00Z', '2026-11-23', '2026-12-23', '2026-12-23',
            '', '', 'bench', m.seq, m.hash, '2026-11-23T09:00:59Z' FROM made m JOIN forms f ON f.receipt_code = m.id`,
    [JSON.stringify(heads)],
  );
  const rows = chains.flat();
  await owner.query(
    `INSERT INTO event (request, seq, at, fact, actor_role, actor_id, data, commit, prev, hash)
     SELECT e.request, e.seq, e.at, e.fact, 'system', $2, e.data, NULL, e.prev, e.hash
     FROM jsonb_to_recordset($1) AS e(request text, seq int, at timestamptz, fact text, data jsonb, prev text, hash text)`,
    [
      JSON.stringify(
        rows.map(({ request, seq, at, fact, data, prev, hash }) => ({ request, seq, at, fact, data, prev, hash })),
      ),
      systemId,
    ],
  );
  const { rows: found } = await owner.query<{ size: string }>("SELECT count(*) AS size FROM log_leaf");
  const size = Number(found[0]?.size);
  await owner.query(
    `INSERT INTO log_leaf (no, request, seq, hash)
     SELECT $1::bigint + o - 1, r, s, decode(h, 'hex') FROM unnest($2::text[], $3::int[], $4::text[]) WITH ORDINALITY u(r, s, h, o)`,
    [size, rows.map(({ request }) => request), rows.map(({ seq }) => seq), rows.map(({ hash }) => hash)],
  );
  const nodes = await grownFrom(
    owner,
    size,
    rows.map(({ hash }) => leafHash(Buffer.from(hash, "hex"))),
  );
  await owner.query(
    `INSERT INTO log_node (level, index, hash) SELECT l, i, decode(h, 'hex') FROM unnest($1::int[], $2::bigint[], $3::text[]) u(l, i, h)`,
    [nodes.map(({ level }) => level), nodes.map(({ index }) => index), nodes.map(({ hash }) => hash.toString("hex"))],
  );
}

/** The new nodes; those at the right edge of the tree so far are read before. */
async function grownFrom(owner: pg.Client, size: number, leaves: Buffer[]): Promise<ReturnType<typeof grown>> {
  const edge = new Map<string, Buffer>();
  for (let level = 0, index = size; index > 0; level++, index = Math.floor(index / 2)) {
    if (index % 2 === 0) continue;
    const { rows } = await owner.query<{ hash: Buffer }>("SELECT hash FROM log_node WHERE level = $1 AND index = $2", [level, index - 1]); // prettier-ignore
    if (rows[0]) edge.set(`${level}/${index - 1}`, rows[0].hash);
  }
  return grown(size, leaves, (level, index) => edge.get(`${level}/${index}`) ?? Buffer.alloc(0));
}
