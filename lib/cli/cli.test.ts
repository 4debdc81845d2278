import { writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rules } from "../gdpr/retention.fixture";
import { loadPolicy } from "../policy/load";
import { rightful, throughNpm } from "./run-cli.fixture";

const root = join(import.meta.dirname, "../..");
const json = async (...args: string[]) =>
  JSON.parse((await rightful([...args, "--json"])).out) as Record<string, unknown>;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rightful-cli-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("rightful clock", () => {
  test("prints the dates of a plain case and nothing else", async () => {
    const { code, out, err } = await rightful(["clock", "2026-11-23T09:00:00Z", "--json"]);
    const { why, ...dates } = JSON.parse(out);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(dates).toEqual({
      received: "2026-11-23",
      unrolled: "2026-12-23",
      due: "2026-12-23",
      dueInstant: "2026-12-23T23:00:00Z",
      extendedUnrolled: "2027-02-23",
      extendedDue: "2027-02-23",
    });
    expect(why).toContainEqual(expect.stringContaining("Monday 2026-11-23"));
  });

  test("a lawful pause moves the due dates only; several may be given", async () => {
    const paused = await json("clock", "2026-11-23T09:00:00Z", "--pause", "2026-11-24..2026-12-01", "--pause", "2026-12-10..2026-12-20");
    expect(paused).toMatchObject({ unrolled: "2026-12-23", due: "2026-12-30", extendedUnrolled: "2027-02-23", extendedDue: "2027-03-02" });
    expect(JSON.stringify(paused.why)).toContain("it pauses nothing");
  });

  test("--extended changes what the text headlines, and nothing else", async () => {
    const plain = await json("clock", "2026-11-23T09:00:00Z");
    expect(await json("clock", "2026-11-23T09:00:00Z", "--extended")).toEqual(plain);
    const { out } = await rightful(["clock", "2026-11-23T09:00:00Z", "--extended"]);
    expect(out.split("\n")[0]).toBe("Extended: due by the end of Tuesday 2027-02-23");
  });
}); // prettier-ignore

describe("rightful retention, with the model policy", () => {
  test.each<[string[], object]>([
    [["invoice", "2019-03-05"], { verdict: "keep", onRequest: "restrict", erasableFrom: "2028-01-01", rule: "voucher" }],
    [["invoice", "2014-06-30", "--hold", "tax"], { verdict: "hold", onRequest: "restrict" }],
    [["invoice", "2016-11-11", "--entity", "financial"], { verdict: "keep", erasableFrom: "2027-01-01" }],
    [["licence", "2025-11-24", "--rule", "activation-log"], { verdict: "keep", erasableFrom: "2026-11-24", onRequest: "erase" }],
    [["account", "2020-01-01"], { verdict: "keep", erasableFrom: null, onRequest: "erase" }],
    [["nobody-knows", "2020-01-01"], { verdict: "ask", erasableFrom: null, onRequest: "ask", rule: null, norm: null }],
    [["constructor", "2020-01-01"], { verdict: "ask" }],
  ])("%j → %j", async (args, expected) => {
    const found = await json("retention", ...args, "--today", "2026-11-23");
    expect(found).toMatchObject(expected);
    expect(Object.keys(found)).toEqual(["verdict", "erasableFrom", "onRequest", "rule", "norm", "why"]);
  });

  test("the policy file states the rules that the law's worked examples are tested with", () => {
    const { categories } = loadPolicy(join(root, "policy.yaml"));
    const stated = (its: readonly { trigger: unknown }[]) => its.map((rule) => ({ ...rule, trigger: "" }));
    const policy = Object.fromEntries(Object.entries(categories).map(([id, category]) => [id, stated(category.rules)]));
    expect(policy).toEqual(Object.fromEntries(Object.entries(rules).map(([id, its]) => [id, stated(its)])));
  });

  test("a policy with problems is a finding", async () => {
    const file = join(folder, "policy.yaml");
    await writeFile(file, "version: 1\n");
    const { code, out, err } = await rightful(["retention", "invoice", "2019-03-05", "--today", "2026-11-23"], { POLICY_FILE: file });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("has problems");
  });
}); // prettier-ignore

describe("bad usage: one sentence on stderr, exit 2, no stack", () => {
  test.each([
    [[], "Usage"],
    [["explode"], "no command explode"],
    [["constructor"], "no command constructor"],
    [["clock"], "missing"],
    [["clock", "2026-11-23"], "instant"],
    [["clock", "2026-11-23T09:00:00Z", "tomorrow"], "too many"],
    [["clock", "2026-11-23T09:00:00Z", "--pause", "2026-11-24"], "--pause"],
    [["clock", "2026-11-23T09:00:00Z", "--fast"], "--fast"],
    [["retention", "invoice", "2019-02-30", "--today", "2026-11-23"], "date"],
    [["retention", "invoice", "2019-03-05"], "--today"],
    [["retention", "invoice", "2019-03-05", "--today", "2026-11-23", "--hold", "gut-feeling"], "--hold"],
    [["retention", "invoice", "2019-03-05", "--today", "2026-11-23", "--entity", "bank"], "--entity"],
    [["plan", "--right", "erasure"], "missing"],
    [["plan", "--right", "everything", "--subject", "1"], "--right"],
    [["requests", "--state", "lost"], "--state"],
    [["sources", "test", "one", "two"], "too many"],
  ])("%j", async (args, sentence) => {
    const { code, out, err } = await rightful(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(sentence);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test("through npm, from its TypeScript, as a person calls it", async () => {
    const [fine, bad] = [
      await throughNpm(["clock", "2026-11-23T09:00:00Z", "--json"]),
      await throughNpm(["clock", "tomorrow"]),
    ];
    expect({ code: fine.code, err: fine.err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(fine.out)).toEqual(await json("clock", "2026-11-23T09:00:00Z"));
    expect(bad).toMatchObject({ code: 2, out: "", err: expect.stringContaining("instant") });
  }, 60_000);

  test("help is no mistake", async () => {
    expect(await rightful(["--help"])).toMatchObject({
      code: 0,
      err: "",
      out: expect.stringContaining("clock <instant>"),
    });
  });
});
