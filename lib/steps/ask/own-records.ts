/**
 * Art. 12(2): the records of the person who is signed in, as they are now, for a page that shows them: as far as each database
 * answers, which takes three statements however many tables it has. Writes nothing.
 */
import type { Actor } from "../../actor";
import { policy, sources } from "../../company";
import { mayTell } from "../../gdpr/disclosure";
import type { Table } from "../../policy/schema";
import { categoriesIn } from "../../sources/postgres/model";
import { SourceUnreachable, type Learned, type OwnRecord, type Source } from "../../sources/source";
import { taught } from "../plan/search";
import { personOf, type Unheard } from "./told";

export type Owned = OwnRecord & { source: string; table: Table };
type Wanted = (table: Table, category: string) => boolean;

/**
 * The records of those parts of tables that are wanted, of each at most `most` (null: all), in the policy's order; and what did not
 * answer of what was wanted. Nothing that a reviewer must see first.
 */
export async function ownRecords(
  who: Actor,
  isWanted: Wanted,
  most: number | null,
): Promise<Unheard & { records: Owned[] }> {
  const asked = personOf(who);
  const found: { learned: Learned }[] = [];
  const result: Unheard & { records: Owned[] } = { records: [], unreachable: [], inPart: [] };
  for (const { source, parts } of asking(isWanted)) {
    try {
      if (!source.own) throw new Error(`the source ${source.id} has tables and shows no records`);
      const { records, learned, refused } = await source.own(taught(asked, found), parts, most);
      found.push({ learned });
      for (const record of records)
        result.records.push({ ...record, source: source.id, table: mapped(source, record) });
      if (refused.length > 0) result.inPart.push({ source: source.id, categories: refused });
    } catch (error) {
      if (!(error instanceof SourceUnreachable)) throw error;
      result.unreachable.push(source.id);
    }
  }
  return result;
}

/** The databases that hold something wanted, and those before them: what one learns of the person the next uses. */
function asking(isWanted: Wanted): { source: Source; parts: string[] }[] {
  const all = sources()
    .filter(({ kind }) => kind === "postgres")
    .map((source) => ({ source, parts: wantedIn(source, isWanted) }));
  return all.slice(0, all.findLastIndex(({ parts }) => parts.length > 0) + 1);
}

function wantedIn({ id }: Source, isWanted: Wanted): string[] {
  const { categories } = policy();
  return Object.entries(tablesOf(id)).flatMap(([name, table]) =>
    categoriesIn(table)
      .filter((category) => mayTell(certain, categories[category]?.disclose) && isWanted(table, category))
      .map((category) => `${name}/${category}`),
  );
}

/** What a source gives as the person's own. */
const certain = { belongs: "mine", doubt: null } as const;

function tablesOf(id: string): Readonly<Record<string, Table>> {
  const known = policy().sources[id];
  return known?.kind === "postgres" ? known.tables : {};
}

function mapped({ id }: Source, { part }: OwnRecord): Table {
  const table = tablesOf(id)[part.slice(0, part.indexOf("/"))];
  if (!table) throw new Error(`the source ${id} told of ${part}, which the policy does not name`);
  return table;
}
