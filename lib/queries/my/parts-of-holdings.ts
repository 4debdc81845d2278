/** Which kinds of data become known together: those that the same systems hold, for a page that shows each as its systems answer. */
import { policy } from "../../company";
import type { Language } from "../../letters/letter";
import { categoriesOf } from "../../policy/categories-of";
import { mayNameSystem } from "../../policy/may-name-system";
import type { Policy } from "../../policy/schema";

export type PartOfHoldings = { sources: string[]; categories: string[] };

/** What a page says while systems are asked: their names, those by hand left out, and which kinds they answer for together. */
export function askedTogether(language: Language): {
  systems: { id: string; name: string }[];
  parts: { sources: string[]; kinds: { category: string; label: string }[] }[];
} {
  const own = policy();
  const systems = Object.entries(own.sources)
    .filter(([id, { kind }]) => kind !== "manual" && mayNameSystem(id, own))
    .map(([id, { label }]) => ({ id, name: label[language] }));
  const named = (category: string) => ({ category, label: own.categories[category]?.label[language] ?? category });
  const parts = partsOfHoldings(own).map(({ sources, categories }) => ({ sources, kinds: categories.map(named) }));
  return { systems, parts };
}

/** In the policy's order of categories. Kinds that no source holds, or that wait for a review, are in none. */
export function partsOfHoldings({ sources, categories }: Pick<Policy, "sources" | "categories">): PartOfHoldings[] {
  const holding = Object.entries(sources).map(([id, source]) => ({ id, holds: new Set(categoriesOf(source)) }));
  const parts = new Map<string, PartOfHoldings>();
  for (const [category, { disclose }] of Object.entries(categories)) {
    const asked = holding.filter(({ holds }) => holds.has(category)).map(({ id }) => id);
    if (asked.length === 0 || disclose !== "always") continue;
    const known = parts.get(asked.join(" ")) ?? { sources: asked, categories: [] };
    known.categories.push(category);
    parts.set(asked.join(" "), known);
  }
  return [...parts.values()];
}
