/** The registry's interface, version 1: keys and what they open, questions, its description. Through the routes themselves. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { rightful } from "../../cli/run-cli.fixture";
import { routes } from "../../sign-in/authorisation";
import { answers, example, schemas } from "./contract";
import { addKey, revokeKey, type NewKey } from "./keys";
import { openApi } from "./open-api";
import { added, asWorker, call, refused, startRegistry, token, type Registry } from "./registry.fixture";

/** The command line is started as a process of its own, several times. */
vi.setConfig({ testTimeout: 120_000 });

let at: Registry;
beforeAll(async () => {
  at = await startRegistry("registry-v1");
}, 120_000);
afterAll(() => at.close());

const check = (questions: unknown[], bearer = at.registry) =>
  call("POST /api/v1/uses/check", { body: JSON.stringify({ questions }), bearer });
const file = (bearer = at.exporter) => call("GET /api/v1/suppressions?purpose=newsletter", { bearer });

describe("keys", () => {
  test("open what they are good for, and nothing without one", async () => {
    const question = { email: "stopped@post.example", purpose: "newsletter" };
    for (const bearer of [at.registry, token]) {
      const answer = await check([question], bearer);
      expect([answer.status, answers.parse(await answer.json()).answers[0]?.allowed]).toEqual([200, false]);
    }
    for (const bearer of ["wrong", `${at.registry}x`, " "]) await refused(await check([question], bearer), 401);
    await refused(await check([question], at.exporter), 403);
    await refused(await file(at.registry), 403);
    await refused(await file(token), 403);
  });

  test("are shown once, kept as a hash, and end when they are revoked", async () => {
    const { rows } = await at.owner.query("SELECT * FROM api_key");
    expect(JSON.stringify(rows)).not.toContain(at.registry);
    const { key } = await asWorker(at.database, () => added("old-shop", "registry", "export"));
    expect((await check([{ account: "A-2", purpose: "orders" }], key)).status).toBe(200);
    await asWorker(at.database, async () => {
      const by = { scopes: ["registry"] as const, by: "otto" };
      expect(await addKey("old-shop", by)).toEqual({ ok: false, reason: "name-taken" });
      expect(await addKey("Old Shop", by)).toEqual({ ok: false, reason: "name-unfit" });
      expect(await addKey("new-shop", { ...by, scopes: [] })).toEqual({ ok: false, reason: "scope-missing" });
      expect(await revokeKey("old-shop")).toEqual({ ok: true });
      expect(await revokeKey("old-shop")).toEqual({ ok: false, reason: "done-before" });
      expect(await revokeKey("nobody")).toEqual({ ok: false, reason: "not-found" });
    });
    await refused(await check([{ account: "A-2", purpose: "orders" }], key), 401);
  });

  test("are made, listed and ended by the command line", async () => {
    const keys = (...args: string[]) =>
      rightful(["keys", ...args, "--json"], {
        DATABASE_URL: at.database.url("worker"),
        SUPPRESSION_KEY: process.env.SUPPRESSION_KEY ?? "",
      });
    const made = JSON.parse((await keys("add", "by-hand", "--scope", "export")).out) as NewKey;
    expect(made.exportKey).toBe(at.toolKey);
    expect((await file(made.key)).status).toBe(200);
    expect((await keys("revoke", "by-hand")).code).toBe(0);
    await refused(await file(made.key), 401);
    const listed = JSON.parse((await keys("list")).out) as { keys: { name: string; revokedAt: string | null }[] };
    expect(listed.keys.map(({ name, revokedAt }) => [name, revokedAt !== null])).toEqual([
      ["shop-marketing", false],
      ["mailing-tool", false],
      ["old-shop", true],
      ["by-hand", true],
    ]);
  });

  test("of the web's own role cannot be made: it reads them only", async () => {
    const web = new pg.Client(at.database.url("web"));
    await web.connect();
    const insert = "INSERT INTO api_key (name, scopes, hash, made_by) VALUES ('x', '{export}', 'x', 'x')";
    await expect(web.query(insert)).rejects.toThrow(/permission denied/);
    await web.end();
  });

  test("ask too often and are told when to come back", async () => {
    expect((await file()).status).toBe(200);
    await at.owner.query("UPDATE rate SET count = 100000 WHERE bucket LIKE 'api GET%'");
    expect((await file()).status).toBe(429);
    const answer = await file();
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    await refused(answer, 429);
    await at.owner.query("DELETE FROM rate");
  });
});

describe("questions", () => {
  test("that are wrong name their places, and say nothing of what was sent", async () => {
    const text = await refused(await check([{ email: "stopped@post.example" }, { purpose: "newsletter" }]), 400);
    expect(text).toMatch(/questions\.0.*questions\.1/);
    await refused(
      await call("POST /api/v1/uses/check", { body: "no JSON at all: stopped@post.example", bearer: at.registry }),
      400,
    );
    await refused(await check(Array.from({ length: 1_001 }, () => ({ account: "A", purpose: "orders" }))), 400);
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
