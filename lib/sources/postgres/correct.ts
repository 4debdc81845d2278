/**
 * Art. 16: listed rows are set right. Each item carries its own new values, as text; a column that an item does not name
 * stays. Only columns that the mapping lets be corrected are written.
 */
import type { Item } from "../source";
import { assigned } from "./assign";
import { listed } from "./batch";
import { correctedColumns } from "./columns";
import type { Part } from "./model";
import { version } from "./row";
import { all, any, binding, type Binding, type Statement } from "./sql";

/** Writes the items' values where they differ. Throws on a column that the mapping does not let be corrected. */
export function correcting(part: Part, items: readonly Item[]): Statement {
  const bound = binding();
  const given = valuesOf(part, items, bound);
  const text = `UPDATE ${part.table.sql} t0 SET ${assigned(part.table, given.columns)} FROM ${given.rows}
    WHERE ${all([given.same, given.differs])}`;
  return { text, values: bound.values };
}

/** How many of the listed rows do not have their new values yet; `altered`: and have another content than listed. */
export function uncorrected(part: Part, items: readonly Item[], { altered = false } = {}): Statement {
  const bound = binding();
  const given = valuesOf(part, items, bound);
  const conditions = [given.differs, ...(altered ? [`${version(part)} <> l.version`] : [])];
  const text = `SELECT count(*)::text AS count FROM ${given.rows} JOIN ${part.table.sql} t0 ON ${given.same}
    WHERE ${all(conditions)}`;
  return { text, values: bound.values };
}

function valuesOf(part: Part, items: readonly Item[], bound: Binding) {
  const may = new Set(correctedColumns(part.table.table));
  const columns = [...new Set(items.flatMap(({ values = {} }) => Object.keys(values)))].toSorted();
  const stray = columns.find((column) => !may.has(column));
  if (stray !== undefined) throw new Error(`the mapping does not let ${part.table.id}.${stray} be corrected`);
  if (columns.length === 0) throw new Error(`a correction of ${part.table.id} has no values`);
  const more = Object.fromEntries(
    columns.flatMap((column, at) => [
      [`n${at}`, items.map(({ values = {} }) => (column in values ? "yes" : null))],
      [`v${at}`, items.map(({ values = {} }) => values[column] ?? null)],
    ]),
  );
  const from = listed(part, items, bound, { version: items.map((item) => item.version), ...more });
  const written = columns.map((column, at) => {
    const type = part.table.type(column);
    const [stored, value] = [part.table.value(column), `l.v${at}::${type}`];
    // A fixed width pads what it stores: compared as stored. A number has its digits from its column: compared as a number.
    const texts = type === "numeric" ? [stored, value] : [`(${stored})::text`, `(${value})::text`];
    return { column, value, when: `l.n${at} IS NOT NULL`, differs: texts.join(" IS DISTINCT FROM ") };
  });
  const differs = any(written.map(({ when, differs: other }) => `(${when} AND ${other})`));
  return { ...from, columns: written, differs };
}
