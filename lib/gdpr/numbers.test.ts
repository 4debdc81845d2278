import fc from "fast-check";
import { expect, test } from "vitest";
import { numbers, planTotal, recordsOf, type Outcome } from "./numbers";
import { actions, type Decision, type Plan } from "./plan-value";

const decision = (action: Decision["action"], count: number | null, norm: string | null = null): Decision => ({
  source: "shop",
  category: "order",
  action,
  mode: null,
  ground: null,
  rule: null,
  norm,
  until: null,
  count,
  list: null,
});
const planOf = (decisions: Decision[]): Plan => ({
  v: 1,
  request: "R-0K3V9T2M7QX4B8NC",
  right: "erasure",
  policy: "1",
  decisions,
});
test("every line of the plan is one number of the answer", () => {
  const plan = planOf([
    decision("erase", 10),
    decision("truncate", 4),
    decision("unlink", 3),
    decision("restrict", 5),
    decision("keep", 2),
    decision("keep", 9, "not-theirs"),
    decision("ask", null),
    decision("ask", 6),
    decision("export", 8),
  ]);
  const ran = (done: number, gone = 0, held = 0, left = 0): Outcome => ({ done, gone, held, left });
  const outcomes = [ran(6, 2, 1, 1), ran(4), ran(3), ran(5), null, null, null, null, ran(8)];
  expect(numbers(plan, outcomes, 2)).toEqual({
    handedOut: 8,
    erased: 5,
    shortened: 4,
    unlinked: 3,
    locked: 5,
    paused: 0,
    corrected: 0,
    stopped: 0,
    kept: 3,
    notFound: 2,
    notSearchable: 1,
    open: 8,
    notTheirs: 9,
    arrivedLater: 2,
  });
});

test("a system that nobody could count is no record: it is in no sum", () => {
  const plan = planOf([decision("erase", 1400), ...Array.from({ length: 8 }, () => decision("ask", null))]);
  expect(planTotal(plan)).toBe(1400);
  const found = numbers(plan, [{ done: 1400, gone: 0, held: 0, left: 0 }], 4);
  expect(found).toMatchObject({ erased: 1400, notSearchable: 8, arrivedLater: 4 });
  expect(recordsOf(found)).toBe(1400);
});

test("what is to be locked and is not yet is kept, never under way", () => {
  const plan = planOf([
    decision("restrict", 5),
    decision("restrict", 4),
    { ...decision("restrict", 3), mode: "art18" },
  ]);
  const found = numbers(plan, [null, { done: 2, gone: 0, held: 0, left: 1 }, null], 0);
  expect(found).toMatchObject({ locked: 1, kept: 8, open: 3, paused: 0 });
});

test("nothing is said to be gone before it ran", () => {
  expect(numbers(planOf([decision("erase", 7)]), [], 0)).toMatchObject({ erased: 0, open: 7 });
});

test("more outcomes than were approved is no answer but a fault", () => {
  expect(() => numbers(planOf([decision("erase", 1)]), [{ done: 2, gone: 0, held: 0, left: 0 }], 0)).toThrow();
});

test("the numbers add up to the approved plan, whatever ran", () => {
  const line = fc.record({
    action: fc.constantFrom(...actions),
    count: fc.option(fc.nat(50), { freq: 9 }),
    norm: fc.constantFrom(null, "not-theirs"),
    parts: fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)),
    left: fc.nat(60),
    ran: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(line), fc.nat(5), (lines, arrivedLater) => {
      const plan = planOf(lines.map(({ action, count, norm }) => decision(action, count, norm)));
      const outcomes = lines.map(({ count, parts, left, ran }): Outcome | null => {
        if (!ran) return null;
        const done = parts[0] % ((count ?? 0) + 1);
        const gone = parts[1] % ((count ?? 0) - done + 1);
        return { done, gone, held: parts[2] % ((count ?? 0) - done - gone + 1), left };
      });
      const found = numbers(plan, outcomes, arrivedLater);
      expect(recordsOf(found)).toBe(planTotal(plan));
      expect(found.notSearchable).toBe(lines.filter(({ count }) => count === null).length);
      expect(Math.min(...Object.values(found))).toBeGreaterThanOrEqual(0);
    }),
  );
});
