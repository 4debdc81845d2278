/**
 * Art. 20(1), recital 68: what the file calls things, in words that other programs know (JSON-LD 1.1). The context lies in the file
 * and names no address that has to be called; what has no word in the vocabulary keeps its own name.
 */
import type { Policy } from "../policy/schema";
import type { PortableKind, TableSeen } from "./portable-kind";

export const contextName = "context.json";

type Vocabulary = NonNullable<Policy["vocabulary"]>;

/** The words of a table; null where the vocabulary has none. */
function wordsOf({ tables }: Vocabulary, { part }: Pick<TableSeen, "part">): Vocabulary["tables"][string] | null {
  const name = (part.split("/", 1)[0] ?? part).split("#", 1)[0] ?? part;
  return Object.hasOwn(tables, name) ? (tables[name] ?? null) : null;
}

/** The context of all files of data: each table a type, with the words for its fields in it alone. */
export function contextOf(vocabulary: Vocabulary, kinds: readonly PortableKind[]) {
  const tables = kinds.flatMap((kind) => [...kind.tables.values()]);
  const types = tables.flatMap((table) => {
    const words = wordsOf(vocabulary, table);
    if (!words) return [];
    const known = Object.entries(words.fields).filter(([column]) => table.fields.has(column));
    const terms = Object.fromEntries(known.map(([column, word]) => [column, `${vocabulary.iri}${word}`]));
    return [[table.name, { "@id": `${vocabulary.iri}${words.is}`, "@context": terms }] as const];
  });
  return { "@context": { "@version": 1.1, type: "@type", records: "@graph", ...Object.fromEntries(types) } };
}

/** What a field is called there, as a whole address; null where it has no word. */
export function meaningOf(vocabulary: Policy["vocabulary"], table: TableSeen, column: string): string | null {
  const word = vocabulary && wordsOf(vocabulary, table)?.fields[column];
  return word ? `${vocabulary.iri}${word}` : null;
}
