/** A worker killed with -9 inside any step of an erasure and started again ends where an undisturbed run ends. */
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeSources } from "../company";
import { closeDb, db } from "../db";
import { verifyEvents } from "../gdpr/evidence";
import { closeBoss } from "../jobs/wake";
import { advance } from "./advance";
import { giveOpinion } from "./decide/opinion";
import { eventLines, signedIn, startPortal, type Portal } from "./portal.fixture";
import { receive } from "./ask/receive";
import { approve } from "./decide/review";

const run = promisify(execFile);

let portal: Portal;
let reference: string;
const everything = { scope: "everything" as const, categories: [], keepLicences: false, doNotContact: true };

/** An approved erasure whose undo time is over, frozen as two databases that every run copies. */
beforeAll(async () => {
  portal = await startPortal("crash", { customers: 5 });
  const emil = await signedIn("emil", { account: "KW-100003", email: "deniz.aksoy@mail.example", name: "Deniz Aksoy" });
  const [rui, nora, dora] = await Promise.all([
    signedIn("rui", { roles: ["reviewer"] }),
    signedIn("nora", { roles: ["reviewer"] }),
    signedIn("dora", { roles: ["dpo"] }),
  ]);
  const asked = {
    id: randomUUID(),
    wishes: [{ right: "erasure" as const, choice: everything }],
    language: "de" as const,
  };
  const received = await receive(emil, asked);
  if (!received.ok) throw new Error(received.reason);
  reference = received.value.requests[0]?.reference as string;
  await advance(reference);
  const hash = (await db().request.findUniqueOrThrow({ where: { id: reference } })).planHash as string;
  await giveOpinion(dora, reference, hash, "agrees", "The retention rules are applied rightly.");
  await approve(rui, reference, hash);
  expect(await approve(nora, reference, hash)).toMatchObject({ ok: true, value: { state: "approved" } });
  await portal.ahead("4 days");
  await Promise.all([closeBoss(), closeSources(), closeDb(), portal.owner.end(), portal.shop.end()]);
}, 120_000);
afterAll(async () => {
  await Promise.all([closeBoss(), closeSources(), closeDb()]);
});

type Copy = { env: Record<string, string>; shop: string; owner: string };
let copies = 0;

async function copy(): Promise<Copy> {
  copies += 1;
  const [owner, shop] = [portal.ownerUrl, portal.shopUrl];
  const admin = new pg.Client({ connectionString: named(owner, "postgres") });
  await admin.connect();
  for (const url of [owner, shop]) {
    const from = new URL(url).pathname.slice(1);
    await admin.query(
      `CREATE DATABASE ${pg.escapeIdentifier(`${from}_${copies}`)} TEMPLATE ${pg.escapeIdentifier(from)}`,
    );
  }
  await admin.end();
  const again = (url: string) => named(url, `${new URL(url).pathname.slice(1)}_${copies}`);
  const { DATABASE_URL = "", SHOP_DATABASE_URL = "" } = portal.env;
  const env = { ...portal.env, DATABASE_URL: again(DATABASE_URL), SHOP_DATABASE_URL: again(SHOP_DATABASE_URL) };
  return { env, shop: again(shop), owner: again(owner) };
}

const named = (url: string, database: string): string =>
  Object.assign(new URL(url), { pathname: `/${database}` }).toString();

async function work({ env }: Copy, killAt?: string): Promise<string[]> {
  const all = { ...process.env, ...env, ...(killAt ? { KILL_AT: killAt } : {}) };
  const args = ["--import", "tsx", "lib/steps/crash.fixture.ts", reference];
  const { stdout } = await run(process.execPath, args, { env: all }).catch(
    (error: { signal?: string; stdout: string }) => {
      if (killAt && error.signal === "SIGKILL") return error;
      throw error;
    },
  );
  return stdout.split("\n").filter(Boolean);
}

/** What a run leaves: every row of the shop, the decisions, duties, tasks, letters, and the facts in their order. */
async function outcome({ owner, shop }: Copy) {
  const [portalDb, shopDb] = [new pg.Client(owner), new pg.Client(shop)];
  await Promise.all([portalDb.connect(), shopDb.connect()]);
  const tables = await shopDb.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  );
  const rows: Record<string, unknown> = {};
  for (const { name } of tables.rows) {
    const quoted = pg.escapeIdentifier(name);
    // Marks carry the instant at which they were set, which differs from run to run.
    const { rows: digest } = await shopDb.query(
      `select md5(coalesce(string_agg(md5(regexp_replace(t::text, '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d[^,)]*', 'T', 'g')), '' order by md5(regexp_replace(t::text, '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d[^,)]*', 'T', 'g'))), '')) as d, count(*) from ${quoted} t`,
    );
    rows[name] = digest[0];
  }
  const ask = async (sql: string) => (await portalDb.query(sql)).rows;
  const left = {
    rows,
    request: await ask("select state, waits_for from request"),
    decisions: await ask(
      "select idx, done, gone, held, left_over, stopped_by, finished_at is not null as finished from decision order by idx",
    ),
    duties: await ask("select idx, due_on, count, state from duty order by idx"),
    tasks: await ask("select kind, source, category from task order by 1, 2, 3"),
    letters: await ask("select kind from letter order by made_at"),
    suppressed: await ask("select use from suppression order by 1"),
    facts: await ask("select fact, data - 'operation' - 'duty' as data from event order by seq"),
  };
  await Promise.all([portalDb.end(), shopDb.end()]);
  return left;
}

async function leaseRunsOut({ owner }: Copy): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  await client.query("update request set lease_until = null");
  await client.end();
}

test("killed at any milestone, run again: the same end", async () => {
  const undisturbed = await copy();
  const milestones = await work(undisturbed);
  const expected = await outcome(undisturbed);
  expect(expected.request).toMatchObject([{ state: "fulfilled" }]);
  const counts = new Map<string, number>();
  for (const milestone of milestones) counts.set(milestone, (counts.get(milestone) ?? 0) + 1);
  const kills = [...counts].flatMap(([name, n]) => [...new Set([1, n])].map((hit) => `${name}#${hit}`));
  expect(kills.length).toBeGreaterThan(10);
  for (const kill of kills) {
    const disturbed = await copy();
    await work(disturbed, kill);
    await leaseRunsOut(disturbed);
    await work(disturbed);
    expect(await outcome(disturbed), kill).toEqual(expected);
    Object.assign(process.env, disturbed.env);
    expect(verifyEvents(await eventLines(reference)).problems, kill).toEqual([]);
    await closeDb();
  }
}, 600_000);
