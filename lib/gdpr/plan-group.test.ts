/** Which plans may be approved together: what is each person's own changes nothing, everything else does. */
import { describe, expect, test } from "vitest";
import { planShape, type Shaping } from "./plan-group";
import type { Draft, Group } from "./plan-value";
import { keptBecause } from "./rights/decider";

const group: Group = {
  source: "shop",
  category: "order",
  rule: null,
  trigger: "2024-03-01",
  since: "2024-03-01",
  count: 3,
  belongs: "mine",
  doubt: null,
  inUse: null,
  selector: "own-one",
};
const erased: Draft = {
  source: "shop",
  category: "account",
  action: "erase",
  mode: null,
  ground: "17(1)(a)",
  rule: "account",
  norm: null,
  until: null,
  count: 1,
  groups: [{ ...group, category: "account" }],
  doubt: null,
};
const kept: Draft = { ...erased, category: "order", action: "keep", ground: "17(3)(b)", rule: "invoice", norm: "§ 147 AO", until: "2035-01-01", count: 3, groups: [group] }; // prettier-ignore
const byHand: Draft = { ...erased, source: "phone-notes", category: "note", action: "ask", ground: null, rule: null, count: null, doubt: "source-unreachable", groups: [{ ...group, source: "phone-notes", count: null }] }; // prettier-ignore
const choice = {
  scope: "everything" as const,
  categories: ["order", "account"],
  keepLicences: false,
  doNotContact: false,
};
const plan: Shaping = { right: "erasure", policy: "2026-11", choice, drafts: [erased, kept, byHand] };
const shape = planShape(plan);
const with_ = (change: Partial<Shaping>) => planShape({ ...plan, ...change });
const line = (change: Partial<Draft>) => with_({ drafts: [erased, { ...kept, ...change }, byHand] });

test("a shape is a hash", () => expect(shape).toMatch(/^[0-9a-f]{64}$/));

describe("is the same, whatever is one person's own", () => {
  test.each<[string, string | null]>([
    ["how many records", line({ count: 412 })],
    ["until when", line({ until: "2031-01-01" })],
    ["since when, and which rows", line({ groups: [{ ...group, since: "2001-01-01", selector: "other" }] })],
    ["the same line of several years", with_({ drafts: [erased, kept, { ...kept, until: "2036-01-01" }, byHand] })],
    ["in which order the lines stand", with_({ drafts: [byHand, kept, erased] })],
    ["in which order kinds were chosen", with_({ choice: { ...choice, categories: ["account", "order"] } })],
  ])("%s", (_name, other) => expect(other).toBe(shape));
});

describe("is another one", () => {
  test.each<[string, string | null]>([
    ["for another right", planShape({ ...plan, right: "access" })],
    ["under another edition of the policy", with_({ policy: "2026-12" })],
    ["for another wish", with_({ choice: { ...choice, doNotContact: true } })],
    ["for a line more", with_({ drafts: [erased, kept, byHand, { ...erased, category: "wishlist" }] })],
    ["for a line less", with_({ drafts: [erased, byHand] })],
    ["for another source", line({ source: "archive" })],
    ["for another category", line({ category: "invoice" })],
    ["for another verdict", line({ action: "restrict", mode: "retention-lock" })],
    ["for another ground", line({ ground: "17(3)(e)" })],
    ["for another rule", line({ rule: "oss" })],
    ["for another norm", line({ norm: "§ 257 HGB" })],
    ["without a date", line({ until: null })],
    ["where nobody could count", line({ count: null })],
    [
      "where nothing is known to find the person by",
      with_({ drafts: [erased, kept, { ...byHand, doubt: "no-identifier" }] }),
    ],
  ])("%s", (_name, other) => {
    expect(other).toMatch(/^[0-9a-f]{64}$/);
    expect(other).not.toBe(shape);
  });
});

describe("is none: somebody has to look at this very plan", () => {
  const ask = (change: Partial<Draft>): Partial<Draft> => ({ action: "ask", ground: null, rule: null, norm: null, until: null, ...change }); // prettier-ignore
  test.each<[string, string | null]>([
    ["a doubt that was counted", line(ask({ doubt: "name-differs" }))],
    [
      "a doubt of a system by hand that was settled with a number",
      line(ask({ doubt: "source-unreachable", count: 0 })),
    ],
    ["a doubt of nothing", line(ask({ doubt: "several-names", count: 0 }))],
    ["a doubt beside a decision", line({ doubt: "third-persons" })],
    ["an override", line({ overridden: true })],
    ["a legal hold", line({ norm: keptBecause.legalHold })],
    ["a pause", line({ norm: keptBecause.restriction })],
    ["records of somebody else", line({ norm: keptBecause.notTheirs })],
    ["a record that names somebody else", line({ norm: keptBecause.others })],
    ["a statement beside the record", line({ norm: keptBecause.statement })],
    ["an objection", planShape({ ...plan, right: "objection", choice: null })],
    ["a correction", planShape({ ...plan, right: "rectification", choice: null })],
    ["a pause that was asked for", planShape({ ...plan, right: "restriction", choice: null })],
    ["a decision by machine", planShape({ ...plan, right: "intervention", choice: null })],
    ["nothing found at all", with_({ drafts: [] })],
  ])("%s", (_name, other) => expect(other).toBeNull());
});
