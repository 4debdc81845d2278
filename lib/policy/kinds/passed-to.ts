import type { Table } from "../schema";

/** The recipients that rows of a table can name, each once, in the order of the mapping. */
export function namedBy({ passedTo }: Table): string[] {
  if (!passedTo) return [];
  return [...new Set(Object.values("is" in passedTo ? passedTo.is : passedTo.filled))];
}
