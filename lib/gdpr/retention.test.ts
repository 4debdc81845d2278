import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rules } from "./retention.fixture";
import { cutoff, erasableFrom, retain, type Asked } from "./retention";
import { addDays, day } from "./day";
import { instantAt, microseconds } from "./instant";
import { dateOf } from "./period";
import type { HoldKind, Rule } from "./rule";

const berlin = { zone: "Europe/Berlin", entity: "standard" } as const;
const today = "2026-11-23";
const ask = (category: string, trigger: string | null, more: Partial<Asked> = {}) =>
  retain({ ...berlin, rules: rules[category] ?? [], trigger, today, holds: [], ...more });

describe("Art. 5(1)(e), 17(3): the worked examples, on 23 November 2026", () => {
  const examples = [
    ["E01", "invoice", "2019-03-05", {}, "keep", "restrict", "2028-01-01", "8 years from the end of 2019"],
    ["E03", "invoice", "2018-01-01", {}, "keep", "restrict", "2027-01-01", "ends in five weeks"],
    ["E05", "invoice", "2014-06-30", {}, "erase", "erase", "2025-01-01", "the old ten years had ended: never the new law"],
    ["E06", "invoice", "2015-06-30", {}, "erase", "erase", "2025-01-01", "eight years, from the day the law took effect"],
    ["E08", "invoice", "2026-11-23", {}, "keep", "restrict", "2035-01-01", "the current year"],
    ["E10", "invoice", "2016-11-11", { entity: "financial" }, "keep", "restrict", "2027-01-01", "ten years in the financial sector"],
    ["E11", "oss-record", "2019-03-05", {}, "keep", "restrict", "2030-01-01", "the invoice may go before its OSS record"],
    ["E14", "order-email", "2019-12-31", {}, "erase", "erase", "2026-01-01", "six years, a commercial letter"],
    ["E16", "order-email", "2020-02-10", {}, "keep", "restrict", "2027-01-01", "six years, a commercial letter"],
    ["E18", "support-ticket-contract", "2021-04-01", {}, "keep", "restrict", "2028-01-01", "a complaint is a letter"],
    ["E19", "support-ticket", "2023-03-15", {}, "keep", "erase", "2027-01-01", "the shop's own limit is no duty"],
    ["E21", "contact-email", "2026-05-22", {}, "erase", "erase", "2026-11-22", "six months"],
    ["E22", "server-log", "2026-11-16T12:00:00Z", { today: "2026-11-23T12:00:00Z" }, "truncate", "truncate", "2026-11-23T12:00:00Z", "the boundary is inclusive"],
    ["E22-", "server-log", "2026-11-16T12:00:00Z", { today: "2026-11-23T11:59:59.999999Z" }, "keep", "truncate", "2026-11-23T12:00:00Z", "a microsecond before"],
    ["E25", "server-log", "2026-11-01", {}, "truncate", "truncate", "2026-11-07T23:00:00Z", "IPv4: a date is the start of that day in Berlin"],
    ["E26", "server-log", "2026-11-01T08:00:00+01:00", {}, "truncate", "truncate", "2026-11-08T07:00:00Z", "IPv6"],
    ["E28", "newsletter", "2026-11-23", {}, "erase", "erase", "2026-11-23", "withdrawn: at once"],
    ["E28+", "newsletter", null, {}, "keep", "erase", null, "not withdrawn"],
    ["E29", "consent-proof", "2023-05-10", {}, "restrict", "restrict", "2027-01-01", "proof is locked while it is kept"],
    ["E30", "consent-proof", "2022-12-31", {}, "erase", "erase", "2026-01-01", "the last day of a year"],
    ["E32", "customer-ads", "2026-11-23", {}, "erase", "erase", "2026-11-23", "an objection is absolute"],
    ["E33", "competition-entry", "2026-11-01", {}, "erase", "erase", "2026-11-15", "14 days, as promised"],
    ["E35", "retargeting", "2026-11-23", { rule: "withdrawn" }, "erase", "erase", "2026-11-23", "withdrawn: at once"],
    ["E36", "analytics-google", "2025-09-20", {}, "erase", "erase", "2026-11-20", "14 months"],
    ["E38", "credit-score", "2026-08-20", {}, "erase", "erase", "2026-11-18", "90 days"],
    ["E40", "delivery-note", "2026-01-12", {}, "erase", "erase", "2026-01-12", "the invoice was sent"],
    ["E42", "account", "2020-01-01", {}, "keep", "erase", null, "the contract still runs"],
    ["E43", "product-registration", "2018-07-01", {}, "keep", "unlink", null, "no recall: unlinked on request"],
    ["E44", "product-registration", "2018-07-01", { holds: ["recall"] }, "hold", "restrict", null, "a recall is open"],
    ["E46", "request-file", "2022-01-05", {}, "erase", "erase", "2026-01-01", "closed, and three years"],
    ["E47", "package", "2026-10-20", {}, "erase", "erase", "2026-11-19", "30 days"],
    ["E48", "identity-evidence", "2026-11-21", {}, "erase", "erase", "2026-11-21", "the same day"],
    ["E50 invoice", "invoice", "2024-06-10", {}, "keep", "restrict", "2033-01-01", "the whole customer"],
    ["E50 letter", "order-email", "2024-06-10", {}, "keep", "restrict", "2031-01-01", "the whole customer"],
    ["E50 OSS", "oss-record", "2024-06-10", {}, "keep", "restrict", "2035-01-01", "the whole customer"],
    ["E50 order", "order", "2024-06-10", {}, "keep", "erase", "2030-01-01", "warranty of two years, then three"],
    ["E50 ticket", "support-ticket", "2024-06-10", {}, "keep", "erase", "2028-01-01", "the whole customer"],
    ["E50 account", "account-optional", null, {}, "keep", "erase", null, "the whole customer"],
    ["E50 licence", "licence", null, {}, "keep", "unlink", null, "a perpetual licence"],
    ["E50 suppression", "suppression", "2026-11-23", {}, "keep", "keep", null, "the objection must be honoured"],
  ] as const; // prettier-ignore
  test.each(examples)("%s %s of %s (%o): %s, on request %s, from %s: %s", (...row) => {
    const [, category, trigger, more, verdict, onRequest, from] = row;
    const found = ask(category, trigger, more as Partial<Asked>);
    expect(found).toMatchObject({ verdict, onRequest, erasableFrom: from });
    expect(found.why.join(" ")).not.toMatch(/undefined|null|NaN/);
  });
});

