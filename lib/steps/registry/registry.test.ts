/** The registry's interface, version 1: through the routes themselves, as the web's own role. */
import { createHmac, randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { TestDatabase } from "../../../demo/postgres/test-database";
import { rightful } from "../../cli/run-cli.fixture";
import { exportKey, exportSubject, registrySubject } from "../../seal/registry-subject";
import { routes } from "../../sign-in/authorisation";
import { leaveDatabase, signInDatabase } from "../../sign-in/sign-in.fixture";
import { rowsOf } from "../../../prisma/row-security.fixture";
import { answers, entry, example, lastLine, listLimits, problem, schemas } from "./contract";
import { openApi } from "./open-api";

/** The command line is started as a process of its own, several times. */
vi.setConfig({ testTimeout: 120_000 });

const token = "0123456789abcdefghijklmnopqrstuvwxyz";
let database: TestDatabase;
let owner: pg.Client;
let registry: string;
let exporter: string;
let toolKey: string;

beforeAll(async () => {
  process.env.REGISTRY_TOKEN = token;
  database = await signInDatabase("registry-v1", "http://localhost:1");
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  const made = await keys("add", "shop-marketing", "--scope", "registry");
  registry = (JSON.parse(made.out) as { key: string }).key;
  const tool = JSON.parse((await keys("add", "mailing-tool", "--scope", "export")).out) as Record<string, string>;
  [exporter, toolKey] = [tool.key ?? "", tool.exportKey ?? ""];
  await stop("stopped@post.example", "newsletter", "2026-11-24T10:15:00Z");
  await stop("by-mail@post.example", "channel:email", "2026-11-24T10:15:00Z");
  await stop("else@post.example", "surveys", "2026-11-24T10:15:00Z");
  // Entered before the file was: its address is not known any more.
  await owner.query("INSERT INTO suppression VALUES ($1, 'newsletter', '2026-01-01')", [randomBytes(32)]);
  const { request } = await rowsOf(owner, "A-1");
  await owner.query(
    "UPDATE restriction SET subjects = $1, exports = $2, set_at = '2026-11-25T08:30:00Z' WHERE request = $3",
    [[registrySubject({ email: "paused@post.example" })], [exportSubject("paused@post.example")], request],
  );
}, 120_000);
afterAll(async () => {
  await owner.end();
  await leaveDatabase(database);
});

const keys = (...args: string[]) => rightful(["keys", ...args, "--json"], { DATABASE_URL: database.url("worker") });

const stop = (email: string, use: string, since: string) =>
  owner.query("INSERT INTO suppression VALUES ($1, $2, $3, $4)", [
    registrySubject({ email }),
    use,
    since,
    exportSubject(email),
  ]);

type Handlers = Record<string, (request: Request, context: { params: Promise<object> }) => Promise<Response>>;
const handlers: Record<string, () => Promise<unknown>> = {
  "/api/v1/uses/check": () => import("../../../app/api/v1/uses/check/route"),
  "/api/v1/suppressions": () => import("../../../app/api/v1/suppressions/route"),
  "/api/v1/suppressions/filter": () => import("../../../app/api/v1/suppressions/filter/route"),
};
type Call = { body?: string; bearer?: string; accept?: string };
async function call(line: string, { body, bearer = registry, accept }: Call = {}): Promise<Response> {
  const [method = "", path = ""] = line.split(" ");
  const made = (await handlers[path.split("?", 1)[0] ?? ""]?.()) as Handlers;
  const request = new Request(`http://localhost:3000${path}`, {
    method,
    headers: { ...(bearer && { Authorization: `Bearer ${bearer}` }), ...(accept && { Accept: accept }) },
    ...(body !== undefined && { body }),
  });
  return (made[method] as (typeof made)[string])(request, { params: Promise.resolve({}) });
}

const check = (questions: unknown[], bearer?: string) =>
  call("POST /api/v1/uses/check", { body: JSON.stringify({ questions }), ...(bearer && { bearer }) });
const newsletter = "purpose=newsletter&channel=email";
const filter = (body: string, query = newsletter) => call(`POST /api/v1/suppressions/filter?${query}`, { body });
const file = (accept?: string, bearer = exporter) =>
  call(`GET /api/v1/suppressions?${newsletter}`, { bearer, ...(accept && { accept }) });

/** A problem as the contract says it, which repeats nothing of what was sent. */
async function refused(answer: Response, status: number): Promise<string> {
  expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "application/problem+json"]);
  const text = await answer.text();
  const said = problem.strict().parse(JSON.parse(text));
  expect(said.status).toBe(status);
  expect(text).not.toContain("post.example");
  return text;
}

