/** docs/evidence.md names every fact, every field and every code that the format has. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { manifestSchema, names } from "../lib/bundle/format";
import { problemCodes } from "../lib/gdpr/evidence";
import { facts } from "../lib/gdpr/facts";
import { mayFollow, states, type State } from "../lib/gdpr/request";
import { logCodes } from "../lib/steps/log/finding";

const page = readFileSync(join(import.meta.dirname, "evidence.md"), "utf8");
const rowOf = (fact: string) =>
  page.split("\n").find((line) => line.startsWith("|") && (line.split("|")[1] ?? "").includes(`\`${fact}\``)) ?? "";

test.each(Object.entries(facts))("%s and its data", (fact, schema) => {
  const row = rowOf(fact);
  for (const key of Object.keys(schema.shape)) expect(row, key).toContain(`\`${key}\``);
});

test.each(states)("what %s may follow", (state) => {
  const said = (rowOf(state).split("|")[2] ?? "")
    .replaceAll("`", " ")
    .replaceAll(",", " ")
    .split(/\s+/)
    .filter(Boolean);
  const follows = states.filter((before: State) => mayFollow(before, state));
  expect(said.filter((word) => word !== "nothing").toSorted()).toEqual(follows.toSorted());
});

test("every entry, every field of the manifest and every code", () => {
  const union = readFileSync(join(import.meta.dirname, "../lib/bundle/problem.ts"), "utf8");
  const bundleCodes = [...union.matchAll(/\| "([a-z-]+)"/g)].map((found) => found[1]);
  const container = ["not-a-bundle", "too-large", "bad-name", "container-altered"];
  for (const word of [...problemCodes, ...bundleCodes, ...container, ...Object.values(names)])
    expect(page).toContain(`\`${word}\``);
  for (const field of Object.keys(manifestSchema.shape)) expect(page).toMatch(new RegExp(`\\b${field}\\b`));
});

test("every code of a look at the whole log", () => {
  const section = page.slice(page.indexOf("## The log"), page.indexOf("## Problems"));
  const named = [...section.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, code]) => code);
  for (const code of logCodes.filter((code) => code !== "other-plan")) expect(named, code).toContain(code);
});
