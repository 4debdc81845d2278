import { createHmac } from "node:crypto";
import { canonicalize as otherCanonicalize } from "json-canonicalize";
import { describe, expect, test } from "vitest";
import { draftPlan, groupKey, planHash, type PlanInput } from "./plan";
import { taxYearOpen } from "./rights/decider";
import { everything, finish, group, input } from "./plan.fixture";
import type { ErasureChoice, Group } from "./plan-value";
import type { Answer } from "./facts";

const erase = (one: Group, more: Partial<PlanInput> = {}) => draftPlan(input("erasure", [one], more))[0]!;
const show = (one: Group, more: Partial<PlanInput> = {}) => draftPlan(input("access", [one], more))[0]!;

describe("Art. 17: what an erasure request gets, by category", () => {
  const lock = { action: "restrict", mode: "retention-lock" };
  test.each<[string, Group, object]>([
    ["an invoice is locked until its day", group("invoice", { trigger: "2024-06-10" }), { ...lock, ground: "17(3)(b)", until: "2033-01-01" }],
    ["an old invoice goes", group("invoice", { trigger: "2014-06-30" }), { action: "erase", mode: null, ground: "17(1)(a)", until: null }],
    ["a newsletter goes: consent carried it", group("newsletter"), { action: "erase", ground: "17(1)(b)" }],
    ["its proof is locked", group("consent-proof", { trigger: "2026-11-23" }), { ...lock, ground: "17(3)(e)", until: "2030-01-01" }],
    ["a proof of a consent that this request ends", group("consent-proof"), { ...lock, ground: "17(3)(e)", until: "2030-01-01" }],
    ["the suppression entry stays", group("suppression"), { action: "keep", ground: "17(3)(b)", until: null }],
    ["a log row is shortened", group("server-log", { trigger: "2026-11-23T08:00:00Z" }), { action: "truncate", until: null }],
    ["a registration loses its person", group("product-registration"), { action: "unlink", ground: "17(1)(a)" }],
    ["a delivered order goes", group("order", { trigger: "2024-06-10" }), { action: "erase" }],
    ["an open order stays", group("order", { trigger: "2026-11-20", inUse: "open-order" }), { action: "keep", ground: "6(1)(b)", norm: "open-order" }],
    ["warranty keeps the order", group("order", { trigger: "2026-01-20", inUse: "warranty" }), { action: "keep", ground: "6(1)(b)", norm: "warranty" }],
    ["the winner's letters by their own rule", group("competition-winner", { rule: "letters", trigger: "2026-03-31" }), { ...lock, rule: "letters", until: "2033-01-01" }],
  ])("%s", (_, one, expected) => expect(erase(one)).toMatchObject(expected)); // prettier-ignore

  test.each<[string, Group, Partial<PlanInput>, object]>([
    ["a claim holds even what is due", group("invoice", { trigger: "2014-06-30" }), { holds: [{ kind: "claim", category: null }] }, { action: "keep", ground: "17(3)(e)", norm: "legal hold", until: null }],
    ["a hold on one record holds the group that it reaches", group("newsletter", { selector: "one" }), { holds: [{ kind: "claim", category: "order", groups: ['["shop","newsletter","one"]'] }] }, { action: "keep", norm: "legal hold" }],
    ["and no other of its category", group("invoice", { trigger: "2014-06-30", selector: "two" }), { holds: [{ kind: "claim", category: "invoice", groups: ['["shop","invoice","one"]'] }] }, { action: "erase" }],
    ["a tax hold of another category does not", group("invoice", { trigger: "2014-06-30" }), { holds: [{ kind: "tax", category: "order-email" }] }, { action: "erase" }],
    ["a tax hold does not reach what tax law does not keep", group("newsletter"), { holds: [{ kind: "tax", category: null }] }, { action: "erase" }],
    ["Art. 18 comes first", group("newsletter"), { art18: ["newsletter"] }, { action: "keep", ground: "18(2)" }],
    ["a reviewer's answer settles a doubt", group("order", { belongs: "ask", doubt: "name-differs" }), { answers: { [groupKey(group("order"))]: "theirs" } }, { action: "erase" }],
    ["a reviewer's answer settles that nothing could be compared", group("order", { belongs: "ask", doubt: "no-identifier" }), { answers: { [groupKey(group("order"))]: "theirs" } }, { action: "erase" }],
    ["what was not counted cannot be settled", group("order", { belongs: "ask", doubt: "no-identifier", count: null }), { answers: { [groupKey(group("order"))]: "theirs" } }, { action: "ask" }],
    ["a hold on everything keeps what nobody counted", group("order", { count: null }), { holds: [{ kind: "claim", category: null }] }, { action: "keep", ground: "17(3)(e)", norm: "legal hold", count: null }],
    ["one on its category too", group("order", { count: null }), { holds: [{ kind: "claim", category: "order" }] }, { action: "keep", norm: "legal hold" }],
    ["one on another category does not", group("order", { count: null }), { holds: [{ kind: "claim", category: "newsletter" }] }, { action: "ask" }],
    ["what may hang on the one record that is held is kept in doubt", group("order", { count: null, selector: "one" }), { holds: [{ kind: "claim", category: "invoice", groups: [], doubtful: ['["shop","order","one"]'] }] }, { action: "keep", norm: "legal hold in doubt" }],
    ["nobody is asked to delete by hand what is paused", group("order", { count: null }), { art18: ["order"] }, { action: "keep", ground: "18(2)" }],
    ["where no rule is known every hold counts", group("order", { count: null, rule: "nobody" }), { holds: [{ kind: "tax", category: null }] }, { action: "keep", norm: "legal hold", rule: null }],
    ["someone else's records are left alone", group("order", { belongs: "ask", doubt: "name-differs" }), { answers: { [groupKey(group("order"))]: "not-theirs" } }, { action: "keep", norm: "not-theirs" }],
  ])("%s", (_, one, more, expected) => expect(erase(one, more)).toMatchObject(expected)); // prettier-ignore

  test.each<[string, Partial<Group>, string]>([
    ["a mailbox of two", { belongs: "ask", doubt: "several-names" }, "several-names"],
    ["a source that did not answer", { count: null }, "source-unreachable"],
    ["no identifier", { doubt: "no-identifier" }, "no-identifier"],
    ["a rule nobody wrote", { rule: "nobody" }, "no-rule"],
    ["a category nobody wrote", { category: "nobody-knows" }, "no-rule"],
  ])("unknown means ask: %s", (_, more, doubt) => {
    expect(erase(group("order", more))).toMatchObject({ action: "ask", doubt, ground: null, rule: null });
  });
});

