/** Art. 17(3)(e): which systems cannot say whether what they hold hangs on one record of another system, by the policy. */
import { categoriesOf } from "./categories-of";
import type { Policy } from "./schema";

/** Ids of the systems besides `holder` that keep what may hang on a held record. What only people look into is asked of them. */
export const cannotTell = ({ sources, categories }: Pick<Policy, "sources" | "categories">, holder: string): string[] =>
  Object.entries(sources).flatMap(([id, source]) => {
    if (id === holder || source.kind === "manual" || namesAlways(source)) return [];
    return categoriesOf(source).every((one) => categories[one]?.standsAlone) ? [] : [id];
  });

const namesAlways = (source: Policy["sources"][string]): boolean =>
  source.kind === "http" && Object.values(source.collections).every(({ names }) => Object.keys(names).length > 0);
