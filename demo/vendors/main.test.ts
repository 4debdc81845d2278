/** The vendors as the demo starts them: a process of its own that lives by the portal's clock and forgets no deletion. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import pg from "pg";
import { freePort } from "../postgres/cluster";
import { emptyDatabase, testDatabase, type TestDatabase } from "../postgres/test-database";
import { seedShop } from "../shop/seed";
import { writeWebLogs } from "../shop/web-logs";
import { root } from "../start/options";
import { demoSecrets } from "../start/secrets";
import { vendorAddresses } from "./all";
import { lists, subscriberHash } from "./mailchimp";
import { vendorSecretNames } from "./secrets";
import { ask, withJson } from "./vendors.fixture";

let shop: TestDatabase;
let portal: TestDatabase;
let folder: string;
let env: Record<string, string>;
let at: Record<string, string>;
const running: ChildProcess[] = [];

beforeAll(async () => {
  [shop, portal] = [await emptyDatabase("vendors_shop"), await testDatabase("vendors_portal")];
  await seedShop(shop.ownerUrl, { customers: 20 });
  folder = await mkdtemp(join(tmpdir(), "rightful-vendors-test-"));
  await writeWebLogs(join(folder, "web-logs"), new Date());
  const port = await freePort();
  const secrets = await demoSecrets(folder);
  at = vendorAddresses(`http://localhost:${port}`);
  env = {
    ...Object.fromEntries(vendorSecretNames.map((name) => [name, secrets[name]])),
    PORT: String(port),
    IMAP_PORT: String(await freePort()),
    RECEIVER_PORT: "0",
    VENDORS_DIR: join(folder, "vendors"),
    WEB_LOGS_DIR: join(folder, "web-logs"),
    SHOP_OWNER_URL: shop.ownerUrl,
    DATABASE_URL: portal.url("worker"),
  };
});
afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  await Promise.all([shop?.drop(), portal?.drop()]);
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<() => Promise<void>> {
  const args = ["--import", "tsx", join(root, "demo/vendors/main.ts")];
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] }); // prettier-ignore
  running.push(child);
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  expect(String(said)).toBe(`vendors at http://localhost:${env.PORT}\n`);
  return async () => {
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  };
}

test("a deletion stays landed over a restart, and a job ends when the portal's clock is moved", async () => {
  const stop = await start();
  const signedIn = { authorization: `Basic ${Buffer.from(`any:${env.MAILCHIMP_KEY}`).toString("base64")}` };
  const member = `${at.MAILCHIMP_URL}/lists/${lists.news}/members/${subscriberHash("ana.vidal@mail.example")}`;
  expect((await ask(member, { headers: signedIn })).status).toBe(200);
  const erased = await ask(`${member}/actions/delete-permanent`, { method: "POST", headers: signedIn });
  expect(erased.status).toBe(204);

  const token = { authorization: `Bearer ${env.OPTIMIZELY_TOKEN}` };
  const jobs = `${at.OPTIMIZELY_URL}/subject-access-requests`;
  const job = { data_type: "visitor", identifier_type: "dcp_id", identifier: "KW-100001", request_type: "delete" };
  const made = await ask(jobs, withJson(job, token));
  expect(made.body).toMatchObject({ status: "pending" });
  await stop();

  const owner = new pg.Client({ connectionString: portal.ownerUrl });
  await owner.connect();
  await owner.query("insert into meta values ('ahead', '2 days')");
  await owner.end();
  const stopAgain = await start();
  expect((await ask(member, { headers: signedIn })).status).toBe(404);
  expect((await ask(`${jobs}/${made.body.id}`, { headers: token })).body).toMatchObject({ status: "completed" });
  expect((await ask(`http://localhost:${env.PORT}/_control/mailchimp/state`)).status).toBe(404);
  // The shop's web server lives by it as well.
  await expect.poll(async () => (await stat(join(env.WEB_LOGS_DIR ?? "", "access.log"))).size).toBe(0);
  await stopAgain();
}, 60_000);
