/** A whole portal for tests of the steps: migrated database, seeded shop, secrets, an inbox, people who act. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { copiedDatabase, testDatabase } from "../../demo/postgres/test-database";
import { policyByHand } from "../../e2e/policy-by-hand";
import { seedShop, sourceUrl } from "../../demo/shop/seed";
import { writeWebLogs } from "../../demo/shop/web-logs";
import { mailboxAddress, vendorAddresses, zendeskUser } from "../../demo/vendors/all";
import type { ImapStandIn } from "../../demo/vendors/imap";
import { peopleOfShop } from "../../demo/vendors/people";
import { drawVendorSecrets, sharedSecrets } from "../../demo/vendors/secrets";
import type { Receiver } from "../../demo/vendors/receiver";
import type { Vendors } from "../../demo/vendors/server";
import { startAllVendors, type AllVendors } from "../../demo/vendors/start-all";
import { actor, type Actor, type Role } from "../actor";
import { closeSources } from "../company";
import { closeDb, db } from "../db";
import type { ErasureChoice } from "../gdpr/plan-value";
import type { Right } from "../gdpr/right";
import type { Wish } from "../gdpr/wish";
import { closeBoss } from "../jobs/wake";
import { sealColumn } from "../seal/seal";

export type Portal = {
  env: Record<string, string>;
  ownerUrl: string;
  shopUrl: string;
  shop: pg.Client;
  owner: pg.Client;
  /** The stand-ins of the systems of others. */
  readonly vendors: Vendors;
  readonly mailbox: ImapStandIn;
  /** The company that takes data over. */
  readonly receiver: Receiver;
  /** The folder with the logs of the shop's web server. */
  readonly webLogs: string;
  /** Makes the portal's clock run ahead by an interval, e.g. "3 days". */
  ahead(interval: string): Promise<void>;
  /** Makes it run ahead by so much more. */
  later(interval: string): Promise<void>;
  /** The receiving server takes every mail of the request. */
  accepted(request: string): Promise<void>;
  /** The next made-up customer, signed in. */
  customer(): Promise<Actor>;
  close(): Promise<void>;
};

/** `customers` are made-up people besides those with a story; `vendors`: the systems of others answer as well. */
type Starting = { customers?: number; vendors?: boolean };

/** Starts one; the process's environment is set to it. */
export async function startPortal(name: string, { customers = 20, vendors = false }: Starting = {}): Promise<Portal> {
  const [portal, shop] = await Promise.all([
    testDatabase(name),
    copiedDatabase(`${name}_shop`, `shop_${customers}`, (url) => seedShop(url, { customers })),
  ]);
  const files = await mkdtemp(join(tmpdir(), "rightful-files-"));
  const written = await mkdtemp(join(tmpdir(), "rightful-policy-"));
  const env = {
    DATABASE_URL: portal.url("worker"),
    SHOP_DATABASE_URL: await sourceUrl(shop.ownerUrl),
    SMTP_URL: "smtp://localhost:9",
    MAIL_FROM: "privacy@klangwerk.example",
    APP_URL: "http://localhost:3000",
    FILES_DIR: files,
    MASTER_KEY: randomBytes(32).toString("base64"),
    SUPPRESSION_KEY: randomBytes(32).toString("base64"),
    SHOP_LIST_KEY: shopListKey,
    POLICY_FILE: vendors ? "policy.yaml" : await policyByHand(written),
    RIGHTFUL_DEMO: "1",
  };
  const webLogs = join(files, "web-logs");
  const standIns = vendors ? await startStandIns(shop.ownerUrl, webLogs) : null;
  const away = new Error("this portal was started without vendors");
  Object.assign(env, standIns?.env);
  Object.assign(process.env, env);
  const clients = [new pg.Client(shop.ownerUrl), new pg.Client(portal.ownerUrl)] as const;
  await Promise.all(clients.map((client) => client.connect()));
  const [shopClient, owner] = clients;
  let met = 0;
  return {
    env,
    ownerUrl: portal.ownerUrl,
    shopUrl: shop.ownerUrl,
    shop: shopClient,
    owner,
    get vendors() {
      if (!standIns) throw away;
      return standIns.vendors;
    },
    get mailbox() {
      if (!standIns) throw away;
      return standIns.mailbox;
    },
    get receiver() {
      if (!standIns) throw away;
      return standIns.receiver;
    },
    webLogs,
    ahead: async (interval) => {
      await owner.query(
        "INSERT INTO meta VALUES ('ahead', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [interval],
      );
    },
    later: async (interval) => {
      await owner.query(
        `INSERT INTO meta VALUES ('ahead', $1)
         ON CONFLICT (key) DO UPDATE SET value = meta.value::interval + excluded.value::interval`,
        [interval],
      );
    },
    accepted: async (request) => {
      await owner.query("UPDATE mail SET state = 'accepted', settled_at = portal_now() WHERE request = $1", [request]);
    },
    customer: async () => {
      const { rows } = await shopClient.query<{ id: string; name: string; email: string }>(
        "SELECT id, name, email FROM accounts WHERE id > 'KW-2' ORDER BY id LIMIT 1 OFFSET $1",
        [met],
      );
      met += 1;
      const [row] = rows;
      if (!row) throw new Error("no customer is left");
      return signedIn(row.id, { account: row.id, name: row.name, email: row.email });
    },
    close: async () => {
      await Promise.all([closeBoss(), closeSources(), closeDb(), ...clients.map((client) => client.end())]);
      await standIns?.stop();
      await Promise.all([
        portal.drop(),
        shop.drop(),
        ...[files, written].map((folder) => rm(folder, { recursive: true, force: true })),
      ]);
    },
  };
}

