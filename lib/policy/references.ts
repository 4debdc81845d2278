/** What the policy says about purposes, recipients, consents and rules must exist and fit together. */
import { authorities } from "../gdpr/authorities";
import { categoriesOf, runBy } from "./categories-of";
import { learnedKinds } from "./learned";
import { finding, type Finding } from "./problem";
import type { Policy } from "./schema";

/** The European Economic Area: the Union, Iceland, Liechtenstein and Norway. */
const eea = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(" ");

/** Findings about everything but the sources' mappings. */
export function referenceFindings(policy: Policy): Finding[] {
  return [
    ...zoneFindings(policy),
    ...authorityFindings(policy),
    ...Object.entries(policy.purposes).flatMap(([id, purpose]) =>
      purpose.basis === "f" && !purpose.interest
        ? [finding(["purposes", id], "The basis f needs the interest it rests on (Art. 13(1)(d)): add “interest”.")]
        : [],
    ),
    ...Object.entries(policy.recipients).flatMap(([id, recipient]) =>
      !eea.includes(recipient.country) && !recipient.safeguard
        ? [
            finding(
              ["recipients", id],
              `${recipient.name} is in ${recipient.country}, outside the EEA: add the “safeguard” of Art. 45 or 46.`,
            ),
          ]
        : [],
    ),
    ...recipientFindings(policy),
    ...Object.keys(policy.categories).flatMap((id) => categoryFindings(policy, id)),
    ...topicFindings(policy),
    ...consentFindings(policy),
    ...useFindings(policy),
    ...fieldFindings(policy),
    ...vocabularyFindings(policy),
    ...Object.entries(policy.pause.continue).flatMap(([id, { purposes }]) =>
      unknown(policy.purposes, purposes, ["pause", "continue", id, "purposes"], "purpose"),
    ),
    ...holderFindings(policy),
  ];
}

/** Art. 19: a notice can name a person only by what a source learns. */
function recipientFindings(policy: Policy): Finding[] {
  const known = ["account", "email", "name", ...learnedKinds(policy)];
  return Object.entries(policy.recipients).flatMap(([id, { notice, address, knows, role, inquiry }]) => [
    ...knows
      .filter((kind) => !known.includes(kind))
      .map((kind) =>
        finding(["recipients", id, "knows"], `No source learns an id “${kind}”: write one of ${known.join(", ")}.`),
      ),
    ...(address !== undefined && notice !== "email"
      ? [finding(["recipients", id, "address"], "An address is written to only where “notice” is email.")]
      : []),
    ...(inquiry && role !== "authority"
      ? [finding(["recipients", id, "inquiry"], "Only an authority asks in an inquiry: remove “inquiry”.")]
      : []),
  ]);
}

/** Art. 20(1): a word for a table or a column that no source has would never reach anybody. */
function vocabularyFindings({ vocabulary, sources }: Policy): Finding[] {
  const all = Object.values(sources).flatMap((source) => ("tables" in source ? [source.tables] : []));
  return Object.entries(vocabulary?.tables ?? {}).flatMap(([name, { fields }]) => {
    const mapped = all.flatMap((tables) => tables[name] ?? []);
    if (mapped.length === 0) return [finding(["vocabulary", "tables", name], "No source maps this table.")];
    return Object.keys(fields)
      .filter((column) => !mapped.some(({ columns }) => Object.hasOwn(columns, column)))
      .map((column) => finding(["vocabulary", "tables", name, "fields", column], "The table has no such column."));
  });
}

function zoneFindings({ zone }: Policy): Finding[] {
  const known = zone === "UTC" || Intl.supportedValuesOf("timeZone").includes(zone);
  return known ? [] : [finding(["zone"], `“${zone}” is no time zone: write one such as Europe/Berlin.`)];
}

function authorityFindings({ authority }: Policy): Finding[] {
  const known = authorities.some(({ code, shops }) => code === authority && shops);
  return known
    ? []
    : [
        finding(
          ["authority"],
          `No authority for companies has the code “${authority}”: write one such as DE-BE or FR.`,
        ),
      ];
}

function categoryFindings(policy: Policy, id: string): Finding[] {
  const category = policy.categories[id];
  if (!category) return [];
  const at = ["categories", id];
  const twice = category.rules.findIndex(
    (rule, index) => category.rules.findIndex((other) => other.id === rule.id) < index,
  );
  const consent = category.rights.withdrawal;
  return [
    ...unknown(policy.purposes, category.purposes, [...at, "purposes"], "purpose"),
    ...unknown(policy.recipients, category.recipients, [...at, "recipients"], "recipient"),
    ...(twice < 0
      ? []
      : [finding([...at, "rules", twice, "id"], "Another rule of this category has the same id: give each its own.")]),
    ...(consent === "no" || policy.consents[consent]?.categories.includes(id)
      ? []
      : [
          finding(
            [...at, "rights", "withdrawal"],
            `The consent “${consent}” does not cover this category: list it under consents.${consent}.categories, or write no.`,
          ),
        ]),
  ];
}