describe("a plan about some of the groups", () => {
  const account = group("account", { neededBy: ["invoice"] });
  const invoice = group("invoice", { trigger: "2024-06-10" });
  const all = input("erasure", [account, invoice]);
  test("has no other in it, and looks at the others all the same for what they need", () => {
    const some = draftPlan({ ...all, about: new Set([groupKey(account)]) });
    expect(some.map(({ category, action, until }) => [category, action, until])).toEqual([["account", "restrict", "2033-01-02"]]); // prettier-ignore
    // Alone it would be gone, and the invoice would point to nothing.
    expect(erase(account)).toMatchObject({ action: "erase" });
  });
  test("about none is empty, about nothing in particular it is about all", () => {
    expect(draftPlan({ ...all, about: new Set() })).toEqual([]);
    expect(draftPlan(all)).toHaveLength(2);
  });
});

describe("§ 147(3) sentence 5 AO: a paper whose period is over by the calendar", () => {
  const old = group("invoice", { trigger: "2014-06-30" });
  const waits = { action: "restrict", mode: "retention-lock", norm: taxYearOpen, ground: "17(3)(b)", until: null };
  test.each<[string, Group, number[] | null, object]>([
    ["waits for the release of its year", old, [], waits],
    ["does not go with another year", old, [2013, 2015], waits],
    ["goes when its year is released", old, [2014], { action: "erase" }],
    ["goes where the policy asks no finance", old, null, { action: "erase" }],
    ["is locked until its day before that", group("invoice", { trigger: "2024-06-10" }), [], { until: "2033-01-01" }],
    ["what no tax law keeps waits for nobody", group("newsletter", { trigger: "2014-06-30" }), [], { action: "erase" }],
  ])("%s", (_, one, years, expected) => {
    expect(erase(one, { releasedYears: years && new Set(years) })).toMatchObject(expected);
  });
});

