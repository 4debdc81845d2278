/**
 * The shop's PostgreSQL as a source, from the mapping in `policy.yaml` alone.
 *
 * Names come from the mapping and the catalog and are quoted, values are bound, nothing is written by predicate.
 */
import type { Group } from "../gdpr/plan-value";
import type { Policy, PostgresSource } from "../policy/schema";
import { batchSize } from "./postgres/batch";
import { database, type Prepare } from "./postgres/connection";
import type { Known } from "./postgres/learn";
import { gathered, handedOut, lining, listing, reading } from "./postgres/list";
import type { Model } from "./postgres/model";
import { located, overview } from "./postgres/located";
import { due, opened, probed, recognised } from "./postgres/opened";
import { ownRecords } from "./postgres/own";
import { selected, type Selected } from "./postgres/selector";
import type { Statement } from "./postgres/sql";
import { suppressionKeys } from "./postgres/suppress";
import { sweeping } from "./postgres/sweeping";
import { touches } from "./postgres/touches";
import { changed, left, write } from "./postgres/write";
import { recordsIn, type Item, type Lines, type Person, type RecordPage, type Source } from "./source";

export type PostgresOptions = {
  /** Connection string of a role with rights on the listed tables only. */
  url: string;
  /** The policy's zone. */
  zone: string;
  categories: Policy["categories"];
  applicationName?: string;
  /** The portal's instant for marks such as `restricted_at`; without it the shop database's own clock. */
  now?: () => string | Promise<string>;
  /** A secret of the environment by its name: the keys of suppression lists. */
  secret?: (name: string) => string | undefined;
};

type Make = (model: Model, known: Known, chosen: readonly Selected[]) => Statement | null;

/** The source `id` over the mapping. Nothing is connected before the first call; close it when done. */
export function postgresSource(id: string, mapping: PostgresSource, options: PostgresOptions): Source {
  const { url, zone, categories, applicationName = "rightful", now, secret = () => undefined } = options;
  const keys = suppressionKeys(mapping, secret);
  const shop = opened(database(id, url, applicationName), { source: id, zone, mapping, categories });
  const model = () => shop.confirmed();
  const asking =
    (person: Person, chosen: readonly Selected[], make: Make): Prepare =>
    async (reader) => {
      const { model, known } = await recognised(
        shop,
        reader,
        person,
        chosen.map(({ part }) => part),
      );
      return make(model, known, chosen);
    };
  /** Groups of one part and one cut-off are one statement, so that the person's rows are read once. */
  const statements = (groups: readonly Group[]) =>
    gathered(
      groups.map(({ selector }) => selected(selector)),
      ({ part, cutoff }) => JSON.stringify([part, cutoff]),
    );
  async function* list(person: Person, groups: readonly Group[]): AsyncGenerator<Item> {
    for (const chosen of statements(groups)) {
      const part = chosen[0]?.part ?? "";
      const found = shop.database.stream<Omit<Item, "part">>(asking(person, chosen, listing));
      for await (const row of found) yield { part, ...row };
    }
  }
  async function* lines(person: Person, groups: readonly Group[]): AsyncGenerator<Lines> {
    for (const chosen of statements(groups))
      for await (const texts of shop.database.texts(asking(person, chosen, lining)))
        yield { count: texts.length, text: texts.join("") };
  }
  async function* read(person: Person, groups: readonly Group[], columns?: "provided"): AsyncGenerator<RecordPage> {
    const make: Make = (model, known, chosen) => reading(model, known, chosen, columns);
    const category = groups[0]?.category ?? "";
    for (const chosen of statements(groups)) {
      const part = (await model()).part(chosen[0]?.part ?? "");
      const about = { category, part: part.id, columns: handedOut(part, columns) };
      const found = shop.database.pages<RecordPage["records"][number]>(asking(person, chosen, make));
      for await (const records of found) yield { ...about, records };
    }
  }
  return {
    id,
    kind: "postgres",
    probe: () => probed(shop),
    locate: (person, cutoffs) => located(shop, person, cutoffs),
    overview: (person, cutoffs) => overview(shop, person, cutoffs),
    own: (person, parts, most) => ownRecords(shop, person, parts, most),
    list: (person, group) => list(person, [group]),
    async *read(person, group, columns) {
      for await (const page of read(person, [group], columns)) yield* recordsIn(page);
    },
    together: { list, read, lines },
    batch: batchSize,
    looksWhenWriting: true,
    async write(writing, items, operation) {
      const given = { database: shop.database, model: await model(), writing, operation, keys };
      return write({ ...given, now: now ? await now() : null }, items);
    },
    changed: async (items, writing) => changed(shop.database, await model(), items, writing),
    left: async (writing, items) => left(shop.database, await model(), writing, items),
    touches: async (record, items) => touches(shop.database, await model(), record, items),
    partOf: (group) => selected(group.selector).part,
    inWritingOrder: (parts) => lastFirst(mapping, parts),
    due: (asked) => due(shop, asked),
    sweeping: sweeping(shop, { now: async () => (now ? await now() : null) }),
    close: () => shop.database.close(),
  };
}

/** From the last table to the first, and within a table its columns before its row. */
function lastFirst(mapping: PostgresSource, parts: readonly string[]): string[] {
  const tables = Object.keys(mapping.tables);
  const place = (part: string): [table: number, main: number] => {
    const [table = "", category = ""] = part.split("/", 2);
    return [tables.indexOf(table), mapping.tables[table]?.category === category ? 1 : 0];
  };
  return parts.toSorted((one, other) => place(other)[0] - place(one)[0] || place(one)[1] - place(other)[1]);
}
