import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineKey } from "./line";
import { overrideGrounds } from "./overridable";
import type { Override } from "./override";
import { draftPlan, groupKey, type PlanInput } from "./plan";
import { anyInput, categories, finish, gone } from "./plan.fixture";
import type { Draft, Group } from "./plan-value";

const linesByGroup = (drafts: readonly Draft[]): Map<string, Draft> =>
  new Map(drafts.flatMap((draft) => draft.groups.map((one) => [groupKey(one), draft] as const)));

describe("properties of every plan", () => {
  test("it covers each group exactly once, and no record is lost", () =>
    fc.assert(
      fc.property(anyInput, (given) => {
        const drafts = draftPlan(given);
        const covered = drafts.flatMap(({ groups }) => groups);
        expect(covered.map(groupKey).toSorted()).toEqual(given.groups.map(groupKey).toSorted());
        for (const { groups, count } of drafts) {
          const known = groups.every((one) => one.count !== null);
          expect(count).toBe(known ? groups.reduce((sum, one) => sum + (one.count ?? 0), 0) : null);
        }
      }),
    ));

  test("nothing goes without a rule, a norm and a ground", () =>
    fc.assert(
      fc.property(anyInput, (given) => {
        for (const { action, category, rule, norm, ground, count } of draftPlan(given).filter((d) =>
          gone.includes(d.action),
        )) {
          expect(action && categories[category]?.rules.map(({ id }) => id)).toContain(rule);
          expect(norm && ground).toBeTruthy();
          expect(count).not.toBeNull();
        }
      }),
    ));

  test("a lock names its norm; nothing else has a mode", () =>
    fc.assert(
      fc.property(anyInput, (given) => {
        for (const { action, mode, norm, ground } of draftPlan(given)) {
          const lock = given.right === "restriction" ? "art18" : "retention-lock";
          expect(mode).toBe(action === "restrict" ? lock : null);
          if (mode) expect(ground).toBeTruthy();
          if (mode === "retention-lock") expect(norm).toBeTruthy();
        }
      }),
    ));

  test("unknown is asked: a category without rules never goes and is never handed out", () =>
    fc.assert(
      fc.property(anyInput, (given) => {
        for (const draft of draftPlan(given).filter(({ category }) => category === "nobody-knows"))
          expect(["ask", "keep"]).toContain(draft.action);
      }),
    ));

  test("a hold or a restriction never enlarges what goes", () =>
    fc.assert(
      fc.property(anyInput, (given) => {
        const going = (more: Partial<PlanInput>) => new Set(draftPlan({ ...given, ...more }).filter((d) => gone.includes(d.action)).flatMap((d) => d.groups.map(groupKey)));
        const free = going({ holds: [], art18: [] });
        for (const key of going({})) expect(free).toContain(key);
      }),
    )); // prettier-ignore

  test("no override lets go what is asked, held, paused, somebody else's or kept by a statutory duty", () =>
    fc.assert(
      fc.property(anyInput, fc.constantFrom(...overrideGrounds), (input, ground) => {
        const given: PlanInput = { ...input, right: "erasure", pause: null };
        const said = ground.startsWith("17(3)") ? { norm: "12 C 3/26", until: "2040-01-01" } : { norm: null, until: null };
        const ruled = draftPlan(given);
        const overrides = ruled.map((line): Override => ({ line: lineKey(line), ground, ...said }));
        const [before, after] = [linesByGroup(ruled), linesByGroup(draftPlan({ ...given, overrides }))];
        expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted());
        for (const [key, line] of before) {
          const fixed = line.action === "ask" || line.norm === "not-theirs" || line.norm === "legal hold" || line.norm === "art18";
          const statutory = line.action === "keep" && line.ground === "17(3)(b)";
          if (fixed || statutory) expect(gone).not.toContain(after.get(key)?.action);
          // What went may stay, what stayed may go; nothing that goes does so without ground, rule and norm.
          if (gone.includes(after.get(key)?.action ?? "")) expect(after.get(key)).toMatchObject({ ground: expect.any(String), rule: expect.any(String), norm: expect.any(String) });
        }
      }),
    )); // prettier-ignore
  test("it does not depend on the order of the groups", () =>
    fc.assert(
      fc.property(anyInput, (given) => {
        const plan = (groups: readonly Group[]) => finish(draftPlan({ ...given, groups }));
        expect(plan(given.groups.toReversed())).toEqual(plan(given.groups));
      }),
    ));
});
