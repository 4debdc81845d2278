/**
 * Rows that keep another one: an address stays as long as an order points to it. What points is looked at, never
 * followed: the kept row is on its own list and goes by its own end.
 */
import type { Mapped, Part } from "./model";
import { any, type Binding } from "./sql";
import { alike, filters } from "./tree";

/** The keepers of the row (`t0`) that are there, by their places, as a text: `0,2`; empty where nothing points to it. */
export function keptBy(mapped: Mapped, binding: Binding): string {
  const places = mapped.keepers.map((_, at) => `CASE WHEN ${pointing(mapped, at, binding)} THEN '${at}' END`);
  return places.length === 0 ? "NULL::text" : `concat_ws(',', ${places.join(", ")})`;
}

/** The conditions under which nothing keeps the row of this part from being erased. */
export function unkept(part: Part, binding: Binding): string[] {
  if (!part.main || part.table.keepers.length === 0) return [];
  return [`NOT (${any(part.table.keepers.map((_, at) => pointing(part.table, at, binding)))})`];
}

/** The categories of the keepers at these places. */
export function keepersAt(mapped: Mapped, places: string): string[] {
  const named = places.split(",").flatMap((place) => mapped.keepers[Number(place)] ?? []);
  return places === "" ? [] : [...new Set(named.map(({ keeper }) => keeper.table.category))].toSorted();
}

function pointing(mapped: Mapped, at: number, binding: Binding): string {
  const link = mapped.keepers[at];
  const key = mapped.table.key[0];
  if (!link || key === undefined) throw new Error(`${mapped.id} has no keeper ${at}`);
  const row = { mapped: link.keeper, alias: `p${at}`, parents: [] };
  const same = alike({ mapped, alias: "t0" }, key, row, link.column);
  return `EXISTS (SELECT FROM ${link.keeper.sql} ${row.alias} WHERE ${[same, ...filters(row, binding)].join(" AND ")})`;
}
