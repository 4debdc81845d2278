/**
 * The portal and a shop on an embedded PostgreSQL that writes to disk as in production, with one customer whose rows of
 * website statistics can be as many as a measure wants.
 */
import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { ensureDatabase } from "../../demo/postgres/databases";
import { isAlive } from "../../demo/postgres/leases";
import { removePostgres, startPostgres, type Postgres } from "../../demo/postgres/launcher";
import { seedShop, sourceUrl } from "../../demo/shop/seed";
import { root } from "../../demo/start/options";
import type { Actor } from "../../lib/actor";
import { closeSources } from "../../lib/company";
import { closeDb, db } from "../../lib/db";
import { groupKey } from "../../lib/gdpr/plan";
import type { Group } from "../../lib/gdpr/plan-value";
import { closeBoss } from "../../lib/jobs/wake";
import { answerDoubt } from "../../lib/steps/answer/answer";
import { receive } from "../../lib/steps/ask/receive";
import { claim, letGo, type Claim } from "../../lib/steps/claim";
import { giveOpinion } from "../../lib/steps/decide/opinion";
import { approve } from "../../lib/steps/decide/review";
import { identify } from "../../lib/steps/ask/identify";
import { makePlan } from "../../lib/steps/plan/plan";
import { signedIn } from "../../lib/steps/portal.fixture";
import { migrate } from "../../prisma/migration-runner";
import { policyByHand } from "../policy-by-hand";
import { timed, type Took } from "./measure";

export type Stage = {
  shop: pg.Client;
  owner: pg.Client;
  env: Record<string, string>;
  folder: string;
  /** The number of the database server's main process. */
  server: number;
  close(): Promise<void>;
};

/** The customer whose rows are measured: one that the seed has made up. */
export const account = "KW-900001";

/** Everything that a bench makes lies in here. */
const [data, folder] = [join(root, ".data"), join(root, ".data", `bench-${process.pid}`)];
let starting: Promise<Postgres> | undefined;

/** Stops the server and removes everything, whatever is still under way. Calling it again is harmless. */
export async function removeStage(): Promise<void> {
  // A server that is only just starting would outlive its folder.
  await starting?.catch(() => undefined);
  await remove(folder);
}

async function remove(stage: string): Promise<void> {
  await removePostgres({ dataDir: join(stage, "postgres") });
  await rm(stage, { recursive: true, force: true });
}

/** What a bench left behind that was killed without a chance to end. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(data)) {
    const pid = /^bench-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await remove(join(data, name));
  }
}

export async function openStage(): Promise<Stage> {
  await mkdir(join(folder, "files"), { recursive: true, mode: 0o700 });
  await removeAbandoned();
  starting = startPostgres({ dataDir: join(folder, "postgres") });
  const postgres = await starting;
  const password = randomBytes(16).toString("hex");
  for (const name of ["rightful", "shop"]) await ensureDatabase(postgres, name);
  await migrate(postgres.url("rightful"), { demo: false, webPassword: password, workerPassword: password });
  await seedShop(postgres.url("shop"), { customers: 5 });
  const env = {
    DATABASE_URL: postgres.url("rightful", { name: "rightful_worker", password }),
    SHOP_DATABASE_URL: await sourceUrl(postgres.url("shop")),
    SMTP_URL: "smtp://localhost:9",
    MAIL_FROM: "privacy@klangwerk.example",
    APP_URL: "http://localhost:3000",
    FILES_DIR: join(folder, "files"),
    MASTER_KEY: randomBytes(32).toString("base64"),
    SUPPRESSION_KEY: randomBytes(32).toString("base64"),
    SHOP_LIST_KEY: randomBytes(32).toString("hex"),
    LOG_KEY: generateKeyPairSync("ed25519").privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
    POLICY_FILE: await policyByHand(folder),
  };
  Object.assign(process.env, env);
  const [shop, owner] = [new pg.Client(postgres.url("shop")), new pg.Client(postgres.url("rightful"))];
  await Promise.all([shop.connect(), owner.connect()]);
  await shop.query(
    `INSERT INTO accounts (id, email, name, language, password_hash, opened_at, updated_at)
     VALUES ($1, 'many@bench.example', 'Many Rows', 'en', '!', now(), now())`,
    [account],
  );
  const { rows: pids } = await owner.query<{ pid: string }>(
    "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1) AS pid",
  );
  return {
    shop,
    owner,
    env,
    folder,
    server: Number(pids[0]?.pid),
    async close() {
      await Promise.all([shop.end(), owner.end(), closeBoss(), closeSources(), closeDb()]);
      await postgres.stop();
      await removeStage();
    },
  };
}

/** Gives the customer exactly so many rows, freshly written and known to the planner. */
export async function rows({ shop }: Stage, count: number): Promise<void> {
  await shop.query("DELETE FROM analytics_events WHERE account_id = $1", [account]);
  await shop.query(
    `INSERT INTO analytics_events (account_id, page, event, occurred_at)
     SELECT $1, '/instruments/synthesizers/' || n % 997, (ARRAY['view', 'scroll', 'add-to-basket'])[1 + n % 3],
            now() - make_interval(mins => n % 500000)
     FROM generate_series(1, $2) n`,
    [account, count],
  );
  await shop.query("VACUUM ANALYZE analytics_events");
}

