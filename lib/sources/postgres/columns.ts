/** The columns and JSON values that the mapping of a table speaks of. */
import { storedIn } from "../../policy/kinds/place";
import type { Table } from "../../policy/schema";
import { writings } from "../source";

/** Every column of the table that the mapping names, each once. */
export function columnsOf(table: Table): string[] {
  const reach = table.person.flatMap((path) => {
    if ("account" in path) return [path.account];
    if ("via" in path) return path.column;
    return [path.address, path.name, path.postcode, path.date];
  });
  const ends = [table, ...Object.values(table.also)].flatMap((end) => [
    end.trigger,
    ...writings.flatMap((writing) => {
      const ending = end[writing];
      return ending && ending !== "delete" ? [...Object.keys(ending.set ?? {}), ...(ending.truncate ?? [])] : [];
    }),
  ]);
  const { decision } = table;
  const marks = [
    table.since,
    table.when?.column,
    table.inUse?.column,
    table.thirdPersons?.column,
    table.statement,
    decision?.reviewed,
    decision?.result,
    decision?.decidedOn,
    table.suppress?.address,
  ];
  const inside = Object.values(table.json).map(({ column }) => column);
  const named = [...inside, ...table.key, ...reach, ...ends, ...marks, ...Object.keys(table.columns)];
  return [...new Set(named.filter((column): column is string => column !== undefined))];
}

/** Columns that a correction, a statement or a second look at a decision may write (Art. 16, 22(3)). */
export function correctedColumns({ columns, statement, decision }: Table): string[] {
  const corrected = Object.entries(columns).flatMap(([name, { correct }]) => (correct ? [name] : []));
  return [...corrected, ...(statement ? [statement] : []), ...(decision ? [decision.reviewed, decision.result] : [])];
}

/** Columns of the database that the ends and corrections of a table write: what a role needs `UPDATE` on. */
export function writtenColumns(table: Table): string[] {
  const ends = [table, ...Object.values(table.also)].flatMap((end) =>
    writings.flatMap((writing) => end[writing] ?? []),
  );
  const columns = ends.flatMap((ending) =>
    ending === "delete" ? [] : [...Object.keys(ending.set ?? {}), ...(ending.truncate ?? [])],
  );
  return [...new Set([...columns, ...correctedColumns(table)].map((column) => storedIn(table, column)))];
}
