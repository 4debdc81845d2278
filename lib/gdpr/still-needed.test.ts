/** Art. 17(1)(a): which of what stays without a day waits for something to end, and which stays in any case. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { draftPlan, groupKey } from "./plan";
import { anyInput, everything, group, input } from "./plan.fixture";
import type { ErasureChoice, Group } from "./plan-value";
import { hasNoDay, needs } from "./still-needed";

const order = group("order", { inUse: "open-order" });
const done = group("order", { trigger: "2024-06-10" });
const licence = group("licence", { inUse: "licence" });
const account = group("account");
const pointed = group("account", { neededBy: ["order"] });
const unasked: Partial<ErasureChoice> = { scope: "account" };
const hold = { kind: "claim" as const, category: "account" };
const [keepThem, giveUp] = [{ keepLicences: true }, { keepLicences: false }];

test.each<[string, Group, Group[], Partial<ErasureChoice>, string]>([
  ["an open order", order, [], giveUp, "waits"],
  ["the order when it is done: it has a day", done, [], giveUp, "free"],
  ["the account to look after the order, until that is done", account, [order], keepThem, "waits"],
  ["that account when the order is done", account, [done], keepThem, "free"],
  ["the account with a licence that the person keeps: never by itself", account, [licence, order], keepThem, "stays"],
  ["the licence that the person keeps", licence, [], keepThem, "stays"],
  ["a licence about which nobody was asked, until it ends", licence, [], {}, "waits"],
  ["an account to which the row of an open order points", pointed, [order], giveUp, "waits"],
  ["that account when the row of the order has a day", pointed, [done], giveUp, "free"],
  ["an account to which a row points that nobody asked about", pointed, [order], { ...giveUp, ...unasked }, "stays"],
  ["a category that nobody asked about", order, [], { ...giveUp, ...unasked }, "stays"],
])("%s", (_, one, others, choice, need) => {
  const found = needs([one, ...others], input("erasure", [], { choice: { ...everything, ...choice } }));
  expect(found.get(groupKey(one))).toBe(need);
});

test.each([{ holds: [hold] }, { art18: ["account"] }])("under %o it waits, whatever else ended", (stopped) => {
  expect(needs([account], input("erasure", [], stopped)).get(groupKey(account))).toBe("waits");
});

test("over by the calendar, it waits for the release of its tax year", () => {
  const paper = group("invoice", { trigger: "2014-06-30" });
  const need = (years: number[]) =>
    needs([paper], input("erasure", [], { releasedYears: new Set(years) })).get(groupKey(paper));
  expect([need([]), need([2014])]).toEqual(["unreleased", "free"]);
});

test("what is free goes or has a day in the plan; nothing else does", () => {
  fc.assert(
    fc.property(anyInput, ({ right: _, ...given }) => {
      const one = { ...given, choice: given.choice ?? everything };
      const found = needs(one.groups, one);
      for (const draft of draftPlan({ ...one, right: "erasure" }))
        for (const its of draft.groups) expect(found.get(groupKey(its)) !== "free").toBe(hasNoDay(draft));
    }),
  );
});
