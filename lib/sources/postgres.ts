/**
 * The shop's PostgreSQL as a source, from the mapping in `policy.yaml` alone.
 *
 * Names come from the mapping and the catalog and are quoted, values are bound, nothing is written by predicate.
 */
import type { Group } from "../gdpr/plan-value";
import type { Policy, PostgresSource } from "../policy/schema";
import { readCatalog, type Catalog } from "./postgres/catalog";
import { database, Refused, type Database, type Reader } from "./postgres/connection";
import { overdue } from "./postgres/due";
import { joined, learn, weighed, type Known } from "./postgres/learn";
import { listing, reading } from "./postgres/list";
import { counting, grouped, type CountedRow } from "./postgres/locate";
import { model, type Model } from "./postgres/model";
import { probe } from "./postgres/probe";
import { namesOnAddresses } from "./postgres/reach";
import { selected, type Selected } from "./postgres/selector";
import { binding, type Statement } from "./postgres/sql";
import { changed, left, write } from "./postgres/write";
import { SourceUnreachable, type Cutoffs, type Due, type Item, type Learned, type Person, type Source } from "./source";

export type PostgresOptions = {
  /** Connection string of a role with rights on the listed tables only. */
  url: string;
  /** The policy's zone. */
  zone: string;
  categories: Policy["categories"];
  applicationName?: string;
  /** The portal's instant for marks such as `restricted_at`; without it the shop database's own clock. */
  now?: () => string | Promise<string>;
};

/** The source `id` over the mapping. Nothing is connected before the first call; close it when done. */
export function postgresSource(id: string, mapping: PostgresSource, options: PostgresOptions): Source {
  const shop = opened(id, mapping, options);
  const rows = async function* <Row>(person: Person, group: Group, make: Make) {
    const chosen = selected(group.selector);
    yield* shop.database.stream<Row>(async (reader) => {
      const { model, known } = await shop.recognise(reader, person);
      return make(model, known, chosen);
    });
  };
  return {
    id,
    kind: "postgres",
    probe: () => shop.probed(),
    locate: (person, cutoffs) => shop.located(person, cutoffs),
    async *list(person, group) {
      const { part } = selected(group.selector);
      for await (const row of rows<Omit<Item, "part">>(person, group, listing)) yield { part, ...row };
    },
    async *read(person, group) {
      const { part } = selected(group.selector);
      const found = rows<{ key: string; values: Record<string, unknown> }>(person, group, reading);
      for await (const row of found) yield { category: group.category, part, ...row };
    },
    async write(writing, items, operation) {
      const now = options.now ? await options.now() : null;
      return write({ database: shop.database, model: await shop.model(), writing, operation, now }, items);
    },
    changed: async (items, writing) => changed(shop.database, await shop.model(), items, writing),
    left: async (writing, items) => left(shop.database, await shop.model(), writing, items),
    partOf: (group) => selected(group.selector).part,
    inWritingOrder: (parts) => lastFirst(mapping, parts),
    due: (asked) => shop.due(asked),
    close: () => shop.database.close(),
  };
}

type Make = (model: Model, known: Known, chosen: Selected) => Statement | null;

function opened(id: string, mapping: PostgresSource, { url, zone, categories, applicationName }: PostgresOptions) {
  const shop = database(id, url, applicationName ?? "rightful");
  let read: Promise<{ catalog: Catalog; model: Model }> | undefined;

  /** The catalog is read once; a failure is not remembered. */
  async function confirmed(): Promise<{ catalog: Catalog; model: Model }> {
    read ??= shop
      .reading((reader) => readCatalog(reader, mapping.schema))
      .then((catalog) => ({ catalog, model: model({ source: id, zone, mapping, categories }, catalog) }));
    try {
      return await read;
    } catch (error) {
      read = undefined;
      throw error;
    }
  }

  /** Two phases: the account says who the person is, then the names on the rows of their addresses are weighed. */
  async function recognise(reader: Reader, person: Person): Promise<{ model: Model; known: Known; learned: Learned }> {
    const { catalog, model } = await confirmed();
    const learned = await learn(reader, { mapping, catalog, zone }, person);
    const known = joined(person, learned);
    const found: { address: string; name: string }[] = [];
    for (const table of model.tables)
      for (const statement of namesOnAddresses(zone, known, table))
        found.push(...(await reader.rows<(typeof found)[number]>(statement)));
    return { model, known: weighed(known, found), learned };
  }

  return {
    database: shop,
    recognise,
    model: async () => (await confirmed()).model,
    async located(person: Person, cutoffs: Cutoffs) {
      return shop.reading(async (reader) => {
        const { model, known, learned } = await recognise(reader, person);
        const groups: Group[] = [];
        for (const table of model.tables) {
          const statement = counting(model, known, table, cutoffs);
          const rows = statement ? await reader.rows<CountedRow>(statement) : [];
          groups.push(...rows.map((row) => grouped(model, table, cutoffs, row)));
        }
        return { groups, learned };
      });
    },
    async *due({ category, rule, cutoff, after, limit }: Due): AsyncGenerator<Item> {
      const { model } = await confirmed();
      const parts = model.tables
        .flatMap((table) => table.parts)
        .filter((part) => part.category === category && part.rule.id === rule);
      const from = after
        ? Math.max(
            0,
            parts.findIndex((part) => part.id === after.part),
          )
        : 0;
      let open = limit;
      for (const part of parts.slice(from)) {
        const seen = after?.part === part.id ? after.key : null;
        for await (const row of shop.stream<Omit<Item, "part">>(async () =>
          overdue(model, { part, cutoff, after: seen, limit: open }),
        )) {
          yield { part: part.id, ...row };
          open -= 1;
        }
        if (open <= 0) return;
      }
    },
    async probed(): Promise<string[]> {
      try {
        return await shop.reading((reader) => probe(reader, mapping));
      } catch (error) {
        if (error instanceof SourceUnreachable || error instanceof Refused) return [`${error.message}.`];
        throw error;
      }
    },
  };
}

function lastFirst(mapping: PostgresSource, parts: readonly string[]): string[] {
  const tables = Object.keys(mapping.tables);
  const place = (part: string): [table: number, main: number] => {
    const [table = "", category = ""] = part.split("/", 2);
    return [tables.indexOf(table), mapping.tables[table]?.category === category ? 1 : 0];
  };
  return parts.toSorted((one, other) => place(other)[0] - place(one)[0] || place(one)[1] - place(other)[1]);
}
