/** The open database with what is known of it: the confirmed mapping, and the person as the shop knows them. */
import { schemasOf } from "../../policy/kinds/place";
import { SourceUnreachable, type Due, type Item, type Learned, type Person } from "../source";
import { readCatalog, type Catalog } from "./catalog";
import { Refused, type Database, type Reader } from "./connection";
import { overdue } from "./due";
import { joined, learn, weighed, type Known, type Spelling } from "./learn";
import { model, modelAsFar, type Given, type Model, type Part } from "./model";
import { probe } from "./probe";
import { namesOnAddresses, weighsNames } from "./reach";

export type Opened = {
  database: Database;
  given: Given;
  confirmed(): Promise<Model>;
  /** The mapping as far as the catalog confirms it, and the tables that it contradicts. */
  asFar(): Promise<{ model: Model; broken: readonly string[] }>;
};

/** Joins the mapping with the catalog at the first use and keeps it; a failure is not kept. */
export function opened(database: Database, given: Given): Opened {
  let read: Promise<Model> | undefined;
  const catalog = (): Promise<Catalog> => database.reading((reader) => readCatalog(reader, schemasOf(given.mapping)));
  const confirmed = async (): Promise<Model> => {
    read ??= catalog().then((said) => model(given, said));
    try {
      return await read;
    } catch (error) {
      read = undefined;
      throw error;
    }
  };
  return {
    database,
    given,
    confirmed,
    async asFar() {
      try {
        return { model: await confirmed(), broken: [] };
      } catch (error) {
        if (error instanceof SourceUnreachable || error instanceof Refused) throw error;
        return modelAsFar(given, await catalog());
      }
    },
  };
}

/**
 * Two phases: the account says who the person is, then the names on the rows of their addresses are weighed. With `parts`, for a
 * look at these alone: where no names decide whose their rows are, none are asked for.
 */
export async function recognised(
  { given, confirmed }: Opened,
  reader: Reader,
  person: Person,
  parts?: readonly string[],
): Promise<Recognised> {
  const model = await confirmed();
  const learned = await learn(reader, model, person);
  const known = joined(person, learned);
  const weighs = parts === undefined || parts.some((part) => weighsNames(model.part(part).table));
  const statement = weighs ? namesOnAddresses(given.zone, known, model.tables) : null;
  const spellings = statement ? await reader.rows<Spelling>(statement) : [];
  return { model, learned, known: weighed(known, spellings) };
}

type Recognised = { model: Model; known: Known; learned: Learned };

/** The parts of a category to which a rule applies, parents first. */
export const partsOf = (model: Model, category: string, rule: string): Part[] =>
  model.tables.flatMap(({ parts }) => parts).filter((part) => part.category === category && part.rule.id === rule);

/** What is due without a request, part after part. */
export async function* due(shop: Opened, { category, rule, cutoff, after, limit }: Due): AsyncGenerator<Item> {
  const model = await shop.confirmed();
  const parts = partsOf(model, category, rule);
  const from = after ? parts.findIndex((part) => part.id === after.part) : 0;
  if (from < 0) throw new Error(`source ${model.source}: the rule ${category}/${rule} has no part to go on after`);
  let open = limit;
  for (const part of parts.slice(from)) {
    if (open <= 0) return;
    const seen = after?.part === part.id ? after.key : null;
    const asked = overdue(model, { part, cutoff, after: seen, limit: open });
    for await (const row of shop.database.stream<Omit<Item, "part">>(async () => asked)) {
      yield { part: part.id, ...row };
      open -= 1;
    }
  }
}

/** What is wrong with reach and rights, as sentences. */
export async function probed({ database, given }: Opened): Promise<string[]> {
  try {
    return await database.reading((reader) => probe(reader, given.mapping));
  } catch (error) {
    if (error instanceof SourceUnreachable || error instanceof Refused) return [`The ${error.message}.`];
    throw error;
  }
}
