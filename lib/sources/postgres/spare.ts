/**
 * plan-and-list 4: rows of people under a stop, found as a set. Whoever the row or anything above it names, by account or
 * by address: one that is spared is enough, so that in doubt the row stays.
 */
import type { Spared } from "../source";
import type { Catalog } from "./catalog";
import type { Reader } from "./connection";
import { accountValue, mailbox } from "./comparing";
import { mailboxOf } from "./address";
import type { Mapped } from "./model";
import { any, binding, quoted, type Binding, type Statement } from "./sql";
import { joinedAbove, tree, type Node } from "./tree";
import type { PostgresSource } from "../../policy/schema";

/** Accounts and addresses that are spared, each with what the shop knows them by besides. */
export type Known = { accounts: string[]; addresses: string[] };

type Learn = PostgresSource["learns"][number];
type Teacher = { mapping: PostgresSource; catalog: Catalog };

/** The accounts that hold or held a spared address, and all addresses of spared accounts. */
export async function known(reader: Reader, teacher: Teacher, { accounts, addresses }: Spared): Promise<Known> {
  const [ids, boxes] = [new Set(accounts), new Set(addresses.map(mailbox).filter((box) => box !== ""))];
  const entries = teacher.mapping.learns.filter((entry) => entry.email !== undefined);
  if (ids.size + boxes.size === 0) return { accounts: [], addresses: [] };
  for (const entry of entries)
    for (const { account } of await reader.rows<{ account: string }>(accountsOf(teacher, entry, [...boxes])))
      ids.add(account);
  for (const entry of entries)
    for (const { email } of await reader.rows<{ email: string }>(addressesOf(teacher, entry, [...ids])))
      boxes.add(email);
  return { accounts: [...ids], addresses: [...boxes] };
}

const box = (entry: Learn): string => `lower(btrim(l.${quoted(entry.email ?? "")}::text))`;
const table = ({ mapping }: Teacher, entry: Learn): string => `${quoted(mapping.schema)}.${quoted(entry.table)} l`;

function accountsOf(teacher: Teacher, entry: Learn, boxes: string[]): Statement {
  const { values, bind } = binding();
  const account = `l.${quoted(entry.account)}`;
  const where = `${box(entry)} = ANY(${bind(boxes, "text[]")}) AND ${account} IS NOT NULL`;
  return { text: `SELECT DISTINCT ${account}::text AS account FROM ${table(teacher, entry)} WHERE ${where}`, values };
}

function addressesOf(teacher: Teacher, entry: Learn, ids: string[]): Statement {
  const { values, bind } = binding();
  const type = teacher.catalog.types.get(entry.table)?.get(entry.account) ?? "text";
  const valid = bind(valuesOf(ids, type), `${type}[]`);
  const where = `l.${quoted(entry.account)} = ANY(${valid}) AND l.${quoted(entry.email ?? "")} IS NOT NULL`;
  return { text: `SELECT DISTINCT ${box(entry)} AS email FROM ${table(teacher, entry)} WHERE ${where}`, values };
}

const valuesOf = (accounts: readonly string[], type: string): string[] =>
  accounts.flatMap((account) => accountValue(account, type) ?? []);

/** Whether the row (`t0`) is of somebody who is spared, with the joins that it takes; null when it can be of nobody. */
export function sparedRows(mapped: Mapped, spared: Known, bound: Binding): { is: string; joins: string } | null {
  if (spared.accounts.length + spared.addresses.length === 0) return null;
  const root = tree(mapped);
  const tests = namesIn(root, spared, bound);
  if (tests.length === 0) return null;
  return { is: `coalesce(${any(tests)}, false)`, joins: joinedAbove(root, bound) };
}

function namesIn(node: Node, spared: Known, bound: Binding): string[] {
  const accounts = node.mapped.accounts.map((column) => {
    const type = node.mapped.type(column);
    return `${node.alias}.${quoted(column)} = ANY(${bound.bind(valuesOf(spared.accounts, type), `${type}[]`)})`;
  });
  const addresses = node.mapped.addresses.map(
    ({ address }) => `${mailboxOf(node, address)} = ANY(${bound.bind(spared.addresses, "text[]")})`,
  );
  return [...accounts, ...addresses, ...node.parents.flatMap((parent) => namesIn(parent.node, spared, bound))];
}
