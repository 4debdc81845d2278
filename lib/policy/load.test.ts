import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { broken, modelPolicy } from "./broken.fixture";
import { checkPolicy } from "./check";
import { loadPolicy, PolicyProblems, readPolicy } from "./load";

const twice = broken(
  { under: "zone", from: "Europe/Berlin", to: "nowhere" },
  { under: "categories.survey", from: "[surveys]", to: "[fun]" },
);
const file = join(mkdtempSync(join(tmpdir(), "policy-")), "policy.yaml");

test("the model policy has no problem", () => {
  expect(readPolicy(broken()).problems).toEqual([]);
});

test("loading throws every problem at once", () => {
  writeFileSync(file, twice);
  expect(() => loadPolicy(file)).toThrow(PolicyProblems);
  expect(() => loadPolicy(file)).toThrow(/no time zone[^]*no purpose/);
  expect(loadPolicy(modelPolicy).version).toBe(1);
});

test("the check lists them by line", async () => {
  writeFileSync(file, twice);
  const { ok, problems } = await checkPolicy(file);
  expect(ok).toBe(false);
  expect(problems).toEqual([
    { line: 18, path: "zone", message: expect.stringContaining("nowhere") },
    { line: expect.any(Number), path: "categories.survey.purposes.0", message: expect.stringContaining("fun") },
  ]);
});

test.each(["", "version", "- 1", "version: 1: 2", "a: &a [*a]", "a: *nobody"])(
  "a text that is no policy is told so: %j",
  (text) => {
    expect(readPolicy(text).problems.length).toBeGreaterThan(0);
  },
);