describe("what the person chose", () => {
  const keepThem = { choice: { ...everything, keepLicences: true } };
  const giveUp = { choice: { ...everything, keepLicences: false } };
  test.each<[string, Group, Partial<PlanInput>, string]>([
    ["keep: the licence", group("licence", { inUse: "licence" }), keepThem, "keep"],
    ["keep: the address book goes all the same", group("address-book"), keepThem, "erase"],
    ["keep: an old activation goes all the same", group("licence", { rule: "activation-log", trigger: "2024-01-01" }), keepThem, "erase"],
    ["give up: the licence", group("licence", { inUse: "licence" }), giveUp, "unlink"],
    ["give up: the account", group("account"), giveUp, "erase"],
    ["not asked: nobody loses a licence", group("licence", { inUse: "licence" }), {}, "keep"],
    ["account only: the account", group("account"), { choice: { ...everything, scope: "account" } }, "erase"],
    ["account only: not the newsletter", group("newsletter"), { choice: { ...everything, scope: "account" } }, "keep"],
    ["chosen: the newsletter", group("newsletter"), { choice: { ...everything, scope: "categories", categories: ["newsletter"] } }, "erase"],
    ["chosen: nothing else", group("order"), { choice: { ...everything, scope: "categories", categories: ["newsletter"] } }, "keep"],
  ])("%s → %s", (_, one, more, action) => expect(erase(one, more).action).toBe(action)); // prettier-ignore

  test("what was not asked for says so, and needs no answer to a doubt", () => {
    const choice: ErasureChoice = { ...everything, scope: "categories", categories: ["newsletter"] };
    expect(erase(group("order", { count: null }), { choice })).toMatchObject({ ground: null, norm: "not-asked" });
  });
});

describe("what still runs keeps the account, by its own name", () => {
  const licence = group("licence", { inUse: "licence" });
  const order = group("order", { trigger: "2026-11-20", inUse: "open-order" });
  const device = group("product-registration", { inUse: "warranty" });
  const ticket = group("support-ticket", { source: "helpdesk", inUse: "contract" });
  const ended = group("licence", { trigger: "2024-01-01" });
  const doubtful = group("licence", { inUse: "licence", belongs: "ask", doubt: "name-differs" });
  const uncounted = group("licence", { source: "elsewhere", count: null });
  const account = (groups: Group[], keepLicences: boolean | null, more: Partial<PlanInput> = {}) => {
    const { action, norm } = draftPlan(input("erasure", [group("account"), ...groups], { choice: { ...everything, keepLicences }, ...more })).find(({ category }) => category === "account")!; // prettier-ignore
    return action === "keep" ? norm : action;
  };

  test.each<[string, Group[], boolean | null, string]>([
    ["a licence", [licence, order, device], true, "licence"],
    ["without one a warranty", [order, device], true, "warranty"],
    ["an open order", [order], true, "open-order"],
    ["an open question", [ticket], true, "contract"],
    ["nothing runs: nobody keeps it for a licence that does not exist", [], true, "erase"],
    ["a licence that has ended", [ended], true, "erase"],
    ["a licence that may be somebody else's, until a person said so", [doubtful], true, "erase"],
    ["what nobody can count may be a licence", [uncounted], true, "licence"],
    ["given up, whatever runs", [licence, order, device], false, "erase"],
    ["not asked", [order], null, "erase"],
  ])("%s", (_, groups, keepLicences, expected) => expect(account(groups, keepLicences)).toBe(expected));

  test("a licence of theirs by a reviewer's answer counts, one of somebody else's does not", () => {
    const answered = (answer: Answer) => account([doubtful], true, { answers: { [groupKey(doubtful)]: answer } });
    expect([answered("theirs"), answered("not-theirs")]).toEqual(["licence", "erase"]);
  });
  test("given up, an order and a warranty themselves stay until they are done", () => {
    const choice = { ...everything, keepLicences: false };
    const drafts = draftPlan(input("erasure", [order, device], { choice }));
    expect(drafts.map(({ norm }) => norm)).toEqual(["open-order", "warranty"]);
  });
  test("a device without a warranty stays for a licence, not for an order", () => {
    const choice = { ...everything, keepLicences: true };
    const own = (one: Group) => draftPlan(input("erasure", [group("product-registration"), one], { choice })).find(({ category }) => category === "product-registration"); // prettier-ignore
    expect(own(licence)).toMatchObject({ action: "keep", norm: "licence" });
    expect(own(order)).toMatchObject({ action: "unlink" });
  });
});

