/** Art. 7(3), 21: in which systems rows carry a purpose out, so that it ends in them. */
import type { Policy } from "./schema";

type Source = Policy["sources"][string];

/** Whether some records of the system are there for one of these purposes. */
export function endsIn(source: Source, purposes: readonly string[]): boolean {
  const uses = [
    ...("use" in source ? [source.use] : []),
    ...("tables" in source ? Object.values(source.tables).map(({ use }) => use) : []),
    ...("collections" in source ? Object.values(source.collections).map(({ use }) => use) : []),
  ];
  return uses.some((use) => use !== undefined && purposes.includes(use));
}
