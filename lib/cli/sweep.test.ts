import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "../db";
import { startPortal, type Portal } from "../steps/portal.fixture";
import { rightful } from "./run-cli.fixture";

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal("cli-sweep");
}, 300_000);
afterAll(() => portal.close());

const ran = async (...args: string[]) => {
  const { code, out, err } = await rightful([...args, "--json"], portal.env);
  return { code, err, said: JSON.parse(out) as Record<string, unknown> };
};

describe("rightful sweep", () => {
  test("counts what is due and writes nothing while the policy says dry-run", async () => {
    await portal.shop.query(`INSERT INTO web_log (at, ip, method, path, status, bytes, millis)
      SELECT now() - interval '8 days', '203.0.113.77', 'GET', '/', 200, 1, 1 FROM generate_series(1, 7)`);
    const before = await portal.shop.query("SELECT count(*) AS n FROM web_log WHERE state = 'full'");
    const { code, said } = await ran("sweep");
    expect(code).toBe(0);
    expect(said).toMatchObject({ ok: true, dryRun: true });
    const lines = said.sweeps as { category: string; due: number; done: number; state: string }[];
    const log = lines.find(({ category }) => category === "server-log");
    expect(log?.due).toBeGreaterThanOrEqual(7);
    expect(lines.every(({ done, state }) => done === 0 && state === "done")).toBe(true);
    expect((await portal.shop.query("SELECT count(*) AS n FROM web_log WHERE state = 'full'")).rows).toEqual(
      before.rows,
    );
    expect(JSON.stringify(said)).not.toMatch(/KW-\d|@mail/);
  }, 300_000);
});

describe("rightful journal replay", () => {
  test("plays what was written, says so by source, and finds nothing the second time", async () => {
    const { rows } = await portal.shop.query("SELECT id FROM addresses ORDER BY id LIMIT 1");
    const key = String(rows[0].id);
    const entry = { source: "shop", part: "addresses/address-book", writing: "restrict", present: 1, keys: [key] };
    await db().erasureJournal.create({ data: { operation: "R-0123456789ABCDEF/1/0/0", doneAt: new Date(), ...entry } });
    const since = new Date(Date.now() - 60_000).toISOString();
    const dry = await ran("journal", "replay", "--since", since, "--dry-run");
    expect(dry.said).toMatchObject({ ok: true, dryRun: true, sources: [{ source: "shop", batches: 1, done: 1 }] });
    expect((await ran("journal", "replay", "--since", since)).said).toMatchObject({ sources: [{ done: 1, gone: 0 }] });
    expect((await ran("journal", "replay")).said).toMatchObject({ ok: true, sources: [{ done: 0, gone: 1 }] });
  }, 300_000);

  test("an instant without its zone is bad usage", async () => {
    const { code, err } = await rightful(["journal", "replay", "--since", "2026-11-26"], portal.env);
    expect(code).toBe(2);
    expect(err).toContain("--since");
  }, 120_000);
});