describe("rules of a category", () => {
  test.each([
    ["competition-winner", undefined, "voucher", "2035-01-01"],
    ["competition-winner", "letters", "letters", "2033-01-01"],
    ["licence", undefined, "term", "2026-03-31"],
    ["licence", "activation-log", "activation-log", "2027-03-31"],
  ])("%s, rule %s → %s from %s", (category, rule, id, from) => {
    expect(ask(category, "2026-03-31", { rule })).toMatchObject({ rule: id, erasableFrom: from });
  });

  test("an unknown rule and an unknown category are questions for a person", () => {
    const question = { verdict: "ask", onRequest: "ask", erasableFrom: null, rule: null };
    expect(ask("invoice", "2019-03-05", { rule: "nobody" })).toMatchObject(question);
    expect(ask("nobody-knows", "2019-03-05")).toMatchObject(question);
  });
});

describe("holds", () => {
  test.each<[string, HoldKind, string, string]>([
    ["invoice", "tax", "hold", "the rule names it"],
    ["contact-email", "tax", "erase", "the rule does not"],
    ["contact-email", "claim", "hold", "a claim stops every rule"],
    ["server-log", "claim", "hold", "also one in hours"],
    ["invoice", "recall", "erase", "a recall is no matter of invoices"],
  ])("%s under a %s hold: %s (%s)", (category, hold, verdict) => {
    expect(ask(category, "2014-06-30", { holds: [hold] }).verdict).toBe(verdict);
  });
});

const everyRule = Object.entries(rules).flatMap(([category, its]) =>
  its.map((rule) => [`${category}/${rule.id}`, rule] as const),
);
const anyRule = fc.constantFrom(...everyRule.map(([, rule]) => rule));
const anyDay = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays(day("2000-01-01"), n));
const anyInstant = fc.bigInt({ min: 946_684_800_000_000n, max: 2_500_000_000_000_000n }).map(instantAt);
const reckoning = fc.constantFrom(
  berlin,
  { ...berlin, entity: "financial" as const },
  { ...berlin, zone: "America/New_York" },
);

