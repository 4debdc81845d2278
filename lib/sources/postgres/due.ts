/** Records whose time has come without a request: what the sweeps carry out. */
import { ended } from "./ending";
import { unkept } from "./keepers";
import type { Model, Part } from "./model";
import { before } from "./moment";
import { keyOrder, keyText, keyValues, present, rowFacts, version } from "./row";
import { all, binding, type Binding, type Statement } from "./sql";
import { filters } from "./tree";

/** What is asked for: a part, the exclusive instant, the key after which to go on, and at most how many. */
export type Overdue = { part: Part; cutoff: string; after: string | null; limit: number };

/**
 * Rows `{key, version}` in key order whose trigger lies before the cut-off, that are not yet in the end state of
 * their rule, and that no live matter needs. Null when the part has no trigger: its time never comes by itself.
 */
export function overdue(model: Model, { part, cutoff, after, limit }: Overdue): Statement | null {
  if (part.trigger === null) return null;
  const { table } = part;
  const bound = binding();
  const conditions = isDue(model, { part, cutoff }, bound);
  if (after !== null) conditions.push(`(${keyOrder(table).join(", ")}) > (${place(part, after, bound).join(", ")})`);
  const text = `SELECT ${keyText(table)} AS key, ${version(part)} AS version FROM ${table.sql} t0
    WHERE ${all(conditions)} ORDER BY ${keyOrder(table).join(", ")} LIMIT ${bound.bind(limit, "int")}`;
  return { text, values: bound.values };
}

type Range = { part: Part; cutoff: string; from?: string | null };

/** The conditions under which a row (`t0`) of the part is due: its trigger lies before `cutoff`, and not before `from`. */
export function isDue(model: Model, { part, cutoff, from }: Range, bound: Binding): string[] {
  const { table } = part;
  if (part.trigger === null) return ["false"];
  const asked = { mapped: table, column: part.trigger, alias: "t0", zone: model.zone };
  const ending = part.endings[part.rule.end];
  return [
    before(asked, cutoff, bound),
    ...(from ? [`(${before(asked, from, bound)}) IS NOT TRUE`] : []),
    present(part, bound),
    ...filters({ mapped: table, alias: "t0", parents: [] }, bound),
    ...(ending ? [`NOT (${ended(part, ending, bound)})`] : []),
    ...(part.rule.end === "erase" ? unkept(part, bound) : []),
    ...(table.table.inUse ? [`NOT (${rowFacts(table, bound).inUse})`] : []),
  ];
}

/** The values of a key, bound in the types of its columns. */
export function place(part: Part, key: string, bound: Binding): string[] {
  return keyValues(part.table, key).map((value, at) => bound.bind(value, keyType(part, at)));
}

function keyType({ table }: Part, at: number): string {
  return table.type(table.table.key[at] ?? "");
}