/** Signed in a moment ago; another sign-in of the same person each time. */
export const customer = (): Promise<Actor> =>
  signedIn(`many-${randomUUID()}`, { account, email: "many@bench.example", name: "Many Rows" });

const statistics = {
  scope: "categories" as const,
  categories: ["analytics-google"],
  keepLicences: null,
  doNotContact: false,
};

/** A request that was received and identified. */
export async function asked(right: "access" | "erasure"): Promise<Claim> {
  const wishes = [right === "access" ? { right } : { right, choice: statistics }];
  const received = await receive(await customer(), { id: randomUUID(), wishes, language: "en" });
  if (!received.ok) throw new Error(received.reason);
  const claimed = await claim(received.value.requests[0]?.reference as string);
  if (!claimed) throw new Error("nobody else works here");
  await identify(claimed);
  return claimed;
}

/** Plans a request; gives what it took. */
export const planned = (stage: Stage, claimed: Claim): Promise<Took> =>
  timed(stage, async () => {
    const { outcome } = await makePlan(claimed);
    if (outcome !== "planned") throw new Error(`the plan is ${outcome}`);
  });

/** Approves the plan as the policy wants it, by the people that it wants; its undo time is over. */
export async function approved(stage: Stage, { request, fence }: Claim): Promise<Claim> {
  const people = {
    rui: await signedIn(`rui-${randomUUID()}`, { roles: ["reviewer"] }),
    nora: await signedIn(`nora-${randomUUID()}`, { roles: ["reviewer"] }),
    dora: await signedIn(`dora-${randomUUID()}`, { roles: ["dpo"] }),
  };
  await answerDoubts(people.rui, request);
  const { planHash, right } = await db().request.findUniqueOrThrow({ where: { id: request } });
  const hash = planHash as string;
  if (right === "erasure") await giveOpinion(people.dora, request, hash, "agrees", "The rules are applied rightly.");
  await approve(people.rui, request, hash);
  if (right === "erasure") await approve(people.nora, request, hash);
  await stage.owner.query("UPDATE request SET undo_until = NULL, copy_waived_at = portal_now() WHERE id = $1", [
    request,
  ]);
  const { state } = await db().request.findUniqueOrThrow({ where: { id: request } });
  if (state !== "approved") throw new Error(`the request is ${state}, not approved`);
  return { request, fence };
}

async function answerDoubts(rui: Actor, request: string): Promise<void> {
  const { planNo } = await db().request.findUniqueOrThrow({ where: { id: request } });
  const open = await db().decision.findMany({ where: { request, planNo, action: "ask", count: { gt: 0 } } });
  for (const group of open.flatMap(({ groups }) => groups as unknown as Group[]))
    await answerDoubt(rui, request, { selector: groupKey(group), answer: "not-theirs", reason: "another name" });
}

/** Ends what a measure began, so that no open copy stops the next one. */
export async function closed({ owner }: Stage, claimed: Claim): Promise<void> {
  await letGo(claimed, null);
  await owner.query("UPDATE request SET state = 'cancelled', closed_at = portal_now() WHERE id = $1", [
    claimed.request,
  ]);
}
