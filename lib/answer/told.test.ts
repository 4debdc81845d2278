import { expect, test } from "vitest";
import type { Group } from "../gdpr/plan-value";
import { groupKey } from "../gdpr/plan";
import { loadPolicy } from "../policy/load";
import { told, type DecisionRow } from "./told";

const policy = loadPolicy("policy.yaml");
const base = { policy, language: "en", answers: {}, copyMade: false, begun: true, right: "erasure" } as const;

const group = (category: string, count: number | null, more: Partial<Group> = {}): Group => ({
  source: "shop",
  category,
  rule: null,
  trigger: null,
  since: "2019-03-01",
  count,
  belongs: "mine",
  doubt: null,
  inUse: null,
  selector: `${category} ${count}`,
  ...more,
});

const row = (action: string, groups: Group[], more: Partial<DecisionRow> = {}): DecisionRow => ({
  source: groups[0]?.source ?? "shop",
  category: groups[0]?.category ?? "",
  action,
  mode: null,
  ground: null,
  rule: null,
  norm: null,
  until: null,
  count: groups.reduce((sum, { count }) => sum + (count ?? 0), 0),
  groups,
  done: 0,
  gone: 0,
  held: 0,
  leftOver: null,
  stoppedBy: null,
  finishedAt: null,
  takenUpBy: null,
  duty: null,
  ...more,
});

const finished = new Date("2026-11-25T10:00:00Z");

test("the numbers add up to what was found, and each line has its fate", () => {
  const { lines, numbers, total } = told(
    [
      row("erase", [group("account", 14)], { done: 13, gone: 1, leftOver: 0, finishedAt: finished }),
      row("restrict", [group("invoice", 12)], {
        done: 12,
        leftOver: 0,
        finishedAt: finished,
        until: new Date("2033-01-01"),
      }),
      row("keep", [group("licence", 2)], { norm: "licence", ground: "6(1)(b)" }),
    ],
    base,
  );
  expect(total).toBe(28);
  expect(numbers).toMatchObject({ erased: 13, notFound: 1, locked: 12, kept: 2, open: 0 });
  expect(lines.map(({ category, fate, count, reason }) => [category, fate, count, reason])).toEqual([
    ["account", "deleted", 13, "norm"],
    ["licence", "stays", 2, "licence"],
    ["invoice", "locked", 12, "norm"],
  ]);
});

test("what was kept is counted and told as its duty left it, once its day has come", () => {
  const at = new Date("2033-01-03T10:00:00Z");
  const duty = { state: "done", stoppedBy: null, done: 9, gone: 1, held: 2, finishedAt: at };
  const locked = { done: 12, leftOver: 0, finishedAt: finished, until: new Date("2033-01-01"), rule: "voucher", duty };
  const { lines, numbers, total } = told([row("restrict", [group("invoice", 12)], locked)], base);
  expect(total).toBe(12);
  expect(numbers).toMatchObject({ erased: 9, notFound: 1, kept: 2, locked: 0, open: 0 });
  expect(lines.map(({ fate, count, reason, on }) => [fate, count, reason, on])).toEqual([
    ["deleted", 9, "norm", "2033-01-03"],
    ["stays", 2, "held", null],
  ]);
});

test("what a request was not about is counted apart from what was kept", () => {
  const kept = (category: string, count: number, norm: string, ground: string | null = null) =>
    row("keep", [group(category, count)], { norm, ground });
  const rows = [
    kept("order", 20, "not-portable", "20(1)"),
    kept("account", 13, "not-asked"),
    kept("licence", 2, "licence", "6(1)(b)"),
    kept("invoice", 1, "not-theirs"),
  ];
  expect(told(rows, base)).toMatchObject({ total: 35, aside: 33, numbers: { kept: 35 } });
});

test("why it is not in the data to take along is one reason for each kind, whether a rule or a reviewer left it out", () => {
  const kept = (category: string, ground: string, norm: string | null) =>
    row("keep", [group(category, 1)], { norm, ground });
  const rows = [
    kept("credit-score", "20(1)", "not-portable"),
    kept("order", "20(1)", "not-portable"),
    kept("support-ticket", "20(4)", "others"),
    kept("account", "20(4)", null),
  ];
  const { lines } = told(rows, { ...base, right: "portability" });
  expect(Object.fromEntries(lines.map(({ category, fate, reason }) => [category, `${fate} ${reason}`]))).toEqual({
    "credit-score": "withheld no-consent-or-contract",
    order: "withheld not-provided",
    "support-ticket": "withheld others",
    account: "withheld others",
  });
});

test("what its system held back waits for a person, not for its period", () => {
  const log = row("truncate", [group("server-log", 5)], {
    rule: null,
    done: 2,
    held: 3,
    leftOver: 0,
    finishedAt: finished,
  });
  expect(told([log], base).lines).toMatchObject([
    { fate: "shortened", count: 2 },
    { fate: "stays", count: 3, reason: "held", event: null, from: null },
  ]);
});

