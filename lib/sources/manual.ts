/**
 * A system that only a person can reach: each category becomes a task, with steps from the policy. What is in it is
 * not known here, so nothing is counted, listed or written.
 */
import type { Group } from "../gdpr/plan-value";
import type { Policy } from "../policy/schema";
import type { Source } from "./source";

export type ManualSource = Extract<Policy["sources"][string], { kind: "manual" }>;

/** The source `id`: one group for each of its categories, of unknown count. */
export function manualSource(id: string, { categories }: ManualSource): Source {
  return {
    id,
    kind: "manual",
    probe: async () => [],
    partOf: (group) => group.category,
    locate: async () => ({ groups: categories.map((category) => task(id, category)), learned: {} }),
    async *list() {},
    async *read() {},
    changed: async () => 0,
    left: async () => 0,
    close: async () => undefined,
  };
}

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
