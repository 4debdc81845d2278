/** What each right would do today, worked out by hand for a few kinds of data; and what the file says by now. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../../../demo/postgres/test-database";
import { staffWith } from "../staff.fixture";
import { closeSources, policy } from "../../company";
import { closeDb } from "../../db";
import { rightNames, type Right } from "../../gdpr/right";
import { checkedPolicy, deskPolicy } from "./policy";
import { todayFor, type WhatHappens } from "./policy-today";

const as = staffWith();

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await testDatabase("desk_policy");
  folder = await mkdtemp(join(tmpdir(), "rightful-policy-"));
  await writeFile(join(folder, "policy.yaml"), await readFile("policy.yaml", "utf8"));
  process.env.DATABASE_URL = database.url("web");
  process.env.POLICY_FILE = join(folder, "policy.yaml");
  await closeSources();
});
afterAll(async () => {
  await closeSources();
  process.env.POLICY_FILE = "policy.yaml";
  await closeDb();
  await database.drop();
  await rm(folder, { recursive: true });
});

const now = "2026-11-23T10:00:00Z";
const of = (category: string, right: Right) => todayFor(policy(), category, right, now)?.[0];
const short = (what: WhatHappens | null | undefined) => what && [what.action, what.ground, what.until];

describe("today, 23 November 2026", () => {
  test.each<[string, Right, unknown, unknown]>([
    // An invoice of today: eight years from the end of 2026. The oldest that still stays is of 2018.
    ["invoice", "erasure", ["restrict", "17(3)(b)", "2035-01-01"], ["restrict", "17(3)(b)", "2027-01-01"]],
    // Seven days of full address: a log line is shortened on request, whenever it was written.
    ["server-log", "erasure", ["truncate", "17(1)(a)", null], ["truncate", "17(1)(a)", null]],
    // It goes on the day the consent ends: none is older than that.
    ["newsletter", "erasure", ["erase", "17(1)(b)", null], null],
    ["newsletter", "withdrawal", ["stop", "7(3)", null], null],
    ["newsletter", "objection", ["stop", "21(3)", null], null],
    ["invoice", "access", ["export", "15(3)", null], ["export", "15(3)", null]],
    ["invoice", "rectification", ["keep", "17(3)(b)", null], ["keep", "17(3)(b)", null]],
    ["invoice", "withdrawal", ["keep", null, null], ["keep", null, null]],
    ["invoice", "restriction", ["restrict", "18(1)", null], ["restrict", "18(1)", null]],
  ])("%s, %s", (category, right, fresh, oldest) => {
    const found = of(category, right);
    expect([short(found?.fresh), short(found?.oldest)]).toEqual([fresh, oldest]);
  });

  test("what nobody may lose to a balance is weighed first", () => {
    expect(of("server-log", "objection")?.fresh).toMatchObject({ action: "stop", ground: "21(1)", weighed: true });
    expect(of("newsletter", "objection")?.fresh).toMatchObject({ weighed: false });
    expect(of("invoice", "objection")?.fresh).toMatchObject({ action: "keep", weighed: false });
  });

  test("what is handed out only after a review is a question", () => {
    const [id] = Object.entries(policy().categories).find(([, { disclose }]) => disclose === "after-review") ?? [];
    expect(of(id ?? "", "access")?.fresh).toMatchObject({ action: "ask", doubt: "after-review" });
  });

  test("a person looks at a machine's decision without a plan", () => {
    expect(todayFor(policy(), "credit-decision", "intervention", now)).toBeNull();
  });

  test("every category has an answer under each of its rules", () => {
    for (const [id, { rules }] of Object.entries(policy().categories))
      for (const right of rightNames) {
        const all = todayFor(policy(), id, right, now);
        if (right !== "intervention") expect(all, `${id} ${right}`).toHaveLength(rules.length);
      }
  });
});

describe("the page", () => {
  test("has every category, and the versions of the law", async () => {
    const page = await deskPolicy(as("dpo"));
    expect(page?.categories.map(({ id }) => id)).toEqual(Object.keys(policy().categories));
    expect(page?.law).toMatchObject({ holidays: expect.stringContaining("DE-BE"), authorities: expect.any(String) });
  });

  test.each(["subject", "legal", "operator"] as const)("is nothing for %s", async (role) => {
    expect(await deskPolicy(as(role))).toBeNull();
    expect(await checkedPolicy(as(role))).toBeNull();
  });
});

describe("the file", () => {
  const file = () => join(folder, "policy.yaml");

  test("without problems is what decides", async () => {
    expect(await checkedPolicy(as("reviewer"))).toEqual({ problems: [], running: true });
  });

  test("changed after the start is said to be another", async () => {
    policy();
    const text = await readFile("policy.yaml", "utf8");
    await writeFile(file(), text.replace("undoHours: 24", "undoHours: 12"));
    expect(await checkedPolicy(as("reviewer"))).toEqual({ problems: [], running: false });
    await writeFile(file(), text.replace("undoHours: 24", "undoHours: 999"));
    expect(await checkedPolicy(as("reviewer"))).toMatchObject({
      problems: [{ path: "review.undoHours", line: expect.any(Number) }],
      running: false,
    });
    await rm(file());
    expect(await checkedPolicy(as("reviewer"))).toBe("unreadable");
    await writeFile(file(), text);
  });
});