describe("the support profile stays as long as a ticket needs it", () => {
  const profile = group("support-profile");
  const ticket = group("support-ticket-contract", { trigger: "2026-02-01" });
  const of = (groups: Group[], more: Partial<PlanInput> = {}) =>
    draftPlan(input("erasure", groups, more)).find(({ category }) => category === "support-profile");

  test("goes alone", () => expect(of([profile])).toMatchObject({ action: "erase" }));
  test("is locked with the ticket", () =>
    expect(of([ticket, profile])).toMatchObject({ action: "restrict", ground: "17(3)(b)", until: "2033-01-01" }));
  test("goes when the ticket is somebody else's", () =>
    expect(of([ticket, profile], { answers: { [groupKey(ticket)]: "not-theirs" } })).toMatchObject({
      action: "erase",
    }));
  test("waits when nobody knows", () =>
    expect(of([{ ...ticket, count: null }, profile])).toMatchObject({ action: "ask", doubt: "source-unreachable" }));
  test("stays with tickets that were not asked for", () =>
    expect(of([ticket, profile], { choice: { ...everything, scope: "categories", categories: ["support-profile"] } })).toMatchObject({ action: "keep", ground: "6(1)(b)" })); // prettier-ignore
});

describe("Art. 15: access", () => {
  const doubtful = group("order", { belongs: "ask", doubt: "several-names" });
  const third = group("support-ticket", { doubt: "third-persons" });
  const both: Group = { ...doubtful, namesOthers: true };
  const reviewed = group("fraud-file");
  const answered = (one: Group, answer: Answer) => ({ answers: { [groupKey(one)]: answer } });
  test.each<[string, Group, Partial<PlanInput>, object]>([
    ["everything is handed out", group("order"), {}, { action: "export", ground: "15(3)" }],
    ["also what is held and locked", group("invoice"), { art18: ["invoice"], holds: [{ kind: "claim", category: null }] }, { action: "export" }],
    ["doubt about the person", doubtful, {}, { action: "ask", doubt: "several-names" }],
    ["answered: theirs", doubtful, answered(doubtful, "theirs"), { action: "export" }],
    ["answered: not theirs", doubtful, answered(doubtful, "not-theirs"), { action: "keep", ground: null, norm: "not-theirs" }],
    ["third persons in a ticket", third, {}, { action: "ask", doubt: "third-persons" }],
    ["whose it is does not say that it may be disclosed", third, answered(third, "theirs"), { action: "ask" }],
    ["theirs, and naming somebody else", both, answered(both, "theirs"), { action: "ask", doubt: "third-persons" }],
    ["disclosed after review", third, answered(third, "disclose"), { action: "export" }],
    ["withheld after review", reviewed, answered(reviewed, "withhold"), { action: "keep", ground: "15(4)" }],
    ["a category for review", reviewed, {}, { action: "ask", doubt: "after-review" }],
    ["a source that did not answer", group("order", { count: null }), {}, { action: "ask", doubt: "source-unreachable" }],
    ["a category nobody wrote", group("nobody-knows"), {}, { action: "ask", doubt: "no-rule" }],
  ])("%s", (_, one, more, expected) => expect(show(one, more)).toMatchObject(expected)); // prettier-ignore
});

test("a right without a plan has no drafts", () =>
  expect(() => draftPlan({ ...input("access", []), right: "intervention" })).toThrow());

describe("the finished plan", () => {
  const salt = Buffer.alloc(32, 7);
  const drafts = draftPlan(input("erasure", [group("order", { trigger: "2024-06-10", count: 3 }), group("order", { trigger: "2025-06-10", count: 4 }), group("invoice", { trigger: "2025-06-10" }), group("invoice", { trigger: "2024-06-10" })])); // prettier-ignore

  test("has exactly the keys of the contract, sorted, equal decisions merged", () => {
    const plan = finish(drafts);
    expect(plan.decisions.map(({ category, until, count }) => [category, until, count])).toEqual([
      ["invoice", "2033-01-01", 1],
      ["invoice", "2034-01-01", 1],
      ["order", null, 7],
    ]);
    expect(Object.keys(plan)).toEqual(["v", "request", "right", "policy", "decisions"]);
    expect(Object.keys(plan.decisions[0]!).join(" ")).toBe(
      "source category action mode ground rule norm until count list",
    );
  });

  test("its hash is the HMAC of the canonical plan under the request's salt", () => {
    const plan = finish(drafts);
    expect(planHash(plan, salt)).toBe(createHmac("sha256", salt).update(otherCanonicalize(plan)).digest("hex"));
    expect(planHash(plan, Buffer.alloc(32, 8))).not.toBe(planHash(plan, salt));
  });

  test("another count is another plan", () => {
    const plan = finish(drafts);
    const other = {
      ...plan,
      decisions: plan.decisions.map((decision, i) => (i === 0 ? { ...decision, count: 2 } : decision)),
    };
    expect(planHash(other, salt)).not.toBe(planHash(plan, salt));
  });
});
