/**
 * Every group of the person, counted in one snapshot: one statement that learns who they are, one about the names on their
 * addresses, one that counts. Where the server refuses the last, table by table.
 */
import type { Group } from "../../gdpr/plan-value";
import type { Cutoffs, Located, Overview, Person } from "../source";
import { asFarAs, eachOrAll, tried, type Asking, type Refusal } from "./as-far";
import { Refused } from "./connection";
import { counting, grouped, type CountedRow, type Manner } from "./locate";
import { categoriesIn, type Mapped } from "./model";
import { recognised, type Opened } from "./opened";

/** All groups, or none: what is decided by them must be whole. */
export function located(shop: Opened, person: Person, cutoffs: Cutoffs): Promise<Located> {
  return shop.database.reading(async (reader) => {
    const { model, known, learned } = await recognised(shop, reader, person);
    const { found, refused } = await counted({ reader, model, known }, model.tables, cutoffs, "to-decide");
    const [first] = refused;
    if (first) throw first.why;
    return { groups: found, learned };
  });
}

/** All groups of the tables that answer, with the recipients that they name, and the categories of the tables that do not. */
export async function overview(shop: Opened, person: Person, cutoffs: Cutoffs): Promise<Overview> {
  const { found, learned, silent } = await asFarAs(
    shop,
    person,
    () => true,
    async (asking, tables) => {
      const { found: groups, refused } = await counted(asking, tables, cutoffs, "to-tell");
      return { found: groups, refused: refused.map(({ of }) => of) };
    },
  );
  const refused = silent.flatMap((id) => categoriesIn(shop.given.mapping.tables[id]));
  return { groups: found, learned, refused: [...new Set(refused)] };
}

/** The groups of these tables: all at once, or one after the other where the server does not answer that. */
function counted(
  { reader, model, known }: Asking,
  tables: readonly Mapped[],
  cutoffs: Cutoffs,
  manner: Manner,
): Promise<{ found: Group[]; refused: Refusal<Mapped>[] }> {
  return eachOrAll(tables, async (some) => {
    const found = await tried<CountedRow>(reader, counting(model, known, some, cutoffs, manner));
    return found instanceof Refused ? found : found.map((row) => grouped(model, some, cutoffs, row));
  });
}