test("nothing is said to be deleted before the source was asked again", () => {
  const { lines, numbers } = told([row("erase", [group("account", 3)], { done: 3, finishedAt: finished })], base);
  expect(numbers).toMatchObject({ erased: 0, open: 3 });
  expect(lines.map(({ fate }) => fate)).toEqual(["under-way"]);
});

test("records that a reviewer must see first are in no line, no number and no sum", () => {
  const third = group("support-ticket", 4, { doubt: "third-persons" });
  const fraud = row("keep", [group("fraud-file", 5)], { ground: "17(3)(e)" });
  const tickets = row("erase", [group("support-ticket", 6), third], { done: 10, leftOver: 0, finishedAt: finished });
  const { lines, numbers, total } = told([fraud, tickets], base);
  expect(total).toBe(6);
  expect(numbers).toMatchObject({ erased: 6, kept: 0 });
  expect(lines.map(({ category, count }) => [category, count])).toEqual([["support-ticket", 6]]);
});

test("after a reviewer said that it may be shown, it is", () => {
  const fraud = group("fraud-file", 5);
  const answers = { [groupKey(fraud)]: "disclose" } as const;
  expect(told([row("keep", [fraud], { ground: "17(3)(e)" })], { ...base, answers }).total).toBe(5);
});

test("records of somebody else are never counted", () => {
  expect(told([row("keep", [group("order", 2)], { norm: "not-theirs" })], base)).toMatchObject({ total: 0, lines: [] });
});

test("what a reviewer kept back of a copy is named as left out, with its ground and the norm beside it", () => {
  const copy = { ...base, right: "access" } as const;
  const back = (ground: string, norm: string | null) =>
    told([row("keep", [group("order", 3)], { ground, norm })], copy).lines[0];
  expect(back("15(4)", null)).toMatchObject({ fate: "withheld", reason: "others", norm: "Art. 15(4) GDPR" });
  expect(back("bdsg-29", "§ 203 StGB")).toMatchObject({ fate: "withheld", reason: "kept-back", norm: "§ 203 StGB; § 29 BDSG" }); // prettier-ignore
  // The same ground in an erasure's plan would be no part of a copy.
  expect(told([row("keep", [group("order", 3)], { ground: "17(3)(e)", norm: "12 C 3/26" })], base).lines[0]).toMatchObject({ fate: "stays" }); // prettier-ignore
});

const locked = (more: Partial<DecisionRow> = {}) =>
  row("restrict", [group("invoice", 12)], {
    ground: "17(3)(b)",
    norm: "§ 147(1) no. 4, (3) AO",
    until: new Date("2033-01-01"),
    ...more,
  });
const done = { done: 12, leftOver: 0, finishedAt: finished };
const duty = (stoppedBy: string | null) => ({ state: stoppedBy ? "stopped" : "waiting", stoppedBy, done: 0, gone: 0, held: 0, finishedAt: null }); // prettier-ignore

test("what is to be locked is told as what stays, with reason and day, also while the deletion runs", () => {
  const { lines, numbers } = told([locked(), row("erase", [group("account", 3)])], base);
  expect(lines.map(({ category, fate, reason, last }) => [category, fate, reason, last])).toEqual([
    ["account", "under-way", "norm", null],
    ["invoice", "stays", "norm", "2033-01-01"],
  ]);
  expect(numbers).toMatchObject({ kept: 12, locked: 0, open: 3 });
  const half = told([locked({ done: 5 })], base);
  expect(half.lines.map(({ fate, count }) => [fate, count])).toEqual([["stays", 12]]);
  expect(half.numbers).toMatchObject({ kept: 12, locked: 0, open: 0 });
});

test("a duty that its tax year stops keeps its own reason: no legal matter is made up", () => {
  const [line] = told([locked({ ...done, duty: duty("tax-year") })], base).lines;
  expect(line).toMatchObject({ fate: "locked", reason: "norm", taxYear: true, from: null, last: null, count: 12 });
});

test.each([
  ["hold", "matter"],
  ["restriction", "paused"],
  ["copy", "copy"],
  ["left", "held"],
  ["source", "norm"],
  ["change", "norm"],
  ["contact", "norm"],
] as const)("a duty that is stopped by %s says so: %s", (by, reason) => {
  const { lines, numbers } = told([locked({ ...done, duty: duty(by) })], base);
  expect(lines.map((line) => [line.fate, line.reason, line.count])).toEqual([["locked", reason, 12]]);
  expect(numbers.locked).toBe(12);
});

test("lines are in the reader's language, in which norms are cited", () => {
  const { lines, handSystems } = told([locked(done), row("ask", [], { source: "dhl", category: "order", count: null })], { ...base, language: "de" }); // prettier-ignore
  expect(lines).toMatchObject([{ label: policy.categories.invoice?.label.de, norm: "§ 147 Abs. 1 Nr. 4, Abs. 3 AO; Art. 17 Abs. 3 Buchst. b DSGVO" }]); // prettier-ignore
  expect(handSystems).toEqual([policy.sources.dhl?.label.de]);
});
