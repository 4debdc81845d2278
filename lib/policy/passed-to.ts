/**
 * Art. 15(1)(c): to whom records really went. Where a table says so row by row (`passedTo`), a recipient named there
 * received those rows and no others of the category; every other recipient of the category received all of it.
 */
import { namedBy } from "./kinds/passed-to";
import { finding, type Finding } from "./problem";
import type { Policy, Table } from "./schema";
import { tableOf } from "./table-of";

/** The columns by which rows name recipients, each with its place in the mapping of the table. */
export function passingColumns({ passedTo }: Table): { column: string; at: string[] }[] {
  if (!passedTo) return [];
  if ("is" in passedTo) return [{ column: passedTo.column, at: ["passedTo", "column"] }];
  return Object.keys(passedTo.filled).map((column) => ({ column, at: ["passedTo", "filled", column] }));
}

/** The recipients that the rows of a category name themselves. */
export function namedByRows({ sources }: Policy, category: string): Set<string> {
  const tables = Object.values(sources).flatMap((source) =>
    source.kind === "postgres" ? Object.values(source.tables).filter((table) => table.category === category) : [],
  );
  return new Set(tables.flatMap(namedBy));
}

type Row = { source: string; part: string; category: string; values: Readonly<Record<string, unknown>> };

/** Whether the rows of a category in a part name recipients themselves. */
export function namesRecipients(policy: Policy, { source, part, category }: Omit<Row, "values">): boolean {
  const table = tableOf(policy, source, part);
  return table?.passedTo !== undefined && table.category === category;
}

/** The recipients that a row names, each with what the row says about since when it was held. */
export function passedTo(policy: Policy, row: Row): { recipient: string; since: unknown }[] {
  const table = tableOf(policy, row.source, row.part);
  if (!table?.passedTo || table.category !== row.category) return [];
  const since = table.since ? row.values[table.since] : null;
  return recipientsOf(table.passedTo, row.values).map((recipient) => ({ recipient, since }));
}

/** An empty column names nobody. A database says the same of its rows (`lib/sources/postgres/passed-to.ts`). */
function recipientsOf(to: NonNullable<Table["passedTo"]>, values: Row["values"]): string[] {
  if ("is" in to) {
    const value = values[to.column] ?? null;
    const recipient = value !== null && Object.hasOwn(to.is, String(value)) ? to.is[String(value)] : undefined;
    return recipient === undefined ? [] : [recipient];
  }
  const filled = Object.entries(to.filled).filter(
    ([column]) => ![null, undefined, ""].includes(values[column] as null),
  );
  return [...new Set(filled.map(([, recipient]) => recipient))];
}

/** The columns are handed out with the row, and whom they name the category names as well. */
export function passedToFindings(policy: Policy, at: (string | number)[], table: Table): Finding[] {
  const recipients = policy.categories[table.category]?.recipients ?? [];
  return [
    ...passingColumns(table).flatMap(({ column, at: where }) => {
      const mapped = table.columns[column];
      const handedOut = mapped?.export && (mapped.category ?? table.category) === table.category;
      if (handedOut) return [];
      const message = `${column} is not handed out with “${table.category}”, so nobody reads it there: name a column that is.`;
      return [finding([...at, ...where], message)];
    }),
    ...namedBy(table).flatMap((recipient) =>
      recipients.includes(recipient)
        ? []
        : [
            finding(
              [...at, "passedTo"],
              `“${recipient}” is no recipient of “${table.category}”: write one of ${recipients.join(", ")}, or add it there.`,
            ),
          ],
    ),
  ];
}
