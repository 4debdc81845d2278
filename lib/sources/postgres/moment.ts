/**
 * Dates of rows as text: the law counts local days, the rules in hours count instants.
 */
import type { Mapped } from "./model";
import type { Binding } from "./sql";

type Asked = { mapped: Mapped; column: string; alias: string; zone: string };

/** The column as `timestamptz`, null where it is empty or infinite. A date is its first instant in the policy's zone. */
export function instant({ mapped, column, alias, zone }: Asked, { bind }: Binding): string {
  const value = mapped.value(column, alias);
  const finite = `CASE WHEN isfinite(${value}) THEN ${value} END`;
  switch (mapped.type(column)) {
    case "timestamp with time zone":
      return finite;
    case "timestamp without time zone":
      return `(${finite}) AT TIME ZONE ${bind(mapped.zone, "text")}`;
    case "date":
      return `(${finite})::timestamp AT TIME ZONE ${bind(zone, "text")}`;
    default:
      throw new Error(`${mapped.id}.${column} is no date and no time`);
  }
}

/** The column's local day in the policy's zone as `date`, null where it is empty or infinite. */
export function localDay(asked: Asked, binding: Binding): string {
  const value = asked.mapped.value(asked.column, asked.alias);
  if (asked.mapped.type(asked.column) === "date") return `CASE WHEN isfinite(${value}) THEN ${value} END`;
  return `((${instant(asked, binding)}) AT TIME ZONE ${binding.bind(asked.zone, "text")})::date`;
}

/** A day as YYYY-MM-DD. */
export function dayText(day: string): string {
  return `to_char(${day}, 'YYYY-MM-DD')`;
}

/** An instant in UTC with milliseconds, rounded up: a record never looks older than it is. */
export function instantText(moment: string): string {
  const rounded = `date_trunc('milliseconds', (${moment}) + interval '999 microseconds')`;
  return `to_char(${rounded} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Whether the column lies before the exclusive instant `cutoff`; a date column compares with its local date. */
export function before(asked: Asked, cutoff: string, binding: Binding): string {
  const value = asked.mapped.value(asked.column, asked.alias);
  const limit = binding.bind(cutoff, "timestamptz");
  switch (asked.mapped.type(asked.column)) {
    case "timestamp with time zone":
      return `isfinite(${value}) AND ${value} < ${limit}`;
    case "timestamp without time zone":
      return `isfinite(${value}) AND ${value} < (${limit} AT TIME ZONE ${binding.bind(asked.mapped.zone, "text")})`;
    case "date":
      return `isfinite(${value}) AND ${value} < (${limit} AT TIME ZONE ${binding.bind(asked.zone, "text")})::date`;
    default:
      throw new Error(`${asked.mapped.id}.${asked.column} is no date and no time`);
  }
}
