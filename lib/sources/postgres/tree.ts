/** A table's row and the rows it hangs on, as aliases and joins of one statement. */
import type { Mapped } from "./model";
import { all, type Binding } from "./sql";

/** `alias` is the row's name in the statement: `t0` at the root, `t0_0`, `t0_0_1` … for what it hangs on. */
export type Node = { mapped: Mapped; alias: string; parents: { columns: string[]; node: Node }[] };

/** The whole tree above a table. */
export function tree(mapped: Mapped, alias = "t0"): Node {
  const parents = mapped.parents.map(({ columns, parent }, at) => ({ columns, node: tree(parent, `${alias}_${at}`) }));
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
    `(${mapped.value(column, alias)})::text = ${is.length === 1 ? bind(is[0], "text") : `ANY(${bind(is, "text[]")})`}`;
  const own = mapped.table.when ? [is(mapped.table.when)] : [];
  return [...own, ...mapped.claimed.map((claim) => `(${is(claim)}) IS NOT TRUE`)];
}

/** Joins everything above the root, so that a row without a parent stays. */
export function joinedAbove(root: Node, binding: Binding): string {
  return root.parents
    .map(({ columns, node }) => ` LEFT JOIN ${hanging(root, columns, node, binding)}${joinedAbove(node, binding)}`)
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
      return ` JOIN ${hanging(child, link.columns, node, binding)}`;
    })
    .join("");
}

const integers = ["smallint", "integer", "bigint"];

function hanging(child: Node, columns: readonly string[], node: Node, binding: Binding): string {
  const same = node.mapped.table.key.map((key, at) => alike(node, key, child, columns[at] ?? ""));
  return `${node.mapped.sql} ${node.alias} ON ${all([...same, ...filters(node, binding)])}`;
}

/** Whether two columns say the same; types that do not compare are compared as text. */
export function alike(one: Place, column: string, other: Place, otherColumn: string): string {
  const types = [one.mapped.type(column), other.mapped.type(otherColumn)];
  const fit = types[0] === types[1] || types.every((type) => integers.includes(type));
  const cast = fit ? "" : "::text";
  return `(${one.mapped.value(column, one.alias)})${cast} = (${other.mapped.value(otherColumn, other.alias)})${cast}`;
}

type Place = Pick<Node, "mapped" | "alias">;