describe("keys", () => {
  test("open what they are good for, and nothing without one", async () => {
    const question = { email: "stopped@post.example", purpose: "newsletter" };
    for (const bearer of [registry, token]) {
      const answer = await check([question], bearer);
      expect([answer.status, answers.parse(await answer.json()).answers[0]?.allowed]).toEqual([200, false]);
    }
    for (const bearer of ["wrong", `${registry}x`, " "]) await refused(await check([question], bearer), 401);
    await refused(await check([question], exporter), 403);
    await refused(await file(undefined, registry), 403);
    await refused(await file(undefined, token), 403);
  });

  test("are shown once, kept as a hash, and end when they are revoked", async () => {
    const { rows } = await owner.query("SELECT * FROM api_key");
    expect(JSON.stringify(rows)).not.toContain(registry);
    const made = await keys("add", "old-shop", "--scope", "registry", "--scope", "export");
    const { key } = JSON.parse(made.out) as { key: string };
    expect((await check([{ account: "A-2", purpose: "orders" }], key)).status).toBe(200);
    expect((await keys("add", "old-shop", "--scope", "registry")).code).toBe(1);
    expect((await keys("add", "Old Shop", "--scope", "registry")).code).toBe(1);
    expect((await keys("add", "new-shop")).code).toBe(1);
    expect((await keys("revoke", "old-shop")).code).toBe(0);
    expect((await keys("revoke", "old-shop")).code).toBe(1);
    expect((await keys("revoke", "nobody")).code).toBe(1);
    await refused(await check([{ account: "A-2", purpose: "orders" }], key), 401);
    const listed = JSON.parse((await keys("list")).out) as { keys: { name: string; revokedAt: string | null }[] };
    expect(listed.keys.map(({ name, revokedAt }) => [name, revokedAt !== null])).toEqual([
      ["shop-marketing", false],
      ["mailing-tool", false],
      ["old-shop", true],
    ]);
  });

  test("of the web's own role cannot be made: it reads them only", async () => {
    const web = new pg.Client(database.url("web"));
    await web.connect();
    const insert = "INSERT INTO api_key (name, scopes, hash, made_by) VALUES ('x', '{export}', 'x', 'x')";
    await expect(web.query(insert)).rejects.toThrow(/permission denied/);
    await web.end();
  });

  test("ask too often and are told when to come back", async () => {
    expect((await file()).status).toBe(200);
    await owner.query("UPDATE rate SET count = 100000 WHERE bucket LIKE 'api GET%'");
    expect((await file()).status).toBe(429);
    const answer = await file();
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    await refused(answer, 429);
    await owner.query("DELETE FROM rate");
  });
});

describe("questions", () => {
  test("that are wrong name their places, and say nothing of what was sent", async () => {
    const text = await refused(await check([{ email: "stopped@post.example" }, { purpose: "newsletter" }]), 400);
    expect(text).toMatch(/questions\.0.*questions\.1/);
    await refused(await call("POST /api/v1/uses/check", { body: "no JSON at all: stopped@post.example" }), 400);
    await refused(await check(Array.from({ length: 1_001 }, () => ({ account: "A", purpose: "orders" }))), 400);
  });
});

describe("a list", () => {
  const lines = ["free@post.example", " STOPPED@post.example", "paused@post.example", "by-mail@post.example"];

  test("gives back what must be left out, as it was sent: stopped, paused, ended by the channel", async () => {
    const answer = await filter(`${lines.join("\r\n")}\r\n`);
    expect([answer.status, await answer.text()]).toEqual([
      200,
      "STOPPED@post.example\npaused@post.example\nby-mail@post.example\n",
    ]);
    expect(await (await filter(lines.join("\n"), "purpose=newsletter")).text()).not.toContain("by-mail");
  });

  test("takes a later consent for what it is", async () => {
    const answer = await filter(
      "stopped@post.example,2026-11-25T00:00:00Z\nstopped@post.example,2026-11-01T00:00:00Z\n",
    );
    expect(await answer.text()).toBe("stopped@post.example\n");
  });

  test.each([
    ["free@post.example\nnobody\n", "line 2"],
    ["free@post.example,yesterday\n", "line 1"],
    ["free@post.example,2026-11-25T00:00:00Z,x\n", "line 1"],
    [`free@post.example\n${"a".repeat(5_000_000)}`, "line 2"],
  ])("that is wrong gets its line and no answer", async (body, line) => {
    expect(await refused(await filter(body), 400)).toContain(line);
    await refused(await filter("free@post.example", "purpose=News Letter"), 400);
    await refused(await filter("free@post.example", ""), 400);
    await refused(await filter("free@post.example", "purpose=newsletter&kanal=email"), 400);
  });

  test("of 100,000 is answered in one call, one more is refused; nothing of it is kept", async () => {
    const before = await kept();
    const many = Array.from({ length: listLimits.lines - 1 }, (_, n) => `person.${n}@post.example`);
    const answer = await filter([...many, "stopped@post.example"].join("\n"));
    expect(await answer.text()).toBe("stopped@post.example\n");
    expect(await refused(await filter([...many, "a@b", "c@d"].join("\n")), 400)).toContain("send it in parts");
    expect(await kept()).toEqual(before);
  });

  test("as a file on the portal's machine leaves those that may be used", async () => {
    const env = { DATABASE_URL: database.url("worker"), SUPPRESSION_KEY: process.env.SUPPRESSION_KEY ?? "" };
    const args = ["suppressions", "filter", "--purpose", "newsletter", "--channel", "email"];
    const said = await rightful(args, env, `${lines.join("\n")}\n`);
    expect([said.code, said.out]).toEqual([0, "free@post.example\n"]);
    const wrong = await rightful(args, env, "free@post.example\nnobody\n");
    expect([wrong.code, wrong.out]).toEqual([1, ""]);
    expect(wrong.err).toContain("Line 2");
    expect((await rightful(args.slice(0, 2), env)).code).toBe(2);
  });
});

