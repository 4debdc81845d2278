/**
 * A system that only a person can reach: each category becomes a task, with steps from the policy. What is in it is
 * not known here, so nothing is counted, listed or written. Whom it cannot know is nobody's task (Art. 5(1)(c)).
 */
import type { Group } from "../gdpr/plan-value";
import type { Policy } from "../policy/schema";
import type { Person, Source } from "./source";

export type ManualSource = Extract<Policy["sources"][string], { kind: "manual" }>;

/** The source `id`: one group for each of its categories, of unknown count; none for somebody who is not known there. */
export function manualSource(id: string, { categories, knownBy }: ManualSource): Source {
  return {
    id,
    kind: "manual",
    probe: async () => [],
    partOf: (group) => group.category,
    locate: async (person) => ({
      groups: isKnown(person, knownBy) ? categories.map((category) => task(id, category)) : [],
      learned: {},
    }),
    async *list() {},
    async *read() {},
    changed: async () => 0,
    left: async () => 0,
    close: async () => undefined,
  };
}

const isKnown = ({ ids = {} }: Person, knownBy: ManualSource["knownBy"]): boolean =>
  knownBy === undefined || knownBy.some((kind) => (ids[kind] ?? []).length > 0);

function task(source: string, category: string): Group {
  return {
    source,
    category,
    rule: null,
    trigger: null,
    since: null,
    count: null,
    belongs: "mine",
    doubt: null,
    inUse: null,
    selector: "manual",
  };
}
