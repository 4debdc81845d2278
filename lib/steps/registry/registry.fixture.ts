/** The registry's interface for tests: a database, keys, somebody stopped, somebody paused, and calls of the routes. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { expect } from "vitest";
import type { TestDatabase } from "../../../demo/postgres/test-database";
import { rowsOf } from "../../../prisma/row-security.fixture";
import { closeDb } from "../../db";
import { exportSubject, registrySubject } from "../../seal/registry-subject";
import { leaveDatabase, signInDatabase } from "../../sign-in/sign-in.fixture";
import { problem } from "./contract";
import { addKey, type NewKey, type Scope } from "./keys";

export const token = "0123456789abcdefghijklmnopqrstuvwxyz";

export type Registry = {
  database: TestDatabase;
  owner: pg.Client;
  /** A key with the scope `registry`, one with `export`, and what the latter's tool computes hashes under. */
  registry: string;
  exporter: string;
  toolKey: string;
  close(): Promise<void>;
};

/** Starts one, as the web's own role. */
export async function startRegistry(name: string): Promise<Registry> {
  process.env.REGISTRY_TOKEN = token;
  const database = await signInDatabase(name, "http://localhost:1");
  const owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  const made = await asWorker(database, async () => ({
    marketing: await added("shop-marketing", "registry"),
    tool: await added("mailing-tool", "export"),
  }));
  const stop = (email: string, use: string) =>
    owner.query("INSERT INTO suppression VALUES ($1, $2, '2026-11-24T10:15:00Z', $3)", [
      registrySubject({ email }),
      use,
      exportSubject(email),
    ]);
  await stop("stopped@post.example", "newsletter");
  await stop("by-mail@post.example", "channel:email");
  await stop("else@post.example", "surveys");
  // Entered before the file was: its address is not known any more.
  await owner.query("INSERT INTO suppression VALUES ($1, 'newsletter', '2026-01-01')", [randomBytes(32)]);
  const { request } = await rowsOf(owner, "A-1");
  const pause =
    "UPDATE restriction SET subjects = $1, exports = $2, set_at = '2026-11-25T08:30:00Z' WHERE request = $3";
  const email = "paused@post.example";
  await owner.query(pause, [[registrySubject({ email })], [exportSubject(email)], request]);
  return {
    database,
    owner,
    registry: made.marketing.key,
    exporter: made.tool.key,
    toolKey: made.tool.exportKey ?? "",
    close: async () => {
      await owner.end();
      await leaveDatabase(database);
    },
  };
}

/** Keys are made by the worker's role alone; everything else here is asked as the web's. */
export async function asWorker<Value>(database: TestDatabase, work: () => Promise<Value>): Promise<Value> {
  const asWeb = process.env.DATABASE_URL;
  await closeDb();
  process.env.DATABASE_URL = database.url("worker");
  try {
    return await work();
  } finally {
    await closeDb();
    process.env.DATABASE_URL = asWeb;
  }
}

export async function added(name: string, ...good: Scope[]): Promise<NewKey> {
  const made = await addKey(name, { scopes: good, by: "otto" });
  if (!made.ok) throw new Error(made.reason);
  return made.value;
}

type Handlers = Record<string, (request: Request, context: { params: Promise<object> }) => Promise<Response>>;
const handlers: Record<string, () => Promise<unknown>> = {
  "/api/v1/uses/check": () => import("../../../app/api/v1/uses/check/route"),
  "/api/v1/suppressions": () => import("../../../app/api/v1/suppressions/route"),
  "/api/v1/suppressions/filter": () => import("../../../app/api/v1/suppressions/filter/route"),
  "/api/v1/unsubscribe-links": () => import("../../../app/api/v1/unsubscribe-links/route"),
};
export type Call = { body?: string; bearer: string; accept?: string };

/** Calls a route as the portal would: "GET /path?query". */
export async function call(line: string, { body, bearer, accept }: Call): Promise<Response> {
  const [method = "", path = ""] = line.split(" ");
  const made = (await handlers[path.split("?", 1)[0] ?? ""]?.()) as Handlers;
  const request = new Request(`http://localhost:3000${path}`, {
    method,
    headers: { Authorization: `Bearer ${bearer}`, ...(accept && { Accept: accept }) },
    ...(body !== undefined && { body }),
  });
  const handler = made[method];
  if (!handler) throw new Error(`no handler of ${line}`);
  return handler(request, { params: Promise.resolve({}) });
}

/** A problem as the contract says it, which repeats nothing of what was sent. */
export async function refused(answer: Response, status: number): Promise<string> {
  expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "application/problem+json"]);
  const text = await answer.text();
  expect(problem.strict().parse(JSON.parse(text)).status).toBe(status);
  expect(text).not.toContain("post.example");
  return text;
}