describe("the cut-off", () => {
  test("erasableFrom(d) ≤ today exactly when d < cutoff(today): rules of the calendar", () =>
    fc.assert(
      fc.property(anyRule, anyInstant, anyInstant, reckoning, (rule, trigger, now, r) => {
        fc.pre(rule.from !== "open-ended" && !rule.keep.startsWith("PT"));
        const due = (erasableFrom(rule, trigger, r) ?? "") <= dateOf(now, r.zone);
        expect(due).toBe(microseconds(trigger) < microseconds(cutoff(rule, now, r)));
      }),
      { numRuns: 500 },
    ));

  test.each(everyRule)("%s: on both sides of the boundary, to the microsecond", (_, rule) => {
    const now = "2026-11-23T12:00:00Z";
    const limit = cutoff(rule, now, berlin);
    if (rule.from === "open-ended") return expect(limit).toBe("1000-01-01T00:00:00Z");
    const before = instantAt(microseconds(limit) - 1n);
    const verdicts = [before, limit].map(
      (trigger) => retain({ ...berlin, rules: [rule], trigger, today: now, holds: [] }).verdict,
    );
    expect(verdicts).toEqual([rule.end, rule.meanwhile]);
  });

  test("rules in hours: now − length + 1 µs", () => {
    expect(cutoff(rules["server-log"]![0]!, "2026-11-23T12:00:00Z", berlin)).toBe("2026-11-16T12:00:00.000001Z");
  });

  test("vouchers at the end of 2026: everything before 2018 may go", () => {
    expect(cutoff(rules.invoice![0]!, "2026-12-31T22:59:59Z", berlin)).toBe("2017-12-31T23:00:00Z");
    expect(cutoff(rules.invoice![0]!, "2026-12-31T23:00:00Z", berlin)).toBe("2018-12-31T23:00:00Z");
  });
});

/** The norms once more, without the module's own calendar: the first day on which each may go. */
function earliestByNorm(rule: Rule, trigger: string): string {
  const [year, month, number] = trigger.split("-").map(Number) as [number, number, number];
  const [, n = 0, unit] = /^P(\d+)([YMD])$/.exec(rule.keep) ?? [];
  if (rule.from === "end-of-year") {
    const closed = year + (rule.after === "P2Y" ? 2 : 0) + Number(n) + 1;
    return rule.transition && year <= 2014
      ? `${year + 11}-01-01`
      : rule.transition && closed < 2025
        ? "2025-01-01"
        : `${closed}-01-01`;
  }
  if (unit === "D") return new Date(Date.UTC(year, month - 1, number + Number(n))).toISOString().slice(0, 10);
  const months = Number(n) * (unit === "Y" ? 12 : 1);
  const end = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(number, end))).toISOString().slice(0, 10);
}

describe("properties", () => {
  test("never earlier, and never later, than the norm", () =>
    fc.assert(
      fc.property(anyRule, anyDay, (rule, trigger) => {
        fc.pre(rule.from !== "open-ended" && !rule.keep.startsWith("PT"));
        expect(erasableFrom(rule, trigger, berlin)).toBe(earliestByNorm(rule, trigger));
      }),
      { numRuns: 500 },
    ));

  test("a hold never enlarges what may go", () => {
    const gone = ["erase", "truncate", "unlink"];
    const holds = fc.subarray(["tax", "claim", "recall"] as const);
    fc.assert(
      fc.property(anyRule, anyDay, holds, (rule, trigger, placed) => {
        const free = retain({ ...berlin, rules: [rule], trigger, today, holds: [] });
        const held = retain({ ...berlin, rules: [rule], trigger, today, holds: placed });
        if (gone.includes(held.verdict)) expect(held.verdict).toBe(free.verdict);
        if (gone.includes(held.onRequest)) expect(held.onRequest).toBe(free.onRequest);
      }),
    );
  });

  test("a request never gets less because the day has come", () =>
    fc.assert(
      fc.property(anyRule, anyDay, (rule, trigger) => {
        const { verdict, onRequest } = retain({ ...berlin, rules: [rule], trigger, today, holds: [] });
        if (verdict === rule.end) expect([rule.end, "erase"]).toContain(onRequest);
        if (rule.onRequest === "erase") expect(onRequest).toBe("erase");
      }),
    ));

  test("the order of the rules does not matter to a rule that is named", () =>
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(rules)), anyDay, (its, trigger) => {
        const asked = { ...berlin, trigger, today, holds: [], rule: its[0]!.id };
        expect(retain({ ...asked, rules: its.toReversed() })).toEqual(retain({ ...asked, rules: its }));
      }),
    ));

  test("what nobody classified is asked, whatever the date", () =>
    fc.assert(
      fc.property(fc.option(anyDay), (trigger) => {
        expect(retain({ ...berlin, rules: [], trigger, today, holds: [] }).verdict).toBe("ask");
      }),
    ));
});
