/** Systems that said nothing, and what others left open: as a page names them. */
import type { Actor } from "../../actor";
import { policy } from "../../company";
import type { Language } from "../../letters/letter";
import { mayName } from "../../gdpr/disclosure";
import { categoriesOf } from "../../policy/categories-of";
import { mayNameSystem } from "../../policy/may-name-system";
import type { Policy } from "../../policy/schema";

export type Unheard = {
  unreachable: readonly string[];
  inPart: readonly { source: string; categories: readonly string[] }[];
};

/** What did not answer, in the reader's language. */
export const silentTo = ({ language }: Pick<Actor, "language">, asked: Unheard): string[] =>
  silentNames(asked, policy(), language);

/** "Shop", or "Shop (orders, invoices)" where it told the rest. What waits for a review is not named, nor a system for its sake. */
export function silentNames({ unreachable, inPart }: Unheard, own: Policy, language: Language): string[] {
  const named = (source: string) => own.sources[source]?.label[language] ?? source;
  const kinds = (categories: readonly string[]) =>
    categories.flatMap((id) => {
      const known = own.categories[id];
      return known && mayName(id, own) ? [known.label[language]] : [];
    });
  return [
    ...unreachable.filter((source) => mayNameSystem(source, own)).map(named),
    ...inPart.flatMap(({ source, categories }) => {
      const labels = kinds(categories);
      return labels.length > 0 ? [`${named(source)} (${labels.join(", ")})`] : [];
    }),
  ];
}

/** Kinds of data of which a system did not say whether it holds any. */
export function silentKinds({ unreachable, inPart }: Unheard, own: Policy): string[] {
  const whole = unreachable.flatMap((source) => {
    const known = own.sources[source];
    return known ? categoriesOf(known) : [];
  });
  return [...new Set([...whole, ...inPart.flatMap(({ categories }) => categories)])];
}
