/**
 * Workers are killed with -9, each at a later milestone on the way, and another one goes on: the last must end where an
 * undisturbed run ends. The portal and its shop are frozen once and copied for each run.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import pg from "pg";
import { expect } from "vitest";
import { takesAll, turnNumber } from "../../e2e/turn";
import { programOf, shortLived } from "../build/program.fixture";
import { closeSources } from "../company";
import { closeDb } from "../db";
import { verifyEvents } from "../gdpr/evidence";
import { closeBoss } from "../jobs/wake";
import { advance } from "./advance";
import { watchMilestones } from "./milestone";
import { eventLines, type Portal } from "./portal.fixture";

const run = promisify(execFile);

export type Copy = { env: Record<string, string>; shop: string; owner: string };
let copies = 0;

export const letGoOfAll = () => Promise.all([closeBoss(), closeSources(), closeDb()]);

/** Nobody may be connected to a database that is copied. */
export const freeze = (portal: Portal) => Promise.all([letGoOfAll(), portal.owner.end(), portal.shop.end()]);

export const named = (url: string, database: string): string =>
  Object.assign(new URL(url), { pathname: `/${database}` }).toString();

export async function copyOf(portal: Portal): Promise<Copy> {
  copies += 1;
  const [owner, shop] = [portal.ownerUrl, portal.shopUrl];
  const admin = new pg.Client({ connectionString: named(owner, "postgres") });
  await admin.connect();
  for (const url of [owner, shop]) {
    const from = new URL(url).pathname.slice(1);
    const to = `${from}_${copies}`;
    const names = `${pg.escapeIdentifier(to)} TEMPLATE ${pg.escapeIdentifier(from)}`;
    await admin.query(`CREATE DATABASE ${names} STRATEGY file_copy`);
  }
  await admin.end();
  const again = (url: string) => named(url, `${new URL(url).pathname.slice(1)}_${copies}`);
  const { DATABASE_URL = "", SHOP_DATABASE_URL = "" } = portal.env;
  const env = { ...portal.env, DATABASE_URL: again(DATABASE_URL), SHOP_DATABASE_URL: again(SHOP_DATABASE_URL) };
  return { env, shop: again(shop), owner: again(owner) };
}

/** Lets a worker process go as far as the milestone and kills it there; false when it never came by. */
async function killedAt({ env }: Copy, reference: string, milestone: string): Promise<boolean> {
  return run(process.execPath, [...shortLived, await programOf("lib/steps/crash.fixture.ts"), reference], {
    env: { ...process.env, ...env, KILL_AT: milestone },
  }).then(
    () => false,
    (error: { signal?: string }) => {
      if (error.signal === "SIGKILL") return true;
      throw error;
    },
  );
}

/** A worker in this process goes to the end. Gives the milestones it passed. */
export async function goesOn({ env }: Copy, reference: string): Promise<string[]> {
  const passed: string[] = [];
  Object.assign(process.env, env);
  watchMilestones((milestone) => passed.push(milestone));
  try {
    expect(await advance(reference)).toBe(true);
  } finally {
    watchMilestones(() => undefined);
  }
  expect(verifyEvents(await eventLines(reference)).problems).toEqual([]);
  await letGoOfAll();
  return passed;
}

export async function leaseRunsOut({ owner }: Copy): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  await client.query("UPDATE request SET lease_until = NULL");
  await client.end();
}

export type Left = Awaited<ReturnType<typeof outcome>>;

