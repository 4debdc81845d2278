/**
 * § 147 AO, § 257 HGB, Art. 17(3)(b): what the law wants kept must stand when the account is gone.
 *
 * A part is kept by law when its rule rests on 17(3)(b) and a request only locks it. For such a part
 *   1. it is the table's own category: columns of another table's row would go with that row;
 *   2. its paths to the person lead only through rows that are kept by law as well;
 *   3. a voucher (its rule has the transition of 2025) names the person in a column of its own (`name: true`),
 *      so that an invoice never takes its name from an account row.
 */
import { partsOf, type Part } from "./mapping";
import { finding, type Finding } from "./problem";
import type { Policy, PostgresSource } from "./schema";

/** Whether the part is kept by law until its day, whatever a request says. */
export function keptByLaw({ rule }: Part): boolean {
  return rule?.ground === "17(3)(b)" && rule.onRequest === "restrict";
}

/** Findings about the vouchers and letters of a source. */
export function voucherFindings(policy: Policy, source: string, mapping: PostgresSource): Finding[] {
  const own = (id: string) => {
    const table = mapping.tables[id];
    return table ? partsOf(policy, source, id, table)[0] : undefined;
  };
  return Object.entries(mapping.tables).flatMap(([id, table]) =>
    partsOf(policy, source, id, table)
      .filter(keptByLaw)
      .flatMap((part) => {
        if (!part.main)
          return [
            finding(
              part.at,
              `“${part.category}” is kept by law, but these columns end with the rows of ${id} (“${table.category}”): keep them in a table of their own.`,
            ),
          ];
        const paths = table.person.flatMap((reach, index) => {
          const parent = "via" in reach ? own(reach.via) : undefined;
          if (!("via" in reach) || !parent || keptByLaw(parent)) return [];
          return [
            finding(
              [...part.at, "person", index, "via"],
              `“${part.category}” is kept by law, but rows of ${reach.via} may go before: let ${id} name the person by a column of its own.`,
            ),
          ];
        });
        const named = Object.values(table.columns).some(
          (column) => column.name && (column.category ?? table.category) === part.category,
        );
        if (named || !part.rule?.transition) return paths;
        return [
          ...paths,
          finding(
            [...part.at, "columns"],
            `${id} takes the name from somewhere else: a voucher carries its own. Mark the column with the name as printed with “name: true”.`,
          ),
        ];
      }),
  );
}
