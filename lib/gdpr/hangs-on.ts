/**
 * Art. 17(3)(e): whether a record of one system hangs on a record of another, by what it calls that one. Only a name that is known to
 * mean another record of the same person lets it go; whatever says less is doubt, and doubt holds.
 */

/** What records are called elsewhere, by kind of id: `{ order: ["KW-2026-0815"] }`. */
export type Names = Readonly<Record<string, readonly string[]>>;

/** `hangs`: on the held record. `may`: nobody can tell. `free`: on another one of the person. */
export type Hanging = "hangs" | "may" | "free";

/** `named`: what the record names; `held`: how the held record is called; `known`: everything of the person that has such a name. */
export function hanging(named: Names, held: Names, known: Names): Hanging {
  const all = Object.entries(named).flatMap(([kind, values]) => values.map((value) => ({ kind, value })));
  if (all.some(({ kind, value }) => held[kind]?.includes(value))) return "hangs";
  const another = ({ kind, value }: { kind: string; value: string }) =>
    (held[kind] ?? []).length > 0 && (known[kind]?.includes(value) ?? false);
  return all.length > 0 && all.every(another) ? "free" : "may";
}

/** How a record is called: of all names that are known for the person's records, those that stand in its own values. */
export function namesIn(values: Readonly<Record<string, unknown>>, known: Names): Record<string, string[]> {
  const own = new Set(Object.values(values).flatMap((value) => (isText(value) ? [String(value)] : [])));
  return Object.fromEntries(
    Object.entries(known).flatMap(([kind, all]) => {
      const found = all.filter((value) => own.has(value));
      return found.length > 0 ? [[kind, found]] : [];
    }),
  );
}

const isText = (value: unknown): value is string | number => typeof value === "string" || typeof value === "number";
