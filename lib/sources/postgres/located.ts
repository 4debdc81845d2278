/**
 * Every group of the person, counted in one snapshot: one statement that learns who they are, one about the names on their
 * addresses, one that counts. Where the server refuses the last, table by table.
 */
import type { Group } from "../../gdpr/plan-value";
import { SourceUnreachable, type Cutoffs, type Located, type Overview, type Person } from "../source";
import { isBusy, Refused, type Reader } from "./connection";
import { joined, learn, weighed, type Known, type Spelling } from "./learn";
import { counting, grouped, type CountedRow } from "./locate";
import { categoriesIn, type Mapped, type Model } from "./model";
import { recognised, type Opened } from "./opened";
import { namesOnAddresses, weighsNames } from "./reach";
import type { Statement } from "./sql";

type Asking = { reader: Reader; model: Model; known: Known; cutoffs: Cutoffs };

/** All groups, or none: what is decided by them must be whole. */
export function located(shop: Opened, person: Person, cutoffs: Cutoffs): Promise<Located> {
  return shop.database.reading(async (reader) => {
    const { model, known, learned } = await recognised(shop, reader, person);
    const { groups, refused } = await counted({ reader, model, known, cutoffs }, model.tables);
    const [first] = refused;
    if (first) throw first.why;
    return { groups, learned };
  });
}

/**
 * All groups of the tables that answer, and the categories of those that do not. Where names could not be read, nobody knows whose
 * the rows are that an address alone leads to: their tables count as refused. Whom the person is learned from must answer.
 */
export async function overview(shop: Opened, person: Person, cutoffs: Cutoffs): Promise<Overview> {
  const { model, broken } = await shop.asFar();
  const { source, mapping } = model;
  if (mapping.learns.some(({ table }) => broken.includes(table)))
    throw new SourceUnreachable(source, new Error("the mapping is contradicted"), "unexpected-answer");
  try {
    return await shop.database.reading(async (reader) => {
      const learned = await learn(reader, model, person);
      const known = joined(person, learned);
      const { spellings, isWhole } = await spelled(reader, model, known);
      const isSure = isWhole && (known.addresses.length === 0 || !broken.some((id) => namesPeople(model, id)));
      const asking = { reader, model, cutoffs, known: weighed(known, spellings) };
      const sure = model.tables.filter((table) => isSure || !weighsNames(table));
      const { groups, refused } = await counted(asking, sure);
      const silent = [
        ...broken,
        ...model.tables.filter((table) => !sure.includes(table)).map(({ id }) => id),
        ...refused.map(({ table }) => table.id),
      ];
      const refusedIn = silent.flatMap((id) => categoriesIn(mapping.tables[id]));
      return { groups, learned, refused: [...new Set(refusedIn)] };
    });
  } catch (error) {
    if (error instanceof Refused) throw new SourceUnreachable(source, new Error(error.code), "unexpected-answer");
    throw error;
  }
}

type Refusal = { table: Mapped; why: Refused };

/** The groups of these tables: all at once, or one after the other where the server does not answer that. */
async function counted(asking: Asking, tables: readonly Mapped[]): Promise<{ groups: Group[]; refused: Refusal[] }> {
  const { model, cutoffs } = asking;
  const ofTables = async (some: readonly Mapped[]): Promise<Group[] | Refused> => {
    const found = await tried<CountedRow>(asking.reader, counting(model, asking.known, some, cutoffs));
    return found instanceof Refused ? found : found.map((row) => grouped(model, some, cutoffs, row));
  };
  const all = await ofTables(tables);
  if (!(all instanceof Refused)) return { groups: all, refused: [] };
  const result: { groups: Group[]; refused: Refusal[] } = { groups: [], refused: [] };
  for (const table of tables) {
    const some = await ofTables([table]);
    if (!(some instanceof Refused)) result.groups.push(...some);
    else if (isBusy(some.code)) throw some;
    else result.refused.push({ table, why: some });
  }
  return result;
}

/** The names on the person's addresses; `isWhole`: every table that has some said so. */
async function spelled(
  reader: Reader,
  model: Model,
  known: Known,
): Promise<{ spellings: Spelling[]; isWhole: boolean }> {
  const inTables = (tables: readonly Mapped[]) => tried<Spelling>(reader, namesOnAddresses(model.zone, known, tables));
  const all = await inTables(model.tables);
  if (!(all instanceof Refused)) return { spellings: all, isWhole: true };
  const each: (Spelling[] | Refused)[] = [];
  for (const table of model.tables) each.push(await inTables([table]));
  const said = each.flatMap((one) => (one instanceof Refused ? [] : [one]));
  return { spellings: said.flat(), isWhole: said.length === each.length };
}

/**
 * What the server refuses is a value. Too long for one statement may be short enough for several; a lock that one table does not
 * give stops them as well.
 */
async function tried<Row>(reader: Reader, statement: Statement | null): Promise<Row[] | Refused> {
  if (!statement) return [];
  const found = await reader.tried<Row>(statement);
  if (found instanceof Refused && isBusy(found.code) && found.code !== tooLong) throw found;
  return found;
}

const tooLong = "57014";

/** Whether rows of the table say by their names who uses an address. */
const namesPeople = ({ mapping }: Model, id: string): boolean =>
  mapping.tables[id]?.person.some((reach) => "address" in reach && reach.name !== undefined) ?? false;
