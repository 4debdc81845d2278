/**
 * plan-and-list 4: rows of people under a stop, found as a set. Whoever the row or anything above it names, by account or
 * by address: one that is spared is enough, so that in doubt the row stays.
 */
import type { Spared } from "../source";
import type { Reader } from "./connection";
import { accountValue, mailbox } from "./comparing";
import { mailboxOf } from "./address";
import type { Mapped, Model } from "./model";
import { any, binding, type Binding, type Statement } from "./sql";
import { joinedAbove, tree, type Node } from "./tree";

/** Accounts and addresses that are spared, each with what the shop knows them by besides. */
export type Known = { accounts: string[]; addresses: string[] };

/** A table from which the source learns which account holds which address. */
type Held = { mapped: Mapped; account: string; email: string };

/** The accounts that hold or held a spared address, and all addresses of spared accounts. */
export async function known(reader: Reader, model: Model, { accounts, addresses }: Spared): Promise<Known> {
  const [ids, boxes] = [new Set(accounts), new Set(addresses.map(mailbox).filter((box) => box !== ""))];
  if (ids.size + boxes.size === 0) return { accounts: [], addresses: [] };
  const tables = heldIn(model);
  for (const held of tables)
    for (const { account } of await reader.rows<{ account: string }>(accountsOf(held, [...boxes]))) ids.add(account);
  for (const held of tables)
    for (const { email } of await reader.rows<{ email: string }>(addressesOf(held, [...ids]))) boxes.add(email);
  return { accounts: [...ids], addresses: [...boxes] };
}

const heldIn = ({ mapping, tables }: Model): Held[] =>
  mapping.learns.flatMap(({ table, account, email }) => {
    const mapped = tables.find(({ id }) => id === table);
    return mapped && account !== undefined && email !== undefined ? [{ mapped, account, email }] : [];
  });

const box = ({ mapped, email }: Held): string => `lower(btrim((${mapped.value(email)})::text))`;

function accountsOf(held: Held, boxes: string[]): Statement {
  const { values, bind } = binding();
  const account = held.mapped.value(held.account);
  const where = `${box(held)} = ANY(${bind(boxes, "text[]")}) AND ${account} IS NOT NULL`;
  return { text: `SELECT DISTINCT (${account})::text AS account FROM ${held.mapped.sql} t0 WHERE ${where}`, values };
}

function addressesOf(held: Held, ids: string[]): Statement {
  const { values, bind } = binding();
  const { mapped, account, email } = held;
  const type = mapped.type(account);
  const valid = bind(valuesOf(ids, type), `${type}[]`);
  const where = `${mapped.value(account)} = ANY(${valid}) AND ${mapped.value(email)} IS NOT NULL`;
  return { text: `SELECT DISTINCT ${box(held)} AS email FROM ${mapped.sql} t0 WHERE ${where}`, values };
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
    return `${node.mapped.value(column, node.alias)} = ANY(${bound.bind(valuesOf(spared.accounts, type), `${type}[]`)})`;
  });
  const addresses = node.mapped.addresses.map(
    ({ address }) => `${mailboxOf(node, address)} = ANY(${bound.bind(spared.addresses, "text[]")})`,
  );
  return [...accounts, ...addresses, ...node.parents.flatMap((parent) => namesIn(parent.node, spared, bound))];
}