/** What a run leaves: every row of the shop, and of the portal what does not differ from run to run. */
export async function outcome({ owner, shop }: Copy, reference: string) {
  const [portalDb, shopDb] = [new pg.Client(owner), new pg.Client(shop)];
  await Promise.all([portalDb.connect(), shopDb.connect()]);
  const ask = async (sql: string) => (await portalDb.query(sql.replaceAll("$1", pg.escapeLiteral(reference)))).rows;
  const left = {
    rows: await rowsOf(shopDb),
    request: await ask("SELECT state, waits_for FROM request WHERE id = $1"),
    decisions: await ask(
      `SELECT idx, done, gone, held, left_over, stopped_by, finished_at IS NOT NULL AS finished
       FROM decision WHERE request = $1 ORDER BY idx`,
    ),
    duties: await ask("SELECT idx, due_on, count, state FROM duty WHERE request = $1 ORDER BY idx"),
    tasks: await ask("SELECT kind, source, category, recipient FROM task WHERE request = $1 ORDER BY 1, 2, 3, 4"),
    letters: await ask("SELECT kind FROM letter WHERE request = $1 ORDER BY made_at"),
    mails: await ask("SELECT kind FROM mail WHERE request = $1 ORDER BY made_at, kind"),
    packages: await ask("SELECT records, available_at IS NOT NULL AS ready FROM package WHERE request = $1"),
    suppressed: await ask("SELECT DISTINCT use FROM suppression ORDER BY 1"),
    stopped: await ask("SELECT source, purpose, records FROM stopping WHERE request = $1 ORDER BY 1, 2"),
    paused: await ask(
      "SELECT category, purpose, lifted_at IS NULL AS open FROM restriction WHERE request = $1 ORDER BY 1, 2",
    ),
    followers: await ask('SELECT "right" FROM request WHERE follows_up = $1'),
    facts: await ask(
      `SELECT fact, data - '{operation,duty,restriction,sha256,bytes,package,followUp,plan}'::text[] AS data
       FROM event WHERE request = $1 ORDER BY seq`,
    ),
  };
  await Promise.all([portalDb.end(), shopDb.end()]);
  return left;
}

async function rowsOf(shop: pg.Client): Promise<Record<string, unknown>> {
  const tables = await shop.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
  );
  const rows: Record<string, unknown> = {};
  for (const { name } of tables.rows) {
    // Marks carry the instant at which they were set, which differs from run to run.
    const { rows: digest } = await shop.query(
      `WITH plain AS (SELECT md5(regexp_replace(t::text, '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d[^,)]*', 'T', 'g')) AS row
                      FROM ${pg.escapeIdentifier(name)} t)
       SELECT md5(coalesce(string_agg(row, '' ORDER BY row), '')) AS digest, count(*) FROM plain`,
    );
    rows[name] = digest[0];
  }
  return rows;
}

/** A common run kills at a twelfth of the milestones, the next one at the next twelfth; `npm run test:killed` at each. */
const turns = 12;

/** The milestones at which this run kills, of what is run each so many days. */
function killedToday(milestones: string[], everyDays: number): readonly string[] {
  // At one at least, however few there are.
  const parts = Math.min(turns, milestones.length);
  const turn = Math.floor(turnNumber / everyDays) % parts;
  const chosen = takesAll ? milestones : milestones.filter((_, at) => at % parts === turn);
  console.log(`killed today: ${chosen.join(", ")} (turn ${turn + 1} of ${parts}; npm run test:killed kills at each)`);
  return chosen;
}

/**
 * Kills one worker after the other, each at the next milestone on the way whose turn it is, and lets the last one go to
 * the end. Gives all milestones and what was left.
 */
export async function killedEverywhere(portal: Portal, reference: string, everyDays = 1) {
  const undisturbed = await copyOf(portal);
  const milestones = [...new Set(await goesOn(undisturbed, reference))];
  const expected = await outcome(undisturbed, reference);
  const disturbed = await copyOf(portal);
  for (const milestone of killedToday(milestones, everyDays)) {
    expect(await killedAt(disturbed, reference, milestone), `dies at ${milestone}`).toBe(true);
    await leaseRunsOut(disturbed);
  }
  await goesOn(disturbed, reference);
  expect(await outcome(disturbed, reference), milestones.join(", ")).toEqual(expected);
  return { milestones, expected };
}
