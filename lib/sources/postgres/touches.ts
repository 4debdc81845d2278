/**
 * Art. 17(3)(e): a hold on one record. Whether listed rows are that record, or hang on it by the paths of the mapping,
 * however far: the lines of an order, what was delivered of it.
 */
import type { Item, RecordAt } from "../source";
import { batches, listed } from "./batch";
import type { Database } from "./connection";
import type { Mapped, Model } from "./model";
import { keyValues } from "./row";
import { all, any, binding, type Binding } from "./sql";
import { alike } from "./tree";

/** Rows that are gone touch nothing. Throws on a part or a key that the mapping does not have. */
export async function touches(
  database: Database,
  model: Model,
  record: RecordAt,
  items: readonly Item[],
): Promise<boolean> {
  const held: Held = { mapped: model.part(record.part).table, key: record.key };
  for (const { part, items: some } of batches(model, items)) {
    const bound = binding();
    const is = reaching({ mapped: part.table, alias: "t0" }, held, bound);
    if (is === null) continue;
    const { rows, same } = listed(part, some, bound);
    const text = `SELECT EXISTS (SELECT FROM ${part.table.sql} t0 JOIN ${rows} ON ${same} WHERE ${is}) AS found`;
    const statement = { text, values: bound.values };
    const [row] = await database.reading((reader) => reader.rows<{ found: boolean }>(statement));
    if (row?.found) return true;
  }
  return false;
}

type Held = { mapped: Mapped; key: string };
type At = { mapped: Mapped; alias: string };

/** That the row at `alias` is the held one or hangs on it; null where none of its paths leads there. */
function reaching({ mapped, alias }: At, held: Held, bound: Binding): string | null {
  if (isSame(mapped, held)) return names({ mapped, alias }, mapped.table.key, held, bound);
  const ways = mapped.parents.flatMap(({ columns, parent }, at) => {
    // The row above may be gone already; what points to it names it all the same.
    if (isSame(parent, held)) return [names({ mapped, alias }, columns, held, bound)];
    const above = { mapped: parent, alias: `${alias}_${at}` };
    const further = reaching(above, held, bound);
    if (further === null) return [];
    const links = parent.table.key.map((key, n) => alike(above, key, { mapped, alias }, columns[n] ?? ""));
    return [`EXISTS (SELECT FROM ${parent.sql} ${above.alias} WHERE ${all([...links, further])})`];
  });
  return ways.length === 0 ? null : any(ways);
}

/** Several entries of the mapping may be about rows of one table. */
const isSame = (mapped: Mapped, held: Held): boolean => mapped.sql === held.mapped.sql;

/** Compared by the key's type where the columns have it, else as text. */
function names({ mapped, alias }: At, columns: readonly string[], held: Held, { bind }: Binding): string {
  const values = keyValues(held.mapped, held.key);
  const same = columns.map((column, at) => {
    const [own, type] = [mapped.type(column), held.mapped.type(held.mapped.table.key[at] ?? "")];
    const value = mapped.value(column, alias);
    return own === type ? `(${value}) = ${bind(values[at], type)}` : `(${value})::text = ${bind(values[at], "text")}`;
  });
  return all(same);
}
