/**
 * The shape of `policy.yaml`: the privacy policy made executable.
 *
 * Everything is strict: a key nobody knows is a problem, never ignored.
 */
import { z } from "zod";
import { rightNames } from "../gdpr/right";
import { isoDuration, ruleSchema } from "../gdpr/rule";

export const id = z.string().regex(/^[a-z][a-z0-9-]*$/);
const name = z.string().regex(/^[a-z_][a-z0-9_]*$/, "not a plain lower-case identifier");
export const words = z.strictObject({ en: z.string().min(1), de: z.string().min(1) });

const controller = z.strictObject({
  name: z.string(),
  street: z.string(),
  postcode: z.string(),
  city: z.string(),
  country: z.string().length(2),
  email: z.email(),
  /** The address for data protection matters; the officer is named by office. */
  dataProtectionOfficer: z.email(),
});

const purpose = z.strictObject({
  label: words,
  /** Letter of Art. 6(1), or the provision that stands beside it. */
  basis: z.enum(["a", "b", "c", "d", "e", "f", "7-3-uwg"]),
  norm: z.string(),
  /** Art. 6(1)(f): the interest, named at collection. */
  interest: words.optional(),
});

const recipient = z.strictObject({
  name: z.string(),
  role: z.enum(["processor", "joint-controller", "controller", "authority"]),
  does: words,
  country: z.string().length(2),
  /** Art. 15(2): for countries outside the EEA, the safeguard of Art. 45 or 46. */
  safeguard: words.optional(),
  /** Art. 19: how this recipient is told. */
  notice: z.enum(["api", "portal", "email", "post", "none"]),
});

const category = z.strictObject({
  label: words,
  /** One sentence in plain words: what is in it. */
  what: words,
  purposes: z.array(id).min(1),
  /** Art. 15(1)(g). */
  origin: words,
  recipients: z.array(id),
  disclose: z.enum(["always", "after-review"]).default("always"),
  rules: z.array(ruleSchema).min(1),
  rights: z.strictObject({
    portability: z.enum(["yes", "if-consent", "provided-part", "no"]),
    rectification: z.enum(["yes", "self-service", "annotate", "document", "contest", "no"]),
    objection: z.enum(["balance", "absolute", "no"]),
    withdrawal: z.union([id, z.literal("no")]),
  }),
  /** Not searched as rows of a source: why there is nothing to search (cookies on the person's device, backups). */
  elsewhere: words.optional(),
});

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
 * another listed table. `address`: a column holds an e-mail address; a name or postcode column must agree, or the
 * address history must cover the row's date, or nothing contradicts because the address is all there is (`sole`).
 */
