/** Kinds of data where people look for them: under the policy's topics, so that nobody reads forty names for one. */
import { policy } from "../../company";
import type { Language } from "../../letters/letter";
import type { Policy } from "../../policy/schema";

/** `label` is null for kinds that the policy puts under no topic. */
export type Topic<K> = { id: string; label: string | null; kinds: K[] };

/** The topics that have a kind among these, in the policy's order, and the rest last. A kind keeps its place among its topic's. */
export function inTopics<K extends { category: string }>(
  kinds: readonly K[],
  language: Language,
  { topics }: Pick<Policy, "topics"> = policy(),
): Topic<K>[] {
  const named = Object.entries(topics).map(([id, { label, categories }]): Topic<K> => ({
    id,
    label: label[language],
    kinds: categories.flatMap((category) => kinds.filter((kind) => kind.category === category)),
  }));
  const placed = new Set(Object.values(topics).flatMap(({ categories }) => categories));
  const rest = { id: "other", label: null, kinds: kinds.filter(({ category }) => !placed.has(category)) };
  return [...named, rest].filter((topic) => topic.kinds.length > 0);
}

/**
 * The kinds as one would tell them in a sentence: the first of each topic before what is further down in any, so that one topic does
 * not fill it. A place further down counts like two topics later: what comes last in the policy is not named before it.
 */
export function foremost<K extends { category: string }>(
  kinds: readonly K[],
  language: Language,
  own: Pick<Policy, "topics"> = policy(),
): K[] {
  const ids = [...Object.keys(own.topics), "other"];
  const placed = inTopics(kinds, language, own).flatMap(({ id, kinds: among }) =>
    among.map((kind, down) => ({ kind, down, place: ids.indexOf(id) + 2 * down })),
  );
  return placed.toSorted((a, b) => a.place - b.place || a.down - b.down).map(({ kind }) => kind);
}