/** The systems of others as the demo has them, in this process, with secrets of their own. */
async function startStandIns(shopUrl: string, webLogs: string): Promise<AllVendors & { env: Record<string, string> }> {
  const secrets = drawVendorSecrets();
  await writeWebLogs(webLogs, new Date());
  const people = await peopleOfShop(shopUrl);
  const all = await startAllVendors({ port: 0, imapPort: 0, receiverPort: 0, secrets, people, faults: false });
  const url = `http://localhost:${all.vendors.port}`;
  const own = { ZENDESK_USER: zendeskUser, PRIVATE_HOSTS: new URL(url).host, WEB_LOGS_DIR: webLogs };
  const over = { TRANSFER_DEMO_HOSTS: `localhost:${all.receiver.port}`, TRANSFER_DEMO_ROOTS: secrets.RECEIVER_ROOTS };
  const found = { ...vendorAddresses(url), ...mailboxAddress(all.mailbox.port), ...over };
  const env = { ...sharedSecrets(secrets), ...found, ...own };
  return { ...all, env };
}

/** The key of the shop's own list of people who are not written to. */
export const shopListKey = "0123456789abcdef0123456789abcdef";

/** A wish for a copy or for a deletion. */
export const wish = (right: Right, choice: ErasureChoice): Wish => {
  if (right === "erasure") return { right, choice };
  if (right === "access" || right === "portability") return { right };
  throw new Error(`${right} needs more than a choice`);
};

type Somebody = {
  account?: string | null;
  email?: string | null;
  name?: string | null;
  roles?: Role[];
  door?: "oidc" | "link";
};

/** Somebody who signed in a moment ago. */
export async function signedIn(sub: string, about: Somebody = {}): Promise<Actor> {
  const { account = null, email = null, name = null, roles = [], door = "oidc" } = about;
  const staff = roles.filter((role) => role !== "subject");
  const row = await db().person.create({
    data: {
      kind: door,
      iss: door === "link" ? "link" : "https://sign-in.example",
      sub,
      account,
      roles: staff,
      ...(email ? { email: sealColumn("person email", email) } : {}),
    },
  });
  const all: Role[] = staff.length > 0 ? staff : ["subject"];
  return actor({
    person: row.id,
    roles: all,
    door,
    authAge: 5,
    session: `session-${sub}`,
    account,
    email,
    name,
    language: "en",
  });
}

/** The proof that everybody's chain is whole: the lines of a request's evidence. */
export async function eventLines(reference: string): Promise<string> {
  const { rows } = { rows: await db().event.findMany({ where: { request: reference }, orderBy: { seq: "asc" } }) };
  const { default: canonicalize } = await import("canonicalize");
  return rows
    .map((row) =>
      canonicalize({
        v: 1,
        request: row.request,
        seq: row.seq,
        at: row.at.toISOString(),
        fact: row.fact,
        actor: { id: row.actorId, role: row.actorRole },
        data: row.data,
        commit: row.commit,
        prev: row.prev,
        hash: row.hash,
      }),
    )
    .map((line) => `${line}\n`)
    .join("");
}
