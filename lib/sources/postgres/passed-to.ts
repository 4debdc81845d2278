/**
 * Art. 15(1)(c): which recipients the rows of a group name, as a bit for each: a page tells it without reading a record, and
 * no value leaves the database. It means what `lib/policy/passed-to.ts` reads in the records of a copy.
 */
import { namedBy } from "../../policy/kinds/passed-to";
import type { Table } from "../../policy/schema";
import { jsonSafe } from "./list";
import type { Mapped } from "./model";
import type { Binding } from "./sql";

/** The bits of the row `t0`, and no bits of the same length; null for a table whose rows name nobody. */
export type Passing = { row: string; none: string };

export function passing(mapped: Mapped, bound: Binding): Passing | null {
  const { passedTo } = mapped.table;
  const recipients = namedBy(mapped.table);
  if (!passedTo || recipients.length === 0) return null;
  const bits = (recipient: string | null) => `B'${recipients.map((one) => (one === recipient ? 1 : 0)).join("")}'`;
  const row = "is" in passedTo ? byValue(mapped, passedTo, bits, bound) : byColumns(mapped, passedTo, bits);
  return { row, none: `NULL::bit(${recipients.length})` };
}

/** The recipients at these bits. */
export const passedAt = (mapped: Mapped, bits: string): string[] =>
  namedBy(mapped.table).filter((_, at) => bits[at] === "1");

type To = NonNullable<Table["passedTo"]>;
type Bits = (recipient: string | null) => string;

function byValue(mapped: Mapped, { column, is }: Extract<To, { is: unknown }>, bits: Bits, { bind }: Binding): string {
  const type = mapped.type(column);
  // A record spells it as JavaScript does, the database otherwise: they are compared as numbers.
  const isFloat = ["real", "double precision"].includes(type);
  const meant = Object.entries(is).filter(([value]) => !isFloat || String(Number(value)) === value);
  const cases = meant.map(
    ([value, recipient]) => `WHEN ${bind(value, isFloat ? "float8" : "text")} THEN ${bits(recipient)}`,
  );
  if (cases.length === 0) return bits(null);
  const said = isFloat ? `(${mapped.value(column)})::text::float8` : `(${textOf(mapped, column)}) COLLATE "C"`;
  return `CASE ${said} ${cases.join(" ")} ELSE ${bits(null)} END`;
}

function byColumns(mapped: Mapped, { filled }: Extract<To, { filled: unknown }>, bits: Bits): string {
  return Object.entries(filled)
    .map(
      ([column, recipient]) => `CASE WHEN ${isFilled(mapped, column)} THEN ${bits(recipient)} ELSE ${bits(null)} END`,
    )
    .join(" | ");
}

/** The text that a record's value has. */
const textOf = (mapped: Mapped, column: string): string =>
  mapped.type(column).endsWith("[]")
    ? `array_to_string(${jsonSafe(mapped, column)}, ',', '')`
    : inJson(jsonSafe(mapped, column));

const isFilled = (mapped: Mapped, column: string): string => `${inJson(jsonSafe(mapped, column))} <> ''`;

const inJson = (value: string): string => `(to_json(${value}) #>> '{}')`;
