/** The registry for mailing tools: lists that are answered, and files of hashes that they compare by themselves. */
import { createHmac } from "node:crypto";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { rightful } from "../../cli/run-cli.fixture";
import { exportKey, registrySubject } from "../../seal/registry-subject";
import { entry, example, lastLine } from "./contract";
import { notAllowed } from "./filter";
import { call, refused, startRegistry, type Registry } from "./registry.fixture";

/** The command line is started as a process of its own. */
vi.setConfig({ testTimeout: 120_000 });

let at: Registry;
beforeAll(async () => {
  at = await startRegistry("registry-lists");
}, 120_000);
afterAll(() => at.close());

const newsletter = "purpose=newsletter&channel=email";
const filter = (body: string, query = newsletter) =>
  call(`POST /api/v1/suppressions/filter?${query}`, { body, bearer: at.registry });
const file = (accept?: string) =>
  call(`GET /api/v1/suppressions?${newsletter}`, { bearer: at.exporter, ...(accept && { accept }) });

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

  test("of thousands is answered in one call, one line too many is refused; nothing of it is kept", async () => {
    const before = await kept();
    const many = Array.from({ length: 4_500 }, (_, n) => `person.${n}@post.example`);
    const answer = await filter([...many, "stopped@post.example"].join("\n"));
    expect(await answer.text()).toBe("stopped@post.example\n");
    const lines = Readable.from(["a@post.example", "b@post.example", "c@post.example"]);
    expect(await notAllowed(lines, { purpose: "newsletter" }, { most: 2 })).toEqual({
      ok: false,
      at: { line: 3, why: "too-many" },
    });
    expect(await kept()).toEqual(before);
  });

  test("as a file on the portal's machine leaves those that may be used", async () => {
    const env = { DATABASE_URL: at.database.url("worker"), SUPPRESSION_KEY: process.env.SUPPRESSION_KEY ?? "" };
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
  (await at.owner.query("SELECT (SELECT count(*) FROM suppression) AS s, (SELECT count(*) FROM restriction) AS r"))
    .rows;

describe("a file", () => {
  /** What a tool does with the key it was given: nothing of the portal's is used. */
  const hashOf = (address: string, key = at.toolKey) =>
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
    expect(at.toolKey).toBe(exportKey().toString("base64"));
    expect(at.toolKey).not.toBe(process.env.SUPPRESSION_KEY);
  });

  test("of many pages has every entry once, in order", async () => {
    await at.owner.query(`INSERT INTO suppression
      SELECT sha256(('s' || n)::bytea), 'surveys', now() - n * interval '1 second', sha256(('e' || n)::bytea) FROM generate_series(1, 12000) n`);
    const answer = await call("GET /api/v1/suppressions?purpose=surveys", { bearer: at.exporter });
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
