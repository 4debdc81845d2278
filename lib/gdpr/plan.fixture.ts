/** The model policy's categories, and the groups and situations that the tests of plans start from. */
import fc from "fast-check";
import { answers } from "./facts";
import { type draftPlan, finishPlan, groupKey, type PlanInput } from "./plan";
import type { ErasureChoice, Group } from "./plan-value";
import { rules } from "./retention.fixture";
import type { Right } from "./right";
import { deciders } from "./rights";
import { purposes, purposesOf, rightsOf } from "./rights.fixture";

/** The rights that a plan is made for. */
const planned = (Object.keys(deciders) as Right[]).filter((right) => deciders[right]);

export const categories = Object.fromEntries(
  Object.entries(rules).map(([id, its]) => {
    const reviewed = id === "authority-disclosure" || id === "fraud-file";
    const disclose = reviewed ? ("after-review" as const) : ("always" as const);
    return [id, { rules: its, disclose, purposes: purposesOf(id), rights: rightsOf(id) }];
  }),
);

export const everything: ErasureChoice = {
  scope: "everything",
  categories: [],
  keepLicences: null,
  doNotContact: false,
};
export const group = (category: string, more: Partial<Group> = {}): Group => ({
  source: "shop",
  category,
  rule: null,
  trigger: null,
  since: null,
  count: 1,
  belongs: "mine",
  doubt: null,
  inUse: null,
  selector: `${category} ${more.trigger ?? ""}`,
  ...more,
});
export const input = (right: Right, groups: Group[], more: Partial<PlanInput> = {}): PlanInput => ({
  right,
  groups,
  categories,
  purposes,
  today: "2026-11-23T12:00:00Z",
  zone: "Europe/Berlin",
  entity: "standard",
  holds: [],
  art18: [],
  choice: right === "erasure" ? everything : null,
  pause: null,
  ended: [],
  answers: {},
  ...more,
});
const anyGroup: fc.Arbitrary<Group> = fc.record({
  source: fc.constantFrom("shop", "helpdesk"),
  category: fc.constantFrom(...Object.keys(rules), "nobody-knows"),
  rule: fc.constantFrom(null, null, "nobody"),
  trigger: fc.constantFrom(null, "2014-06-30", "2019-03-05", "2024-06-10", "2026-11-23", "2026-11-16T12:00:00Z"),
  since: fc.constant(null),
  count: fc.option(fc.nat(1000), { freq: 9 }),
  belongs: fc.constantFrom("mine", "mine", "ask"),
  doubt: fc.constantFrom(null, null, "several-names", "third-persons", "no-rule"),
  inUse: fc.constantFrom(null, null, "open-order", "licence"),
  selector: fc.uuid(),
});
export const anyInput: fc.Arbitrary<PlanInput> = fc
  .record({
    right: fc.constantFrom(...planned),
    groups: fc.array(anyGroup, { maxLength: 30 }),
    holds: fc.array(fc.record({ kind: fc.constantFrom("tax", "claim", "recall"), category: fc.constantFrom(null, "invoice", "newsletter") }), { maxLength: 2 }),
    art18: fc.subarray(["invoice", "order", "newsletter"]),
    scope: fc.constantFrom("everything", "account", "categories"),
    keepLicences: fc.option(fc.boolean()),
    ended: fc.subarray(["newsletter a", "retargeting a", "server-log f", "newsletter"]),
    paused: fc.option(fc.subarray(["invoice", "order", "newsletter"], { minLength: 1 })),
    answered: fc.array(fc.constantFrom(undefined, ...answers), { minLength: 30, maxLength: 30 }),
  })
  .map(({ right, groups, holds, art18, scope, keepLicences, answered, ended, paused }) => {
    const given = groups.flatMap((one, i) => (answered[i] ? [[groupKey(one), answered[i]] as const] : []));
    const choice: ErasureChoice = { scope, categories: ["newsletter", "order"], keepLicences, doNotContact: false };
    const pause = right === "restriction" ? { ground: "18(1)(c)" as const, categories: paused } : null;
    return input(right, groups, { holds, art18, choice, pause, ended, answers: Object.fromEntries(given) });
  }); // prettier-ignore
export const gone = ["erase", "unlink", "truncate"];

export const finish = (drafts: ReturnType<typeof draftPlan>) =>
  finishPlan({ request: "R-0K3V9T2M7QX4B8NC", right: "erasure", policy: "2026-11" }, drafts.map((draft) => ({ ...draft, list: null }))); // prettier-ignore
