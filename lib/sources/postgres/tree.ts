/** A table's row and the rows it hangs on, as aliases and joins of one statement. */
import type { Mapped } from "./model";
import { all, quoted, type Binding } from "./sql";

/** `alias` is the row's name in the statement: `t0` at the root, `t0_0`, `t0_0_1` … for what it hangs on. */
export type Node = { mapped: Mapped; alias: string; parents: { column: string; node: Node }[] };

/** The whole tree above a table. */
export function tree(mapped: Mapped, alias = "t0"): Node {
  const parents = mapped.parents.map(({ column, parent }, at) => ({ column, node: tree(parent, `${alias}_${at}`) }));
  return { mapped, alias, parents };
}

/** Every way from the root up to a row that can say whose it is; the last of a way is that row. */
export function ways(root: Node): Node[][] {
  const above = root.parents.flatMap(({ node }) => ways(node).map((way) => [root, ...way]));
  return [[root], ...above];
}

/** The rows of the table that this mapping speaks of (`when`, and what no other mapping of the table claims). */
export function filters({ mapped, alias }: Node, { bind }: Binding): string[] {
  // One value is compared by itself: only then does an index behind this column keep its order.
  const is = ({ column, is }: { column: string; is: string[] }) =>
    `${alias}.${quoted(column)}::text = ${is.length === 1 ? bind(is[0], "text") : `ANY(${bind(is, "text[]")})`}`;
  const own = mapped.table.when ? [is(mapped.table.when)] : [];
  return [...own, ...mapped.claimed.map((claim) => `(${is(claim)}) IS NOT TRUE`)];
}

/** Joins everything above the root, so that a row without a parent stays. */
export function joinedAbove(root: Node, binding: Binding): string {
  return root.parents
    .map(({ column, node }) => ` LEFT JOIN ${hanging(root, column, node, binding)}${joinedAbove(node, binding)}`)
    .join("");
}

/** Joins one way only; the rows of the way must be there. */
export function joinedAlong(way: readonly Node[], binding: Binding): string {
  return way
    .slice(1)
    .map((node, at) => {
      const child = way[at];
      const link = child?.parents.find((parent) => parent.node === node);
      if (!child || !link) throw new Error("a way to the person has a gap");
      return ` JOIN ${hanging(child, link.column, node, binding)}`;
    })
    .join("");
}

const integers = ["smallint", "integer", "bigint"];

function hanging(child: Node, column: string, node: Node, binding: Binding): string {
  const key = node.mapped.table.key[0];
  if (key === undefined) throw new Error(`${node.mapped.id} has no key`);
  const types = [child.mapped.type(column), node.mapped.type(key)];
  const alike = types[0] === types[1] || types.every((type) => integers.includes(type));
  const cast = alike ? "" : "::text";
  const same = `${node.alias}.${quoted(key)}${cast} = ${child.alias}.${quoted(column)}${cast}`;
  return `${node.mapped.sql} ${node.alias} ON ${all([same, ...filters(node, binding)])}`;
}
