/**
 * How rows reach a person, and whether they are the person's.
 *
 * The nearest account column decides: the row's own, else that of the row it hangs on. Where it names the person the
 * row is theirs, where it names somebody else the row does not exist for this request. Only rows without any account
 * are judged by their address.
 */
import { accountValue } from "./comparing";
import { bySite, mailboxOf, mine } from "./address";
import type { Known } from "./learn";
import type { Mapped } from "./model";
import { all, any, binding, quoted, united, type Binding, type Statement } from "./sql";
import { filters, joinedAbove, joinedAlong, tree, ways, type Node } from "./tree";

export type Asking = { zone: string; known: Known; binding: Binding };

/** Every row of the table that reaches the person is `t0` in `from`; `verdict` is its number in `verdicts`, or null. */
export type Reached = { with: string; from: string; verdict: string };

/** The rows of one table that reach the person, or null when nothing known of the person can reach it. */
export function reached(asking: Asking, mapped: Mapped): Reached | null {
  const root = tree(mapped);
  const branches = ways(root).flatMap((way) => found(asking, way));
  if (branches.length === 0) return null;
  const same = mapped.table.key.map((column, at) => `t0.${quoted(column)} = c.k${at}`);
  return {
    with: `WITH c AS (${branches.join("\n  UNION ")})`,
    from: `c JOIN ${mapped.sql} t0 ON ${all(same)}${joinedAbove(root, asking.binding)}`,
    verdict: verdict(asking, root),
  };
}

/**
 * The spellings of names on rows of the person's addresses in these tables: `{address, name}`, each once in a table. Rows of
 * the person's own account say nothing about who else uses an address and stay out.
 */
export function namesOnAddresses(zone: string, known: Known, tables: readonly Mapped[]): Statement | null {
  if (known.addresses.length === 0) return null;
  const asking = { zone, known, binding: binding() };
  const queries = tables.flatMap((mapped) => namesIn(asking, mapped)).map((query, place) => ({ place, text: query }));
  const text = united(queries, "place", "address, name");
  return text === null ? null : { text, values: asking.binding.values };
}

/** Whether names on the rows of addresses decide whose rows of this table are. */
export const weighsNames = (mapped: Mapped): boolean =>
  mapped.addresses.some(({ sole }) => !sole) || mapped.parents.some(({ parent }) => weighsNames(parent));

function namesIn(asking: Asking, mapped: Mapped): string[] {
  return mapped.addresses.flatMap(({ address, name }) => {
    if (name === undefined) return [];
    const root = tree(mapped);
    const box = mailboxOf(root, address);
    const spelling = `(${mapped.value(name)})::text`;
    const from = `${mapped.sql} t0${joinedAbove(root, asking.binding)}`;
    const where = [isOurs(asking, box), `btrim(${spelling}) <> ''`, `(${owned(asking, root)}) IS NOT TRUE`];
    const kept = all([...where, ...filters(root, asking.binding)]);
    return [`SELECT DISTINCT ${box} AS address, ${spelling} AS name FROM ${from} WHERE ${kept} LIMIT 2000`];
  });
}

/** One statement per way and column, so that each can use its index. */
function found(asking: Asking, way: readonly Node[]): string[] {
  const root = way[0];
  const last = way.at(-1);
  if (!root || !last) return [];
  const { binding: bound, known } = asking;
  const tests = [
    ...last.mapped.accounts.flatMap((column) => {
      const type = last.mapped.type(column);
      const value = accountValue(known.account, type);
      return value === null ? [] : [`${last.mapped.value(column, last.alias)} = ${bound.bind(value, type)}`];
    }),
    ...last.mapped.addresses.flatMap(({ address }) =>
      known.addresses.length === 0 ? [] : [isOurs(asking, mailboxOf(last, address))],
    ),
  ];
  const keys = root.mapped.table.key.map((column, at) => `t0.${quoted(column)} AS k${at}`).join(", ");
  return tests.map((test) => {
    const from = `${root.mapped.sql} t0${joinedAlong(way, bound)}`;
    return `SELECT ${keys} FROM ${from} WHERE ${all([test, ...filters(root, bound)])}`;
  });
}

function isOurs(asking: Asking, box: string): string {
  return `${box} = ANY(${asking.binding.bind([...new Set(asking.known.addresses.map(({ email }) => email))], "text[]")})`;
}

/**
 * 0 for the person's account, null for another's. Without an account the most doubtful address decides; what hangs on
 * a stranger's row can still name the person by its own address (the recipient of a gift).
 */
function verdict(asking: Asking, node: Node): string {
  const sites = node.mapped.addresses.map((reach) => bySite(asking, node, reach));
  const above = node.parents.map((parent) => verdict(asking, parent.node));
  const judged = [...sites, ...above];
  const byAddress = judged.length ? `greatest(${judged.join(", ")})` : "NULL::int";
  const hangsOnOurs = strict(node.parents.map((parent) => owned(asking, parent.node)));
  const open = hangsOnOurs === "" ? byAddress : `CASE WHEN (${hangsOnOurs}) THEN ${mine} ELSE ${byAddress} END`;
  const own = strict(accounts(asking, node));
  return own === "" ? open : `CASE (${own}) WHEN true THEN ${mine} WHEN false THEN NULL ELSE ${open} END`;
}

/** true: the person's account; false: another account, however many others agree; null: no account anywhere. */
function owned(asking: Asking, node: Node): string {
  const above = node.parents.map((parent) => owned(asking, parent.node));
  const known = [strict(accounts(asking, node)), strict(above)].filter((part) => part !== "");
  return known.length ? `coalesce(${known.join(", ")})` : "NULL::boolean";
}

/** For each account column of the row: true, false, or null when it is empty. */
function accounts(asking: Asking, node: Node): string[] {
  return node.mapped.accounts.map((column) => {
    const type = node.mapped.type(column);
    const stored = node.mapped.value(column, node.alias);
    const filled = `nullif((${stored})::text, '')`;
    const value = accountValue(asking.known.account, type);
    const same = value === null ? "false" : `${stored} = ${asking.binding.bind(value, type)}`;
    return `CASE WHEN ${filled} IS NOT NULL THEN ${same} END`;
  });
}

function strict(owners: readonly string[]): string {
  if (owners.length < 2) return owners[0] ?? "";
  const no = any(owners.map((owner) => `(${owner}) IS FALSE`));
  const yes = any(owners.map((owner) => `(${owner}) IS TRUE`));
  return `CASE WHEN ${no} THEN false WHEN ${yes} THEN true END`;
}
