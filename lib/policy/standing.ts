/** What a row waits for before it goes (`keepIfReferenced`), and what stays of it in a list (`suppress`). */
import { finding, type Finding } from "./problem";
import type { PostgresSource, Table } from "./schema";

type At = (string | number)[];

/** Rows that keep another row go first, so their entry stands below, and it names its own column. */
export function keeperFindings(at: At, id: string, mapping: PostgresSource): Finding[] {
  const ids = Object.keys(mapping.tables);
  const table = mapping.tables[id];
  if (!table?.keepIfReferenced.length) return [];
  const alone = table.key.length === 1;
  const unlocked = table.restrict
    ? []
    : [finding(at, "What is kept by “keepIfReferenced” is locked: say here under “restrict” what that does to a row.")];
  const each = table.keepIfReferenced.flatMap(({ table: by, column }, index) => {
    const here = [...at, "keepIfReferenced", index];
    const keeper = mapping.tables[by];
    if (!alone)
      return [finding(here, `${id} has a key of ${table.key.length} columns, and a reference is one column.`)];
    if (!keeper) return [finding([...here, "table"], `${by} is not among the tables: map it, or mend the name.`)];
    if (ids.indexOf(by) < ids.indexOf(id))
      return [
        finding(
          [...here, "table"],
          `${by} stands above ${id}: list it below, so that its rows go before what they need.`,
        ),
      ];
    const listed = column in keeper.columns || keeper.ignore.includes(column);
    return listed
      ? []
      : [finding([...here, "column"], `${by} lists no column ${column}: list it there, or mend the name.`)];
  });
  return [...unlocked, ...each];
}

/** The list is a table of the mapping, an entry twice is one entry, and the ends that make entries exist. */
export function suppressFindings(at: At, { suppress, ...table }: Table, mapping: PostgresSource): Finding[] {
  if (!suppress) return [];
  const here = [...at, "suppress"];
  const into = mapping.tables[suppress.into];
  if (!into) return [finding([...here, "into"], `${suppress.into} is not among the tables: map it, or mend the name.`)];
  const written = [suppress.hash, ...Object.keys(suppress.set)];
  const strays = written.filter((column) => !(column in into.columns) && !into.ignore.includes(column));
  return [
    ...suppress.on.flatMap((writing, index) =>
      table[writing]
        ? []
        : [
            finding(
              [...here, "on", index],
              `These rows have no end “${writing}”: say what it does, or take it out here.`,
            ),
          ],
    ),
    ...strays.map((column) =>
      finding([...here, "set"], `${suppress.into} lists no column ${column}: list it there, or mend the name.`),
    ),
    ...(into.key.every((column) => written.includes(column))
      ? []
      : [
          finding(
            [...here, "set"],
            `The key of ${suppress.into} is ${into.key.join(", ")}: write all of it here, so that nobody is entered twice.`,
          ),
        ]),
  ];
}
