/** What a mapping says by itself, before any database is asked: names, paths to the person, ends of each part. */
import type { Rule } from "../gdpr/rule";
import { ignoredPlaces, placeKey, placeName, placeOf, sameTable } from "./kinds/place";
import { passedToFindings, passingColumns } from "./passed-to";
import { finding, type Finding } from "./problem";
import { keeperFindings, suppressFindings } from "./standing";
import type { Ending, Policy, PostgresSource, Table } from "./schema";

export const writings = ["erase", "unlink", "truncate", "restrict", "stop", "pause", "lift"] as const;

/** One category in one table: the table's own, or one of `also`. */
export type Part = {
  category: string;
  main: boolean;
  at: (string | number)[];
  rule: Rule | undefined;
  trigger: string | undefined;
  endings: Partial<Record<(typeof writings)[number], Ending>>;
};

/** The parts of a table, its own first. */
export function partsOf(policy: Policy, source: string, id: string, table: Table): Part[] {
  const at = ["sources", source, "tables", id];
  const own = { category: table.category, main: true, at, end: table };
  const others = Object.entries(table.also).map(([category, end]) => ({
    category,
    main: false,
    at: [...at, "also", category],
    end,
  }));
  return [own, ...others].map(({ category, main, at, end }) => {
    const rules = policy.categories[category]?.rules ?? [];
    const rule = end.rule === undefined ? rules[0] : rules.find((each) => each.id === end.rule);
    const endings = Object.fromEntries(writings.flatMap((writing) => (end[writing] ? [[writing, end[writing]]] : [])));
    return { category, main, at, rule, trigger: end.trigger, endings };
  });
}

/** Every column the mapping of a table speaks of, with the place where it does. */
export function namedColumns(at: (string | number)[], table: Table): { column: string; at: (string | number)[] }[] {
  const named = (column: string | undefined, ...where: (string | number)[]) =>
    column === undefined ? [] : [{ column, at: [...at, ...where] }];
  const ends = (end: Partial<Record<(typeof writings)[number], Ending>> & { trigger?: string }, ...where: string[]) => [
    ...named(end.trigger, ...where, "trigger"),
    ...writings.flatMap((writing) => {
      const ending = end[writing];
      if (!ending || ending === "delete") return [];
      const set = Object.keys(ending.set ?? {}).flatMap((column) => named(column, ...where, writing, "set", column));
      return [
        ...set,
        ...(ending.truncate ?? []).flatMap((column, index) => named(column, ...where, writing, "truncate", index)),
      ];
    }),
  ];
  return [
    ...table.key.flatMap((column, index) => named(column, "key", index)),
    ...table.person.flatMap((reach, index) =>
      Object.entries<string | boolean | string[] | undefined>(reach).flatMap(([key, column]) => {
        if (key === "via" || column === undefined || typeof column === "boolean") return [];
        return typeof column === "object"
          ? column.flatMap((each, place) => named(each, "person", index, key, place))
          : named(column, "person", index, key);
      }),
    ),
    ...Object.entries(table.json).flatMap(([value, { column }]) => [
      ...named(value, "json", value),
      ...named(column, "json", value, "column"),
    ]),
    ...named(table.suppress?.address, "suppress", "address"),
    ...named(table.since, "since"),
    ...named(table.when?.column, "when", "column"),
    ...named(table.inUse?.column, "inUse", "column"),
    ...named(table.thirdPersons?.column, "thirdPersons", "column"),
    ...named(table.statement, "statement"),
    ...passingColumns(table).flatMap(({ column, at }) => named(column, ...at)),
    ...(["reviewed", "result", "decidedOn"] as const).flatMap((key) => named(table.decision?.[key], "decision", key)),
    ...ends(table),
    ...Object.entries(table.also).flatMap(([category, end]) => ends(end, "also", category)),
  ];
}

/** Findings about every table of a source. */
export function mappingFindings(policy: Policy, source: string, mapping: PostgresSource): Finding[] {
  return Object.entries(mapping.tables).flatMap(([id, table]) => {
    const at = ["sources", source, "tables", id];
    return [
      ...columnFindings(at, table),
      ...categoryFindings(policy, at, table),
      ...partsOf(policy, source, id, table).flatMap((part) => endingFindings(part)),
      ...divisionFindings(at, id, mapping),
      ...keeperFindings(at, id, mapping),
      ...suppressFindings(at, table, mapping),
      ...passedToFindings(policy, at, table),
      ...(ignoredPlaces(mapping).some((place) => placeKey(place) === placeKey(placeOf(mapping, id)))
        ? [
            finding(
              at,
              `The table ${placeName(mapping, placeOf(mapping, id))} is mapped here and ignored as well: keep one of the two.`,
            ),
          ]
        : []),
    ];
  });
}

