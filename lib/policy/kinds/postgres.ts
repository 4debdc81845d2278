/** A PostgreSQL database as a source: every table and column of it, and what becomes of them. */
import * as z from "zod";
import { databaseName as name, id, variable, words } from "../words";

/** The name of an entry under `tables`: a slash would part it from its category elsewhere. */
const entry = z.string().regex(/^[^/]+$/, "not the name of an entry: no slash may stand in it");

/** A value that is set: null, a literal, the portal's now, or a text with the row's key, e.g. "erased-{id}". */
export const setValue = z.union([
  z.null(),
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({ now: z.literal(true) }),
  z.strictObject({ template: z.string() }),
]);

/** What is done to a row at the end: the row goes, or columns are set, or an address column is cut. */
export const ending = z.union([
  z.literal("delete"),
  z.strictObject({ set: z.record(name, setValue).optional(), truncate: z.array(name).optional() }),
]);

/**
 * How a row reaches the person. `account`: a column holds the shop's account id. `via`: the row belongs to a row of
 * another listed table and holds its key, in as many columns as that key has. `address`: a column holds an e-mail address; a name or postcode column must agree, or the
 * address history must cover the row's date, or nothing contradicts because the address is all there is (`sole`).
 */
export const reach = z.union([
  z.strictObject({ account: name }),
  z.strictObject({ via: entry, column: z.union([name, z.array(name).min(2)]) }),
  z.strictObject({
    address: name,
    name: name.optional(),
    postcode: name.optional(),
    date: name.optional(),
    sole: z.boolean().optional(),
  }),
]);

/** `name:` alone is a column with all defaults, so that a mapping reads as a list. */
const column = z.preprocess(
  (value) => value ?? {},
  z.strictObject({
    /** The category, when it is not the table's. */
    category: id.optional(),
    /** false: never leaves the database (a password hash). */
    export: z.boolean().default(true),
    /** true: provided by the person or by their use (Art. 20). */
    provided: z.boolean().default(false),
    /** true: changes by itself and is no part of the row's version. */
    volatile: z.boolean().default(false),
    /** true: the person's name, as the record itself states it. A voucher must have one. */
    name: z.boolean().default(false),
    /** true: can be set right in the record itself (Art. 16). */
    correct: z.boolean().default(false),
    /** true: by it the person is recognised or signs in; it changes only after a waiting time and a notice to both. */
    identity: z.boolean().default(false),
    /** Its entry under `fields`, when that has another name than the column. */
    field: name.optional(),
  }),
);

/** What a category in a table does at its end; the table's own category takes the keys of the table itself. */
const endings = {
  /** Column with the date or instant the category's rule counts from; absent: not happened while the row lives. */
  trigger: name.optional(),
  /** Which rule of the category applies, when it is not the first. */
  rule: id.optional(),
  erase: ending.optional(),
  unlink: ending.optional(),
  truncate: ending.optional(),
  restrict: ending.optional(),
  /** Art. 7(3), 21: what marks the row when the purpose under `use` has ended. */
  stop: ending.optional(),
  /** Art. 18: what marks the row as paused, and what takes the mark away; made from the source's `pause`. */
  pause: ending.optional(),
  lift: ending.optional(),
};

/** A value inside a JSON column: the keys that lead to it. A number would be a place in a list, and places move. */
const jsonValue = z.strictObject({
  column: name,
  path: z
    .array(z.string().regex(/^(?!-?\d+$)[^\0]+$/, "not a key of a JSON object: places in a list have no lasting name"))
    .min(1),
  /** What the text says; a text that is no such date counts as empty. */
  is: z.enum(["text", "date", "timestamptz"]).default("text"),
});

/** Art. 21(3): the address of an ended row goes into the shop's own list of people who are not written to, as a hash. */
const suppress = z.strictObject({
  on: z.array(z.enum(["erase", "stop"])).min(1),
  /** The column with the address. */
  address: name,
  /** The list, an entry under `tables`; its column for the hash, and what else is written there. */
  into: entry,
  hash: name,
  set: z
    .record(name, z.union([z.string(), z.number(), z.boolean(), z.strictObject({ now: z.literal(true) })]))
    .default({}),
  /** Name of the environment variable with the key of the hash. */
  secret: variable,
});

