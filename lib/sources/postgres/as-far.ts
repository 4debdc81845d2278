/**
 * What a page tells a person, in one snapshot and as far as the database answers: who they are, whose their addresses are, and then
 * what the page asks of its tables. A table that is refused takes nothing else along. Nothing may be decided by it.
 */
import { SourceUnreachable, type Learned, type Person } from "../source";
import { isBusy, Refused, type Reader } from "./connection";
import { joined, learn, weighed, type Known, type Spelling } from "./learn";
import type { Mapped, Model } from "./model";
import type { Opened } from "./opened";
import { namesOnAddresses, weighsNames } from "./reach";
import type { Statement } from "./sql";

/** A person whom the database knows, in its snapshot. */
export type Asking = { reader: Reader; model: Model; known: Known };
/** What was found in some tables; `refused` are those that said nothing. */
export type Look<Value> = { found: Value; refused: readonly Mapped[] };
export type AsFar<Value> = { found: Value; learned: Learned; silent: string[] };

/**
 * Looks into the tables that are `wanted`, by their names in the mapping, as far as it is sure whose their rows are; `silent` are all
 * others of these. Where names could not be read, nobody knows whose the rows are that an address alone leads to: their tables count
 * as silent. Whom the person is learned from must answer. Throws `SourceUnreachable`.
 */
export async function asFarAs<Value>(
  shop: Opened,
  person: Person,
  wanted: (table: string) => boolean,
  look: (asking: Asking, tables: readonly Mapped[]) => Promise<Look<Value>>,
): Promise<AsFar<Value>> {
  const { model, broken } = await shop.asFar();
  const { source, mapping } = model;
  if (mapping.learns.some(({ table }) => broken.includes(table)))
    throw new SourceUnreachable(source, new Error("the mapping is contradicted"), "unexpected-answer");
  const tables = model.tables.filter(({ id }) => wanted(id));
  try {
    return await shop.database.reading(async (reader) => {
      const learned = await learn(reader, model, person);
      const known = joined(person, learned);
      const { spellings, isWhole } = tables.some(weighsNames)
        ? await spelled(reader, model, known)
        : { spellings: [], isWhole: true };
      const isSure = isWhole && (known.addresses.length === 0 || !broken.some((id) => namesPeople(model, id)));
      const sure = tables.filter((table) => isSure || !weighsNames(table));
      const { found, refused } = await look({ reader, model, known: weighed(known, spellings) }, sure);
      const unsure = tables.filter((table) => !sure.includes(table));
      const silent = [...broken.filter(wanted), ...[...unsure, ...refused].map(({ id }) => id)];
      return { found, learned, silent };
    });
  } catch (error) {
    if (error instanceof Refused) throw new SourceUnreachable(source, new Error(error.code), "unexpected-answer");
    throw error;
  }
}

/** What was not answered about one of several, and why. */
export type Refusal<Of> = { of: Of; why: Refused };

/** Asks about all of these at once, or about one after the other where the server does not answer that. */
export async function eachOrAll<Of, Value>(
  all: readonly Of[],
  ask: (some: readonly Of[]) => Promise<Value[] | Refused>,
): Promise<{ found: Value[]; refused: Refusal<Of>[] }> {
  const together = await ask(all);
  if (!(together instanceof Refused)) return { found: together, refused: [] };
  const result: { found: Value[]; refused: Refusal<Of>[] } = { found: [], refused: [] };
  for (const one of all) {
    const some = await ask([one]);
    if (!(some instanceof Refused)) result.found.push(...some);
    else if (isBusy(some.code)) throw some;
    else result.refused.push({ of: one, why: some });
  }
  return result;
}

/**
 * What the server refuses is a value. Too long for one statement may be short enough for several; a lock that one table does not
 * give stops them as well.
 */
export async function tried<Row>(reader: Reader, statement: Statement | null): Promise<Row[] | Refused> {
  if (!statement) return [];
  const found = await reader.tried<Row>(statement);
  if (found instanceof Refused && isBusy(found.code) && found.code !== tooLong) throw found;
  return found;
}

const tooLong = "57014";

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

/** Whether rows of the table say by their names who uses an address. */
const namesPeople = ({ mapping }: Model, id: string): boolean =>
  mapping.tables[id]?.person.some((reach) => "address" in reach && reach.name !== undefined) ?? false;
