/** The demo: prepares what is missing, starts every part, says where it is, and stops everything at the end. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { buildPages, isBuilt } from "../../lib/build/next-build.mjs";
import { freePort } from "../postgres/cluster";
import { removePostgres, type Postgres } from "../postgres/launcher";
import { Children } from "./children";
import { vendorSecretNames } from "../vendors/secrets";
import { addressesOf, clientId, webLogsIn, type Addresses } from "./environment";
import { untilHealthy } from "./health";
import { halfHistory } from "./history";
import { demoOptions, root, type DemoOptions } from "./options";
import { prepare, type Prepared } from "./prepare";
import { explain, part } from "./progress";
import { runningDemo, sayRunning, sayStopped } from "./running";
import { demoSecrets } from "./secrets";
import { welcome } from "./welcome";
import "./leash.mjs";

const options = demoOptions();
const ending = new AbortController();
const children = new Children(join(options.dataDir, "logs"), (sentence) => void end(1, `\n${sentence}`));
let postgres: Postgres | undefined;
let started: Promise<void> | undefined;
let ended: Promise<never> | undefined;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));
try {
  await (started = start(options));
} catch (error) {
  if (!ending.signal.aborted) await end(1, explain(error, [root, options.dataDir]));
}

async function start({ port, dataDir, reset, dev }: DemoOptions): Promise<void> {
  const other = await runningDemo(dataDir);
  if (other)
    throw new Error(`A demo with this data runs already: http://localhost:${other.port} (process ${other.pid}).`);
  if (reset) await part("reset", () => removeData(dataDir));
  const addresses = addressesOf(port, { smtp: await freePort(), imap: await freePort(), receiver: await freePort() });
  const prepared = await prepare(dataDir, addresses, part, ending.signal);
  ({ postgres } = prepared);
  ending.signal.throwIfAborted();
  if (!dev && !isBuilt(root)) await part("pages", () => buildPages(root, "keep", ending.signal));
  ending.signal.throwIfAborted();
  await sayRunning(dataDir, {
    pid: process.pid,
    port,
    env: { web: prepared.env("web"), worker: prepared.env("worker") },
  });
  await part("servers", async () => {
    await startAll(prepared, addresses, options);
    await untilHealthy(addresses.portal, ending.signal);
  });
  console.log(welcome(addresses));
}

async function startAll(prepared: Prepared, addresses: Addresses, { dataDir, dev }: DemoOptions): Promise<void> {
  const { env } = prepared;
  const { OIDC_CLIENT_SECRET = "" } = env("web");
  const at = (offset: number) => ({ PORT: String(addresses.port + offset), APP_URL: addresses.portal });
  const mode = { NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" };
  const signIn = { ...at(2), OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET };
  const inbox = { ...at(1), SMTP_PORT: new URL(addresses.smtp).port, INBOX_DIR: join(dataDir, "inbox") };
  await children.start("sign-in", "demo/sign-in/main.ts", signIn);
  await children.start("inbox", "demo/inbox/main.ts", inbox);
  await children.start("vendors", "demo/vendors/main.ts", {
    ...at(3),
    IMAP_PORT: String(addresses.imapPort),
    RECEIVER_PORT: String(addresses.receiverPort),
    ...(await forVendors(prepared, dataDir)),
  });
  await children.start("worker", "lib/server/worker.ts", { ...env("worker"), ...mode });
  await children.start("web", "lib/server/web.ts", { ...env("web"), ...mode }, dev ? ["--dev"] : []);
}

/** What the vendors must know: whom the shop knows, the portal's clock, the secrets they share with the portal, and their own. */
async function forVendors({ env, postgres }: Prepared, dataDir: string): Promise<Record<string, string>> {
  const { DATABASE_URL = "" } = env("worker");
  const drawn = await demoSecrets(dataDir);
  const secrets = Object.fromEntries(vendorSecretNames.map((name) => [name, drawn[name]]));
  const folders = { VENDORS_DIR: join(dataDir, "vendors"), WEB_LOGS_DIR: webLogsIn(dataDir) };
  return { ...secrets, ...folders, DATABASE_URL, SHOP_OWNER_URL: postgres.url("shop") };
}

// Only what the demo made: somebody may keep other things in the folder they named with --data.
async function removeData(dataDir: string): Promise<void> {
  await removePostgres({ dataDir: join(dataDir, "postgres") });
  for (const name of [
    "files",
    "inbox",
    "vendors",
    "web-logs",
    "logs",
    "secrets.json",
    "running.json",
    "prepare.lock",
    halfHistory,
  ]) {
    await rm(join(dataDir, name), { recursive: true, force: true });
  }
}

// The first reason wins; whatever fails while stopping follows from it.
function end(code: number, sentence?: string): Promise<never> {
  ended ??= (async () => {
    if (sentence) console.error(sentence);
    ending.abort();
    // What is half-way ends what it began, the database included.
    await started?.catch(() => undefined);
    await children.stop();
    await sayStopped(options.dataDir);
    await postgres?.stop();
    process.exit(code);
  })();
  return ended;
}