const table = z.strictObject({
  /** The schema and the name in the database, where they are not the source's schema and the entry's own name. */
  schema: name.optional(),
  table: name.optional(),
  /** Values inside JSON columns, each under a name by which it is spoken of like a column. */
  json: z.record(name, jsonValue).default({}),
  key: z.array(name).min(1),
  /** Alternatives. Empty for rows in which nobody can be found: their category says so under `elsewhere`. */
  person: z.array(reach),
  category: id,
  /** Rows that belong to another category of the same table, by the value of one column. */
  when: z.strictObject({ column: name, is: z.array(z.string()) }).optional(),
  /** The purpose that a row carries out: ending the purpose marks it by `stop`. */
  use: id.optional(),
  /** When the row was first held. */
  since: name.optional(),
  ...endings,
  columns: z.record(name, column),
  ignore: z.array(name).default([]),
  /** Columns with another category end by their own rule: one entry for each such category. */
  also: z.record(id, z.strictObject({ ...endings })).default({}),
  /** A live matter: rows with these values are in use. */
  inUse: z
    .strictObject({
      column: name,
      is: z.array(z.string()),
      matter: z.enum(["open-order", "warranty", "licence", "contract"]),
    })
    .optional(),
  /** A row to which a row of another entry points stays until that one is gone. */
  keepIfReferenced: z.array(z.strictObject({ table: entry, column: name })).default([]),
  suppress: suppress.optional(),
  /** Rows that name third persons go through a review before release. */
  thirdPersons: z.strictObject({ column: name }).optional(),
  /** What its rows are called in a copy, where one kind of data stands in several tables of the system. */
  label: words.optional(),
  /** Art. 16: the column for the person's own words beside a record that is not overwritten. */
  statement: name.optional(),
  /**
   * Art. 15(1)(c): to which recipients of the category a row was passed on: by the value of one column, or by the columns
   * that are filled, such as one for the number at each of them. They received nothing else of the category.
   */
  passedTo: z
    .union([
      z.strictObject({ column: name, is: z.record(z.string(), id) }),
      z.strictObject({ filled: z.record(name, id) }),
    ])
    .optional(),
  /** Art. 22(3): rows are decisions by machine. `offers` are the values of `result`, the best for the person first. */
  decision: z
    .strictObject({ reviewed: name, result: name, offers: z.array(z.string()).min(2), decidedOn: name })
    .optional(),
  /** `timestamp` without zone: the zone it is in. */
  zone: z.string().optional(),
});

/** Where the source learns who the person is: addresses with their dates, names, postcodes, what other systems call them. */
const learn = z.strictObject({
  /** An entry under `tables`. */
  table: entry,
  /** The column with the account id; or, where the address is the key of the table, the column with the address. */
  account: name.optional(),
  address: name.optional(),
  email: name.optional(),
  name: name.optional(),
  postcode: name.optional(),
  from: name.optional(),
  until: name.optional(),
  /** Kinds of ids and the columns that hold them: `{ order: number }`. */
  ids: z.record(id, name).optional(),
  /** Only rows with one of these values in a column. */
  when: z.strictObject({ column: name, is: z.array(z.string()).min(1) }).optional(),
});

export const postgresSource = z.strictObject({
  kind: z.literal("postgres"),
  label: words,
  /** Name of the environment variable with the connection string. */
  connection: variable,
  schema: name.default("public"),
  /** Art. 18: the column that marks a pause, in every table in which somebody can be found. */
  pause: name.optional(),
  learns: z.array(learn),
  /** Parents first: erasing runs from the last table to the first. A name may end in `#…` to map one table twice. */
  tables: z.record(entry, table),
  /** Tables that hold no personal data, by name, or with the schema where it is another. */
  ignore: z.array(z.union([name, z.strictObject({ schema: name, table: name })])).default([]),
});

export type PostgresSource = z.output<typeof postgresSource>;
export type Table = PostgresSource["tables"][string];
export type Ending = z.output<typeof ending>;
export type Reach = z.output<typeof reach>;
