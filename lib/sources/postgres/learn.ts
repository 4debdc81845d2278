/**
 * First phase: what the account itself tells about the person, and what the rows of their addresses speak for or
 * against. Values stay in here; what leaves is the person's own addresses, names and postcodes.
 */
import type { PostgresSource } from "../../policy/schema";
import type { Address, Learned, Person } from "../source";
import type { Reader } from "./connection";
import { accountValue, postcodeForm, mailbox } from "./comparing";
import { agrees, people } from "./names";
import type { Mapped, Model } from "./model";
import { all, binding, united, type Binding, type Statement } from "./sql";

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

type Learn = PostgresSource["learns"][number];
type Bind = Binding["bind"];
type Text = string | null;
/** `dated`: the mapping says from when and until when the account held the address. `ids`: one value for each kind. */
type Row = { email: Text; name: Text; postcode: Text; from: Text; until: Text; dated: boolean; ids: Ids };
type Ids = Record<string, Text>;

/** Reads addresses (with the time the account held them), names, postcodes and other systems' ids of the account. */
export async function learn(reader: Reader, model: Model, person: Person): Promise<Learned> {
  const statement = learning(model, person);
  const rows = statement ? await reader.rows<Row>(statement) : [];
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

/** Everything that the mapping says is to be learned, in one statement; null where nothing known of the person picks a row. */
function learning(model: Model, person: Person): Statement | null {
  const bound = binding();
  const queries = model.mapping.learns.flatMap((entry, place) => {
    const text = ofEntry(model, entry, person, bound);
    return text === null ? [] : [{ place, text }];
  });
  const text = united(queries, "place", 'email, name, postcode, "from", until, ids');
  return text === null ? null : { text, values: bound.values };
}

function ofEntry(model: Model, entry: Learn, person: Person, { bind }: Binding): string | null {
  const mapped = model.tables.find(({ id }) => id === entry.table);
  if (!mapped) throw new Error(`${entry.table} is not among the tables to learn from`);
  const ours = whose(mapped, entry, person, bind);
  if (ours === null) return null;
  const text = (column: string | undefined) =>
    column === undefined ? "NULL::text" : `(${mapped.value(column)})::text`;
  const time = (column: string | undefined) => {
    if (column === undefined) return "NULL::text";
    const stored = mapped.value(column);
    const local =
      mapped.type(column) === "timestamp with time zone"
        ? stored
        : `(${stored})::timestamp AT TIME ZONE ${bind(mapped.zone, "text")}`;
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
  const conditions = [ours];
  if (entry.when) conditions.push(`${text(entry.when.column)} = ANY(${bind(entry.when.is, "text[]")})`);
  const of = `${mapped.sql} t0 WHERE ${all(conditions)}`;
  return `SELECT DISTINCT ${columns.join(", ")} FROM ${of} ORDER BY 1, 2, 3, 4, 5, 7 LIMIT 1000`;
}

/**
 * The rows that speak of the person: those of their account, or, where an address is the key of the table, those of an
 * address that was proved in this request. Null when nothing known of the person can pick one.
 */
function whose(mapped: Mapped, { account, address }: Learn, person: Person, bind: Bind): string | null {
  if (account !== undefined) {
    const type = mapped.type(account);
    const valid = accountValue(person.account, type);
    return valid === null ? null : `${mapped.value(account)} = ${bind(valid, type)}`;
  }
  if (address === undefined) throw new Error(`${mapped.id}: nothing says whose rows are learned from`);
  const proved = person.addresses.filter((each) => each.proved).map(({ email }) => mailbox(email));
  return proved.length === 0 ? null : `lower(btrim((${mapped.value(address)})::text)) = ANY(${bind(proved, "text[]")})`;
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
