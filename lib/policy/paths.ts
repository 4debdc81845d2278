/** How each table reaches the person: every chain of `via` must end at an account or an address. */
import { finding, type Finding } from "./problem";
import type { Policy, PostgresSource, Reach } from "./schema";

type Learn = PostgresSource["learns"][number];

/** Findings about the paths of a source's tables, and about where it learns who the person is. */
export function pathFindings(policy: Policy, source: string, mapping: PostgresSource): Finding[] {
  const ids = Object.keys(mapping.tables);
  const tables = ids.flatMap((id) => {
    const table = mapping.tables[id];
    const at = ["sources", source, "tables", id, "person"];
    if (!table) return [];
    if (table.person.length === 0)
      return policy.categories[table.category]?.elsewhere
        ? []
        : [
            finding(
              at,
              `Nobody can be found in ${id}: name a path to the person, or say under categories.${table.category}.elsewhere why not.`,
            ),
          ];
    return table.person.flatMap((reach, index) =>
      "via" in reach ? viaFindings(mapping, id, reach, [...at, index, "via"]) : [],
    );
  });
  const learned = mapping.learns.flatMap((learn, index) =>
    learnFindings(mapping, learn, ["sources", source, "learns", index]),
  );
  return [...tables, ...learned];
}

type Via = Extract<Reach, { via: string }>;

function viaFindings(mapping: PostgresSource, id: string, { via, column }: Via, at: (string | number)[]): Finding[] {
  const parent = mapping.tables[via];
  if (!parent)
    return [finding(at, `The path goes through ${via}, which is not among the tables: map it, or name another path.`)];
  const circle = circleFrom(mapping, id, via);
  if (circle)
    return [
      finding(
        at,
        `The path ${circle.join(" → ")} runs in a circle and never reaches a person: let one table of it name an account or an address.`,
      ),
    ];
  if (!ends(mapping, via))
    return [
      finding(at, `The path through ${via} ends at no account and no address: give ${via} a path to the person.`),
    ];
  if (parent.key.length !== [column].flat().length)
    return [
      finding(at, `The key of ${via} is ${parent.key.join(", ")}: give under “column” as many columns, in this order.`),
    ];
  const ids = Object.keys(mapping.tables);
  if (ids.indexOf(via) > ids.indexOf(id))
    return [
      finding(at, `${via} stands below ${id}: list parents first, so that erasing runs from children to parents.`),
    ];
  return [];
}

/** An address says who somebody is only where each address is one row: where it is the key. */
function learnFindings(mapping: PostgresSource, learn: Learn, at: (string | number)[]): Finding[] {
  const table = mapping.tables[learn.table];
  if (!table) return [finding([...at, "table"], `The table ${learn.table} is not among the tables of this source.`)];
  if ((learn.account === undefined) === (learn.address === undefined))
    return [finding(at, "Say by which column the rows are the person's: give “account” or “address”, one of the two.")];
  if (learn.address === undefined || (table.key.length === 1 && table.key[0] === learn.address)) return [];
  return [
    finding(
      [...at, "address"],
      `An address selects nobody in ${learn.table}, because it is not its key: learn by “account”, or from another table.`,
    ),
  ];
}

/** The tables of a circle that the path enters, or null. */
function circleFrom(mapping: PostgresSource, id: string, via: string, seen: readonly string[] = [id]): string[] | null {
  if (seen.includes(via)) return [...seen, via];
  for (const reach of mapping.tables[via]?.person ?? []) {
    if (!("via" in reach)) continue;
    const circle = circleFrom(mapping, id, reach.via, [...seen, via]);
    if (circle) return circle;
  }
  return null;
}

function ends(mapping: PostgresSource, id: string): boolean {
  return (mapping.tables[id]?.person ?? []).some(
    (reach) => !("via" in reach) || (mapping.tables[reach.via] !== undefined && ends(mapping, reach.via)),
  );
}
