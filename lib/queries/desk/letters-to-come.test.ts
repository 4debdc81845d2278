import { expect, test } from "vitest";
import { lettersToCome } from "./letters-to-come";
import type { DeskOverride, DeskRequest, Line } from "./request";

type Planned = Parameters<typeof lettersToCome>[0];
const event = (seq: number, fact: string, data: DeskRequest["events"][number]["data"]) => ({
  seq,
  fact,
  data,
  at: "2026-11-26T10:00:00Z",
  role: "reviewer",
});
const line = { source: "shop", category: "order", ground: "15(4)", norm: null, until: null };
const override: DeskOverride = { ...line, id: "1", from: "export", to: "keep" };
const planned = (more: Partial<Planned> = {}): Planned => ({
  right: "access",
  state: "planned",
  planHash: "a",
  byHand: false,
  weighed: [],
  purposes: [],
  overrides: [],
  decisions: [],
  events: [],
  ...more,
});

test("a plan leads to its answer, and to a refusal of what it keeps back as long as a line of it does", () => {
  expect(lettersToCome(planned())).toEqual([{ kind: "access", worded: false }]);
  const kept = [{ ...line, action: "keep", overridden: true } as unknown as Line];
  expect(lettersToCome(planned({ overrides: [override], decisions: kept })).map(({ kind }) => kind)).toEqual([
    "partial-refusal",
    "access",
  ]);
  expect(lettersToCome(planned({ overrides: [override] })).map(({ kind }) => kind)).toEqual(["access"]);
});

test.each<[string, Partial<Planned>]>([
  ["it is being made anew", { planHash: null }],
  ["it is approved", { state: "approved" }],
  ["a person answers", { byHand: true }],
  ["it is weighed", { weighed: ["newsletter"] }],
  [
    "it ended at once and was answered",
    {
      right: "withdrawal",
      state: "fulfilled",
      planHash: null,
      purposes: ["newsletter"],
      events: [event(3, "notified", { kind: "withdrawal" })],
    },
  ],
  [
    "it ends at once, before it is known whose it is",
    { right: "objection", state: "received", planHash: null, purposes: ["newsletter"] },
  ],
])("none is shown ahead when %s", (_, more) => expect(lettersToCome(planned(more))).toEqual([]));

test("what ends at once is answered by rule, and its letter is shown as long as a system has not followed", () => {
  const ending = {
    right: "withdrawal" as const,
    state: "identified" as const,
    planHash: null,
    purposes: ["newsletter"],
  };
  expect(lettersToCome(planned(ending))).toEqual([{ kind: "withdrawal", worded: false }]);
});

test("one is worded from its draft on, until it stands again as in every letter or was sent", () => {
  const worded = (...events: DeskRequest["events"]) => lettersToCome(planned({ events }))[0]?.worded;
  const draft = event(5, "worded", { letter: "access", texts: 1 });
  expect(worded(draft)).toBe(true);
  expect(worded(event(4, "worded", { letter: "refusal", texts: 1 }))).toBe(false);
  expect(worded(draft, event(6, "worded", { letter: "access", texts: 0 }))).toBe(false);
  expect(worded(draft, event(6, "notified", { kind: "access" }))).toBe(false);
});
