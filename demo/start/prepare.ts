import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { generateClient } from "../../lib/build/generate.mjs";
import { migrate } from "../../prisma/migration-runner";
import { asOwner, ensureDatabase } from "../postgres/databases";
import { startPostgres, type Postgres } from "../postgres/launcher";
import { locked } from "../postgres/leases";
import { seedShop, sourceUrl } from "../shop/seed";
import { writeWebLogs } from "../shop/web-logs";
import { peopleOfShop } from "../vendors/people";
import { startAllVendors } from "../vendors/start-all";
import type { Known } from "../vendors/stand-in";
import { portalEnvironment, webLogsIn, type Addresses, type PortalEnvironment } from "./environment";
import { forgetHalfHistory, isEmpty, writeHistory } from "./history";
import { root } from "./options";
import type { Part } from "./progress";
import { demoSecrets, type Secrets } from "./secrets";

/** With DEMO_DURABLE=0 nothing waits for the disk: for data that is thrown away at the end. */
const durable = process.env.DEMO_DURABLE !== "0";

export type Prepared = { postgres: Postgres; env: (role: "web" | "worker") => PortalEnvironment };

/**
 * Everything the portal needs before it can start, in `dataDir`: secrets, database, tables, the shop with its customers,
 * the portal's own history. What is there already stays as it is. The caller gives `postgres` back. When `signal` aborts,
 * it ends what it began and throws.
 */
export async function prepare(
  dataDir: string,
  addresses: Addresses,
  part: Part,
  signal: AbortSignal = new AbortController().signal,
): Promise<Prepared> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return locked(join(dataDir, "prepare.lock"), async () => {
    await part("program", () => generateClient(root, signal));
    const postgres = await part("database", () => startPostgres({ dataDir: join(dataDir, "postgres"), durable }));
    try {
      return { postgres, env: await fill({ dataDir, postgres, addresses, part, signal }) };
    } catch (error) {
      await postgres.stop();
      throw error;
    }
  });
}

type Empty = { dataDir: string; postgres: Postgres; addresses: Addresses; part: Part; signal: AbortSignal };

async function fill({ dataDir, postgres, addresses, part, signal }: Empty): Promise<Prepared["env"]> {
  signal.throwIfAborted();
  const secrets = await demoSecrets(dataDir);
  await part("tables", async () => {
    await forgetHalfHistory(dataDir, postgres);
    await ensureDatabase(postgres, "rightful");
    await ensureDatabase(postgres, "shop");
    const { webPassword, workerPassword } = secrets;
    await migrate(postgres.url("rightful"), { demo: true, webPassword, workerPassword });
    await followIssuer(postgres, addresses.issuer);
  });
  signal.throwIfAborted();
  await part("shop", async () => {
    await seedShop(postgres.url("shop"));
    await writeWebLogs(webLogsIn(dataDir), new Date());
  });
  signal.throwIfAborted();
  const shopUrl = sourceUrl(postgres.url("shop"));
  const env = (role: "web" | "worker") => portalEnvironment({ role, dataDir, secrets, postgres, shopUrl, addresses });
  if (await isEmpty(postgres)) {
    const vendors = { addresses, secrets, people: await peopleOfShop(postgres.url("shop")), dataDir };
    await part("history", () => withVendors(vendors, (more) => writeHistory(dataDir, { ...env("worker"), ...more }, signal))); // prettier-ignore
  }
  return env;
}

type VendorsOf = { addresses: Addresses; secrets: Secrets; people: Known[]; dataDir: string };

/**
 * Runs `work` while the vendors of the demo answer, for its requests of the past reach them too; whoever has
 * `VENDORS_URL` may set their clock.
 */
async function withVendors(of: VendorsOf, work: (env: { VENDORS_URL: string }) => Promise<void>): Promise<void> {
  const url = of.addresses.vendors;
  const vendors = await startAllVendors({
    port: Number(new URL(url).port),
    imapPort: of.addresses.imapPort,
    receiverPort: of.addresses.receiverPort,
    secrets: of.secrets,
    people: of.people,
    faults: true,
    folder: join(of.dataDir, "vendors"),
  });
  try {
    await work({ VENDORS_URL: url });
  } finally {
    await vendors.stop();
  }
}

// A person is (issuer, subject), and the demo's issuer has a port in its name. With another --port the people stay.
async function followIssuer(postgres: Postgres, issuer: string): Promise<void> {
  const sql = "update person set iss = $1 where kind = 'oidc' and iss like 'http://localhost:%' and iss <> $1";
  await asOwner(postgres, (client) => client.query(sql, [issuer]), "rightful");
}
