/**
 * The assignments of an UPDATE of `t0`. A value inside a JSON column is changed there and leaves its neighbours as they
 * are; several values of one column are one assignment, because a statement may assign a column once.
 */
import type { Mapped } from "./model";
import { quoted, quotedText } from "./sql";

/** A column or JSON value, the SQL of what it becomes, and the condition under which (always, when absent). */
export type Assigned = { column: string; value: string; when?: string };

/** `"a" = …, "b" = …`, each stored column once. */
export function assigned(mapped: Mapped, all: readonly Assigned[]): string {
  const byColumn = new Map<string, string>();
  for (const each of all) {
    const inside = mapped.table.json[each.column];
    const stored = inside?.column ?? each.column;
    const before = byColumn.get(stored) ?? `t0.${quoted(stored)}`;
    byColumn.set(stored, inside ? within(mapped, inside, each, before) : conditional(each.when, each.value, before));
  }
  return [...byColumn].map(([column, value]) => `${quoted(column)} = ${value}`).join(", ");
}

function conditional(when: string | undefined, value: string, otherwise: string): string {
  return when === undefined ? value : `CASE WHEN ${when} THEN ${value} ELSE ${otherwise} END`;
}

type Inside = Mapped["table"]["json"][string];

/** An empty value is stored as JSON null, so that the shop's programs still find the key; one that is not there is not made. */
function within(mapped: Mapped, { column, path }: Inside, { value, when }: Assigned, before: string): string {
  const type = mapped.type(column);
  const keys = `ARRAY[${path.map(quotedText).join(", ")}]`;
  const text = `(${value})::text`;
  const json = `coalesce(to_jsonb(${text}), 'null'::jsonb), ${text} IS NOT NULL`;
  return conditional(when, `jsonb_set((${before})::jsonb, ${keys}, ${json})::${type}`, before);
}
