/**
 * Art. 15(1)(c): to whom records really went. Where a table says so row by row (`passedTo`), a recipient named there
 * received those rows and no others of the category; every other recipient of the category received all of it.
 */
import { finding, type Finding } from "./problem";
import type { Policy, Table } from "./schema";
import { tableOf } from "./table-of";

/** The recipients that the rows of a category name themselves. */
export function namedByRows({ sources }: Policy, category: string): Set<string> {
  const tables = Object.values(sources).flatMap((source) =>
    source.kind === "postgres" ? Object.values(source.tables).filter((table) => table.category === category) : [],
  );
  return new Set(tables.flatMap(({ passedTo }) => Object.values(passedTo?.is ?? {})));
}

type Row = { source: string; part: string; category: string; values: Readonly<Record<string, unknown>> };

/** The recipient that a row names, and what it says about since when it was held; null for a row that names none. */
export function passedTo(policy: Policy, row: Row): { recipient: string; since: unknown } | null {
  const table = tableOf(policy, row.source, row.part);
  if (!table?.passedTo || table.category !== row.category) return null;
  const { column, is } = table.passedTo;
  const value = String(row.values[column]);
  const recipient = Object.hasOwn(is, value) ? is[value] : undefined;
  return recipient === undefined ? null : { recipient, since: table.since ? row.values[table.since] : null };
}

/** The column is handed out with the row, and whom it names the category names as well. */
export function passedToFindings(policy: Policy, at: (string | number)[], table: Table): Finding[] {
  if (!table.passedTo) return [];
  const here = [...at, "passedTo"];
  const { column, is } = table.passedTo;
  const mapped = table.columns[column];
  const own = mapped?.export && (mapped.category ?? table.category) === table.category;
  const recipients = policy.categories[table.category]?.recipients ?? [];
  return [
    ...(own || table.ignore.includes(column)
      ? []
      : [finding([...here, "column"], `${column} is not handed out with “${table.category}”: name a column that is.`)]),
    ...(table.ignore.includes(column)
      ? [finding([...here, "column"], `${column} is ignored, so nobody reads it: list it under “columns”.`)]
      : []),
    ...Object.entries(is).flatMap(([value, recipient]) =>
      recipients.includes(recipient)
        ? []
        : [
            finding(
              [...here, "is", value],
              `“${recipient}” is no recipient of “${table.category}”: write one of ${recipients.join(", ")}, or add it there.`,
            ),
          ],
    ),
  ];
}