export const reach = z.union([
  z.strictObject({ account: name }),
  z.strictObject({ via: name, column: name }),
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

const table = z.strictObject({
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
  /** Rows that name third persons go through a review before release. */
  thirdPersons: z.strictObject({ column: name }).optional(),
  /** Art. 16: the column for the person's own words beside a record that is not overwritten. */
  statement: name.optional(),
  /** Art. 22(3): rows are decisions by machine. `offers` are the values of `result`, the best for the person first. */
  decision: z
    .strictObject({ reviewed: name, result: name, offers: z.array(z.string()).min(2), decidedOn: name })
    .optional(),
  /** `timestamp` without zone: the zone it is in. */
  zone: z.string().optional(),
});

/** Where the source learns who the person is: addresses with their dates, names, postcodes. */
const learn = z.strictObject({
  table: name,
  account: name,
  email: name.optional(),
  name: name.optional(),
  postcode: name.optional(),
  from: name.optional(),
  until: name.optional(),
});

const postgresSource = z.strictObject({
  kind: z.literal("postgres"),
  label: words,
  /** Name of the environment variable with the connection string. */
  connection: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  schema: name.default("public"),
  /** Art. 18: the column that marks a pause, in every table in which somebody can be found. */
  pause: name.optional(),
  learns: z.array(learn),
  /** Parents first: erasing runs from the last table to the first. A name may end in `#…` to map one table twice. */
  tables: z.record(z.string(), table),
  /** Tables of the schema that hold no personal data. */
  ignore: z.array(name).default([]),
});

const field = z.strictObject({
  label: words,
  /** What a form asks for: a text when nothing is said. */
  is: z.enum(["text", "long-text", "email", "day", "country", "language", "cents"]).default("text"),
});

const manualSource = z.strictObject({
  kind: z.literal("manual"),
  label: words,
  categories: z.array(id).min(1),
  recipient: id,
  steps: words,
});

export const policySchema = z.strictObject({
  version: z.literal(1),
  /** The edition of the policy: part of every plan. */
  edition: z.string(),
  controller,
  /** The competent authority, as a code of the authorities pack: "DE-BE". */
  authority: z.string(),
  zone: z.string(),
  /** The Land whose public holidays roll a due date. */
  holidays: z.literal("DE-BE"),
  entity: z.enum(["standard", "financial"]),
  signIn: z.strictObject({ accountClaim: z.string(), rolesClaim: z.string() }),
  review: z.strictObject({
    secondApprover: z.array(z.enum([...rightNames, "refusal", "release-of-hold"])),
    opinion: z.array(z.enum([...rightNames, "refusal"])),
    undoHours: z.number().int().min(0).max(72),
    /** Rights whose plan runs without a reviewer as long as no question is open. */
    automatic: z.array(z.enum(rightNames)).default([]),
  }),
  release: z.strictObject({
    freshMinutes: z.number().int().positive(),
    downloads: z.number().int().positive(),
    days: z.number().int().positive(),
    /** For so long after the account gave an address up, that address is still told of requests. */
    formerContactDays: z.number().int().min(0),
  }),
  backups: z.strictObject({ cycle: isoDuration }),
  purposes: z.record(id, purpose),
  recipients: z.record(id, recipient),
  /** Each has the id of the purpose it carries. `device`: it was given on a device and is known there alone. */
  consents: z.record(
    id,
    z.strictObject({ label: words, categories: z.array(id).min(1), device: z.boolean().default(false) }),
  ),
  /** Art. 7(3), 21(2): what ends at once. */
  stops: z.strictObject({
    /** The purposes of direct marketing, profiling for it included, and the channels it could use. */
    advertising: z.array(id).min(1),
    channels: z.array(z.enum(["email", "post", "phone"])).min(1),
    /** Days within which a system that only people reach has been told. */
    handDays: z.number().int().min(0).max(14),
    /** Days for which a mailing that is under way may still arrive. */
    overlapDays: z.number().int().min(0).max(31),
    /** Where the consents of a device are changed. */
    consentTool: z.url(),
  }),
  /** Art. 18. */
  pause: z.strictObject({
    /** Uses that may have to go on, each with its purposes: a reviewer decides about them the same working day. */
    continue: z.record(id, z.strictObject({ label: words, purposes: z.array(id).min(1) })),
    /** Days between the notice and the end of a pause. */
    liftDays: z.number().int().min(1).max(60),
  }),
  /** Art. 16. */
  correction: z.strictObject({
    /** Why an issued document is not overwritten. */
    documentNorm: z.string(),
    /** Days in which a change of an identity can be stopped. */
    coolDays: z.number().int().min(1).max(30),
  }),
  /** Art. 19: days in which a recipient has been told by hand. */
  recipientDays: z.number().int().min(0).max(30),
  /** Contracts are cancelled at the shop, not here: where, and whom a declaration is passed on to. */
  shop: z.strictObject({ cancelUrl: z.url(), cancelEmail: z.email() }),
  /** Columns in plain words, by the name of the column. */
  fields: z.record(name, field),
  categories: z.record(id, category),
  sources: z.record(id, z.discriminatedUnion("kind", [postgresSource, manualSource])),
});

export type Policy = z.output<typeof policySchema>;
export type Category = Policy["categories"][string];
export type PostgresSource = Extract<Policy["sources"][string], { kind: "postgres" }>;
export type Table = PostgresSource["tables"][string];
export type Ending = z.output<typeof ending>;
export type Reach = z.output<typeof reach>;
