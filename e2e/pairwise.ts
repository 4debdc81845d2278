/** Pairwise choice: few combinations of several factors in which any two values of two factors meet at least once. */

type Factors = Record<string, readonly unknown[]>;
export type Combination<F extends Factors> = { [Name in keyof F]: F[Name][number] };

/** Every combination of the factors' values, the last factor's changing fastest. */
export function combinations<const F extends Factors>(factors: F): Combination<F>[] {
  return Object.entries(factors).reduce<Record<string, unknown>[]>(
    (all, [name, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  ) as Combination<F>[];
}

/**
 * Combinations of the factors' values, such that each pair of values of two factors occurs in one of them. Takes the
 * combination that brings most new pairs each time, the first one among equals, so it gives the same list each time.
 */
export function pairwise<const F extends Factors>(factors: F): Combination<F>[] {
  const all = combinations(factors);
  const open = new Set(all.flatMap(pairsOf));
  const chosen: Combination<F>[] = [];
  const brings = (one: Combination<F>) => pairsOf(one).filter((pair) => open.has(pair)).length;
  while (open.size > 0) {
    const best = all.reduce((most, one) => (brings(one) > brings(most) ? one : most));
    chosen.push(best);
    for (const pair of pairsOf(best)) open.delete(pair);
  }
  return chosen;
}

/** The pairs of values that meet in one combination, as texts that can be compared. */
export function pairsOf(combination: object): string[] {
  const values = Object.entries(combination).map(([name, value]) => `${name}=${String(value)}`);
  return values.flatMap((one, at) => values.slice(at + 1).map((other) => `${one} ${other}`));
}