function columnFindings(at: (string | number)[], table: Table): Finding[] {
  const listed = new Set([...Object.keys(table.columns), ...table.ignore]);
  const keys = new Set(table.key);
  const inside = table.key.findIndex((column) => column in table.json);
  return [
    ...(inside < 0 ? [] : [finding([...at, "key", inside], "A key is made of columns, not of values inside them.")]),
    ...Object.entries(table.json).flatMap(([value, { column }]) =>
      column in table.json
        ? [
            finding(
              [...at, "json", value, "column"],
              `${column} is itself such a value: name the JSON column, and the whole path.`,
            ),
          ]
        : [],
    ),
    ...namedColumns(at, table).flatMap(({ column, at }) => {
      if (!listed.has(column))
        return [
          finding(at, `The column ${column} is neither under “columns” nor under “ignore”: list it, or mend the name.`),
        ];
      if (at.includes("set") && keys.has(column))
        return [finding(at, `${column} is the key of the row and cannot be written.`)];
      return [];
    }),
    ...table.ignore.flatMap((column, index) =>
      column in table.columns
        ? [finding([...at, "ignore", index], `The column ${column} is mapped and ignored: keep one of the two.`)]
        : [],
    ),
  ];
}

function categoryFindings(policy: Policy, at: (string | number)[], table: Table): Finding[] {
  const known = (category: string, where: (string | number)[]) =>
    category in policy.categories
      ? []
      : [finding([...at, ...where], `There is no category “${category}”: define it or mend the name.`)];
  const strays = Object.entries(table.columns).flatMap(([column, { category }]) => {
    if (category === undefined || category === table.category) return [];
    const where = ["columns", column, "category"];
    if (category in table.also) return known(category, where);
    return [
      ...known(category, where),
      finding([...at, ...where], `Columns of “${category}” end by their own rule: say how under “also”.`),
    ];
  });
  const empty = Object.keys(table.also).flatMap((category) => {
    const has = Object.values(table.columns).some((column) => column.category === category);
    return has
      ? known(category, ["also", category])
      : [
          finding(
            [...at, "also", category],
            `No column of this table has the category “${category}”: give it one, or remove this entry.`,
          ),
        ];
  });
  return [...known(table.category, ["category"]), ...strays, ...empty];
}

/** The rule of a part decides what must be possible; a part without that ending could never carry it out. */
function endingFindings(part: Part): Finding[] {
  const { rule, at, endings } = part;
  if (!rule)
    return [finding([...at, "rule"], `The category “${part.category}” has no such rule: name one of its rules.`)];
  const ends: string[] = [rule.end, rule.onRequest, rule.meanwhile];
  const needed = new Set(writings.filter((writing) => ends.includes(writing)));
  return writings.flatMap((writing) => {
    const ending = endings[writing];
    if (needed.has(writing) && !ending)
      return [
        finding(
          at,
          `The rule “${rule.id}” of “${part.category}” ends with ${writing}: say here under “${writing}” what is done to a row.`,
        ),
      ];
    if (writing === "truncate" && ending && (ending === "delete" || !ending.truncate?.length))
      return [finding([...at, "truncate"], "Nothing is cut here: list the address columns under “truncate”.")];
    return [];
  });
}

/** One table mapped several times is divided by the values of one column, each value once. */
function divisionFindings(at: (string | number)[], id: string, mapping: PostgresSource): Finding[] {
  const earlier = Object.entries(mapping.tables)
    .slice(0, Object.keys(mapping.tables).indexOf(id))
    .filter(([other]) => sameTable(mapping, other, id));
  const own = mapping.tables[id]?.when;
  return earlier.flatMap(([other, { when }]) => {
    if (!own && !when) return [finding(at, `${id} and ${other} claim the same rows: divide them by “when”.`)];
    if (!own || !when) return [];
    if (own.column !== when.column)
      return [
        finding([...at, "when", "column"], `${other} divides the table by ${when.column}: use the same column here.`),
      ];
    const both = own.is.findIndex((value) => when.is.includes(value));
    return both < 0
      ? []
      : [
          finding(
            [...at, "when", "is", both],
            `The rows with “${own.is[both]}” belong to ${other} already: each value once.`,
          ),
        ];
  });
}