const kept = async () =>
  (await owner.query("SELECT (SELECT count(*) FROM suppression) AS s, (SELECT count(*) FROM restriction) AS r")).rows;

describe("a file", () => {
  /** What a tool does with the key it was given: nothing of the portal's is used. */
  const hashOf = (address: string, key = toolKey) =>
    createHmac("sha256", Buffer.from(key, "base64")).update(address.trim().toLowerCase()).digest("hex");

  test("lists the hashes a tool computes by itself, and says at its end that it is whole", async () => {
    const answer = await file();
    const [head, ...lines] = (await answer.text()).trimEnd().split("\r\n");
    expect([answer.status, head, lines.at(-1)]).toEqual([200, "hash,because,since", "end,3,2"]);
    const found = new Map(lines.slice(0, -1).map((line) => line.split(",", 2) as [string, string]));
    const said = (address: string) => found.get(hashOf(address));
    expect([said(" Stopped@post.example"), said("paused@post.example"), said("by-mail@post.example")]).toEqual([
      "stopped",
      "paused",
      "stopped",
    ]);
    expect([said("else@post.example"), said("free@post.example")]).toEqual([undefined, undefined]);
  });

  test("comes as JSON lines, each as the contract says", async () => {
    const lines = (await (await file("application/x-ndjson")).text()).trimEnd().split("\n");
    for (const line of lines.slice(0, -1)) entry.parse(JSON.parse(line));
    expect(lastLine.parse(JSON.parse(lines.at(-1) ?? ""))).toEqual({ end: true, entries: 3, withoutHash: 2 });
  });

  test("says nothing to whoever has no export key: it is neither the registry's hash nor a plain one", async () => {
    const text = await (await file()).text();
    expect(text).not.toContain(registrySubject({ email: "stopped@post.example" }).toString("hex"));
    expect(toolKey).toBe(exportKey().toString("base64"));
    expect(toolKey).not.toBe(process.env.SUPPRESSION_KEY);
  });

  test("of many pages has every entry once, in order", async () => {
    await owner.query(`INSERT INTO suppression
      SELECT sha256(('s' || n)::bytea), 'surveys', now() - n * interval '1 second', sha256(('e' || n)::bytea) FROM generate_series(1, 12000) n`);
    const answer = await call("GET /api/v1/suppressions?purpose=surveys", { bearer: exporter });
    const hashes = (await answer.text())
      .split("\r\n")
      .flatMap((line) => (/^[0-9a-f]{64}/.exec(line) ? [line.slice(0, 64)] : []));
    const stopped = hashes.slice(0, 12_001);
    expect([hashes.length, new Set(hashes).size, stopped.toSorted().join() === stopped.join()]).toEqual([
      12_002,
      12_002,
      true,
    ]);
  });

  test("is computed as docs/registry.md says", () => {
    const bytes = Buffer.from(Array.from({ length: 32 }, (_, n) => n));
    expect(hashOf(" Somebody@post.example", bytes.toString("base64"))).toBe(example.entry.hash);
  });
});

describe("the description", () => {
  test("has every route of version 1, and examples that its schemas take", () => {
    const document = openApi();
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.toSorted()).toEqual(
      Object.keys(routes)
        .filter((line) => line.includes(" /api/v1/"))
        .toSorted(),
    );
    for (const [name, value] of Object.entries({
      Questions: example.questions,
      Answers: example.answers,
      Entry: example.entry,
      LastLine: example.lastLine,
      Problem: example.problem,
    }))
      expect(schemas[name as keyof typeof schemas].safeParse(value).success, name).toBe(true);
    const referred = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
    expect(referred.filter((name) => !Object.hasOwn(document.components.schemas, name ?? ""))).toEqual([]);
  });
});