/** A kind of data has one place in which it is looked for. */
function topicFindings({ topics, categories }: Policy): Finding[] {
  const placed = new Map<string, string>();
  return Object.entries(topics).flatMap(([id, topic]) => {
    const at = ["topics", id, "categories"];
    const twice = topic.categories.flatMap((category, index) => {
      const other = placed.get(category);
      placed.set(category, id);
      return other === undefined
        ? []
        : [
            finding(
              [...at, index],
              `“${category}” stands in the topic “${other}” already: take it from one of the two.`,
            ),
          ];
    });
    return [...unknown(categories, topic.categories, at, "category"), ...twice];
  });
}

function consentFindings(policy: Policy): Finding[] {
  return Object.entries(policy.consents).flatMap(([id, { categories }]) => {
    const at = ["consents", id, "categories"];
    const purpose = Object.hasOwn(policy.purposes, id)
      ? []
      : [finding(["consents", id], `A consent has the id of its purpose: there is no purpose “${id}”.`)];
    const other = categories.flatMap((category, index) => {
      const named = policy.categories[category]?.rights.withdrawal;
      if (named === undefined || named === id) return [];
      return [
        finding(
          [...at, index],
          `The category “${category}” says withdrawal: ${named}. Write ${id} there, or take it from this list.`,
        ),
      ];
    });
    return [...purpose, ...unknown(policy.categories, categories, at, "category"), ...other];
  });
}

/** A purpose that a table carries out can be ended there, and what can be ended is named. */
function useFindings(policy: Policy): Finding[] {
  const advertising = unknown(policy.purposes, policy.stops.advertising, ["stops", "advertising"], "purpose");
  const tables = Object.entries(policy.sources).flatMap(([source, { kind, ...rest }]) =>
    kind === "postgres" && "tables" in rest
      ? Object.entries(rest.tables).map(([id, table]) => ({ at: ["sources", source, "tables", id], table }))
      : [],
  );
  return [
    ...advertising,
    ...tables.flatMap(({ at, table: { use, stop } }) => [
      ...(use === undefined ? [] : unknown(policy.purposes, [use], [...at, "use"], "purpose", false)),
      ...((use === undefined) === (stop === undefined)
        ? []
        : [finding(at, "“use” names the purpose of these rows, “stop” how it ends in them: give both, or neither.")]),
    ]),
  ];
}

/** What people hand in, take along or set right has a name they understand (Art. 16, 20). */
function fieldFindings({ sources, fields }: Policy): Finding[] {
  return Object.entries(sources).flatMap(([source, mapped]) =>
    mapped.kind !== "postgres"
      ? []
      : Object.entries(mapped.tables).flatMap(([id, { columns, statement }]) =>
          Object.entries(columns).flatMap(([column, { provided, correct, identity, field = column }]) => {
            const at = ["sources", source, "tables", id, "columns", column];
            return [
              ...((provided || correct) && !Object.hasOwn(fields, field)
                ? [finding(at, `People read of “${field}”: give it a label under “fields”.`)]
                : []),
              ...(identity && !correct
                ? [finding(at, "“identity” says how a correction waits: add “correct”, or remove it.")]
                : []),
              ...(correct && column === statement
                ? [finding(at, "A statement stands beside the record; it is not corrected itself: remove “correct”.")]
                : []),
            ];
          }),
        ),
  );
}

/** A category that no source holds must say why nothing is searched. */
function holderFindings(policy: Policy): Finding[] {
  const held = new Set(Object.values(policy.sources).flatMap(searched));
  const findings = Object.entries(policy.sources).flatMap(([id, source]) => {
    const at = ["sources", id];
    const recipient = runBy(source);
    return [
      ...(source.kind === "manual"
        ? unknown(policy.categories, source.categories, [...at, "categories"], "category")
        : source.kind === "opendsr"
          ? unknown(policy.categories, [source.category], [...at, "category"], "category", false)
          : []),
      ...(recipient === null ? [] : unknown(policy.recipients, [recipient], [...at, "recipient"], "recipient", false)),
    ];
  });
  for (const [id, category] of Object.entries(policy.categories))
    if (!held.has(id) && !category.elsewhere)
      findings.push(
        finding(
          ["categories", id],
          `No source holds “${id}”: map it in a source, or say under “elsewhere” why nothing is searched.`,
        ),
      );
  return findings;
}

/** A table in which nobody can be found holds nothing that a search would bring to light. */
function searched(source: Policy["sources"][string]): string[] {
  // Nor does a shortened line lead to anybody, whatever log it stands in.
  if (source.kind === "files") return Object.values(source.logs).map(({ category }) => category);
  if (source.kind !== "postgres") return categoriesOf(source);
  return Object.values(source.tables).flatMap(({ person, category, also }) => [
    ...(person.length > 0 ? [category] : []),
    ...Object.keys(also),
  ]);
}

function unknown(
  known: object,
  ids: readonly string[],
  at: readonly (string | number)[],
  kind: string,
  listed = true,
): Finding[] {
  return ids.flatMap((id, index) =>
    Object.hasOwn(known, id)
      ? []
      : [finding(listed ? [...at, index] : at, `There is no ${kind} “${id}”: define it or mend the name.`)],
  );
}
