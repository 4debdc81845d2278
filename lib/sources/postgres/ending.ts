/** The end states of the mapping in SQL: what is set on a row, and whether a row is already so. */
import type { Ending } from "../../policy/schema";
import type { Mapped, Part } from "./model";
import { addressEnded, addressShortened } from "./ip-address";
import { assigned } from "./assign";
import { all, quoted, type Binding } from "./sql";

type Setting = Exclude<Ending, "delete">;
type Value = NonNullable<Setting["set"]>[string];

/** Whether the row (`t0`) is in the end state: a deleted row never is while it can be seen. */
export function ended(part: Part, ending: Ending, binding: Binding): string {
  if (ending === "delete") return "false";
  const set = Object.entries(ending.set ?? {}).map(([column, value]) => {
    const stored = part.table.value(column);
    if (moment(value)) return `${stored} IS NOT NULL`;
    if (value === null) return `${stored} IS NULL`;
    // As text, because not every type can be compared.
    return `(${stored})::text = (${setTo(part.table, column, value, null, binding)})::text`;
  });
  const cut = (ending.truncate ?? []).map((column) => addressEnded(part.table.value(column), part.table.type(column)));
  return `coalesce(${all([...set, ...cut])}, false)`;
}

/** The assignments of an UPDATE of `t0`; `now` is the portal's instant, or null for the database's. */
export function assignments(part: Part, ending: Setting, now: string | null, binding: Binding): string {
  const { table } = part;
  const set = Object.entries(ending.set ?? {}).map(([column, value]) => ({
    column,
    value: setTo(table, column, value, now, binding),
  }));
  const cut = (ending.truncate ?? []).map((column) => ({
    column,
    value: addressShortened(table.value(column), table.type(column)),
  }));
  return assigned(table, [...set, ...cut]);
}

function moment(value: Value): value is { now: true } {
  return typeof value === "object" && value !== null && "now" in value;
}

function setTo(mapped: Mapped, column: string, value: Value, now: string | null, binding: Binding): string {
  const type = mapped.type(column);
  if (value === null) return `NULL::${type}`;
  if (moment(value)) return marked(mapped, column, now, binding);
  // A literal goes through text, so that any type reads its own spelling of it.
  if (typeof value === "object") return `(${template(mapped, value.template, binding)})::${type}`;
  return `${binding.bind(String(value), "text")}::${type}`;
}

/** The first mark stays: a repeated call does not move it. */
function marked(mapped: Mapped, column: string, now: string | null, binding: Binding): string {
  return `coalesce(${mapped.value(column)}, ${momentOf(mapped, column, now, binding)})`;
}

function momentOf(mapped: Mapped, column: string, now: string | null, { bind }: Binding): string {
  const instant = now === null ? "now()" : bind(now, "timestamptz");
  const type = mapped.type(column);
  const local =
    type === "timestamp with time zone" ? instant : `(${instant} AT TIME ZONE ${bind(mapped.zone, "text")})`;
  return `(${local})::${type}`;
}

/** What a column of a new row is given. */
export function valueSet(
  mapped: Mapped,
  column: string,
  value: string | number | boolean | { now: true },
  now: string | null,
  binding: Binding,
): string {
  if (typeof value === "object") return momentOf(mapped, column, now, binding);
  return `${binding.bind(String(value), "text")}::${mapped.type(column)}`;
}

function template(mapped: Mapped, text: string, { bind }: Binding): string {
  const { key } = mapped.table;
  const column = (name: string): string => {
    if (key.includes(name)) return `t0.${quoted(name)}::text`;
    if (name !== "key" && name !== "id")
      throw new Error(`the mapping of ${mapped.id} fills in {${name}}, which is no key`);
    return key.map((each) => `t0.${quoted(each)}::text`).join(" || '-' || ");
  };
  const pieces = text.split(/\{([^{}]+)\}/);
  return pieces.map((piece, at) => (at % 2 === 1 ? column(piece) : bind(piece, "text"))).join(" || ");
}
