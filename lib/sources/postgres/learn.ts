/**
 * First phase: what the account itself tells about the person, and what the rows of their addresses speak for or
 * against. Values stay in here; what leaves is the person's own addresses, names and postcodes.
 */
import type { PostgresSource } from "../../policy/schema";
import type { Address, Learned, Person } from "../source";
import type { Catalog } from "./catalog";
import type { Reader } from "./connection";
import { accountValue, postcodeForm, mailbox } from "./comparing";
import { agrees, people } from "./names";
import { all, binding, quoted, type Statement } from "./sql";

/** The person with everything the statements compare rows with. */
export type Known = {
  account: string | null;
  addresses: Address[];
  names: string[];
  postcodes: string[];
  /** Addresses with the names of several people on their rows. */
  crowded: string[];
  /** Spellings found on rows that agree with a name of the person. */
  agreeing: string[];
};

/** A name as it is spelled on a row of an address. */
export type Spelling = { address: string; name: string };

type Teacher = { mapping: PostgresSource; catalog: Catalog; zone: string };
type Learn = PostgresSource["learns"][number];
type Text = string | null;
/** `dated`: the mapping says from when and until when the account held the address. `ids`: one value for each kind. */
type Row = { email: Text; name: Text; postcode: Text; from: Text; until: Text; dated: boolean; ids: Ids };
type Ids = Record<string, Text>;

/** Reads addresses (with the time the account held them), names, postcodes and other systems' ids of the account. */
export async function learn(reader: Reader, teacher: Teacher, person: Person): Promise<Learned> {
  const rows: Row[] = [];
  for (const entry of teacher.mapping.learns) {
    const statement = learning(teacher, entry, person.account);
    if (statement) rows.push(...(await reader.rows<Row>(statement)));
  }
  const proved = new Set(person.addresses.filter((address) => address.proved).map(({ email }) => mailbox(email)));
  const addresses = rows.flatMap(({ email, from, until, dated }): Address[] => {
    const box = email === null ? "" : mailbox(email);
    if (box === "") return [];
    return [{ email: box, proved: proved.has(box), held: dated ? { from, until } : null }];
  });
  const found = { addresses: distinct(addresses), names: filled(rows, "name"), postcodes: filled(rows, "postcode") };
  const ids = idsOf(rows);
  return Object.keys(ids).length > 0 ? { ...found, ids } : found;
}

function idsOf(rows: readonly Row[]): Record<string, string[]> {
  const ids = new Map<string, Set<string>>();
  for (const row of rows)
    for (const [kind, value] of Object.entries(row.ids))
      if (value?.trim()) ids.set(kind, (ids.get(kind) ?? new Set()).add(value.trim()));
  return Object.fromEntries([...ids].map(([kind, values]) => [kind, [...values]]));
}

function learning({ mapping, catalog, zone }: Teacher, entry: Learn, account: string | null): Statement | null {
  const type = (column: string) => {
    const found = catalog.types.get(entry.table)?.get(column);
    if (found === undefined) throw new Error(`there is no column ${entry.table}.${column} to learn from`);
    return found;
  };
  const valid = accountValue(account, type(entry.account));
  if (valid === null) return null;
  const { values, bind } = binding();
  const text = (column: string | undefined) => (column === undefined ? "NULL::text" : `l.${quoted(column)}::text`);
  const time = (column: string | undefined) => {
    if (column === undefined) return "NULL::text";
    const local =
      type(column) === "timestamp with time zone"
        ? `l.${quoted(column)}`
        : `l.${quoted(column)}::timestamp AT TIME ZONE ${bind(zone, "text")}`;
    return `to_char((${local}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  };
  const columns = [
    `${text(entry.email)} AS email`,
    `${text(entry.name)} AS name`,
    `${text(entry.postcode)} AS postcode`,
    `${time(entry.from)} AS from`,
    `${time(entry.until)} AS until`,
    `${entry.from !== undefined || entry.until !== undefined} AS dated`,
    `jsonb_build_object(${Object.entries(entry.ids ?? {})
      .map(([kind, column]) => `${bind(kind, "text")}, ${text(column)}`)
      .join(", ")}) AS ids`,
  ];
  const conditions = [`l.${quoted(entry.account)} = ${bind(valid, type(entry.account))}`];
  if (entry.when) conditions.push(`${text(entry.when.column)} = ANY(${bind(entry.when.is, "text[]")})`);
  const of = `${quoted(mapping.schema)}.${quoted(entry.table)} l WHERE ${all(conditions)}`;
  return { text: `SELECT DISTINCT ${columns.join(", ")} FROM ${of} ORDER BY 1, 2, 3, 4, 5, 7 LIMIT 1000`, values };
}

/** The person and what was learned, as one. A proved address stays proved however often it is learned. */
export function joined(person: Person, learned: Learned): Known {
  const given = person.addresses.map((address) => ({ ...address, email: mailbox(address.email) }));
  const proved = new Set(given.filter((address) => address.proved).map(({ email }) => email));
  const every = [...given, ...(learned.addresses ?? [])].filter(({ email }) => email !== "");
  return {
    account: person.account,
    addresses: distinct(every.map((address) => ({ ...address, proved: proved.has(address.email) }))),
    names: [...new Set([...person.names, ...(learned.names ?? [])])],
    postcodes: [...new Set([...person.postcodes, ...(learned.postcodes ?? [])].map(postcodeForm))].filter(
      (code) => code !== "",
    ),
    crowded: [],
    agreeing: [],
  };
}

/** Adds what the names on the rows of the person's addresses say. `found` holds each spelling once per address. */
export function weighed(known: Known, found: readonly Spelling[]): Known {
  const names = new Map<string, string[]>();
  for (const { address, name } of found) names.set(address, [...(names.get(address) ?? []), name]);
  return {
    ...known,
    crowded: [...names].filter(([, each]) => people(each, known.names) > 1).map(([address]) => address),
    agreeing: [...new Set(found.map(({ name }) => name))].filter((name) => agrees(name, known.names)),
  };
}

function filled(rows: readonly Row[], column: "name" | "postcode"): string[] {
  const values = rows.map((row) => row[column]?.trim() ?? "");
  return [...new Set(values.filter((value) => value !== ""))];
}

function distinct(addresses: readonly Address[]): Address[] {
  const seen = new Map(addresses.map((address) => [JSON.stringify([address.email, address.held]), address]));
  return [...seen.values()];
}
