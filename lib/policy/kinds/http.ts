/**
 * A system behind an HTTP API as a source, in values only: how to reach it, what it answers about one person, and which
 * call carries out each end. Nothing here is code; a `{variable}` in a text is filled in and encoded for its place.
 */
import * as z from "zod";
import { isoDuration } from "../../gdpr/rule";
import { id, variable, words } from "../words";

/** Where a value stands in an answer: keys and list places with dots between, e.g. "error.errors.0.reason". */
const path = z.string().regex(/^[^.\s]+(?:\.[^.\s]+)*$/, "not a path of keys with dots between");
const template = z.string();
const statuses = z.array(z.int().min(200).max(599));
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** A pause between two questions: P1D, PT6H, PT15M. */
const pause = z.string().regex(/^P(?:\d+D|T\d+[HM])$/, "not a pause such as PT15M, PT6H or P1D");
const https = z.url({ protocol: /^https$/ });

const request = z.strictObject({
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).default("GET"),
  /** Below `base`. */
  path: z.string().startsWith("/"),
  query: z.record(z.string(), template).default({}),
  headers: z.record(z.string(), template).default({}),
  /** The body, as JSON or as a form; at most one of them. */
  json: z.record(z.string(), z.json()).optional(),
  form: z.record(z.string(), template).optional(),
});

/** The field of a record that must be a value: the identity that was asked for, when `is` is not given. */
const equality = z.strictObject({
  field: path,
  is: template.default("{identity.value}"),
  /** true: capitals and white space around do not count. */
  fold: z.boolean().default(false),
});

/** How the next page is asked for. */
const next = z.union([
  z.strictObject({ cursor: path, as: z.string() }),
  z.strictObject({ last: path, as: z.string(), more: path }),
  z.strictObject({ link: path }),
  z.strictObject({ offset: z.string(), size: z.int().positive() }),
  z.strictObject({ page: z.string(), size: z.int().positive() }),
]);

const read = z.strictObject({
  request,
  /** Where the records stand; the answer itself when absent. */
  records: path.optional(),
  next: next.optional(),
  /** Statuses that mean: no record. */
  none: statuses.default([]),
  /** Searches that also give similar others: what differs is left out. */
  mustEqual: equality.optional(),
  /** Answers about one person only: a record that differs stops everything (`WrongPerson`). */
  belongs: equality.optional(),
  /** Searches that heed capitals: an address is asked for as it is written and in lower case. */
  spellings: z.boolean().default(false),
});

/** Reading one record again by its key. */
const item = z.strictObject({ request, record: path.optional(), gone: statuses.default([404]) });

/** An order that the system carries out later, and how one sees how far it is. */
const job = z.strictObject({
  /** Its number in the answer to the order. */
  id: path,
  /** When the system says it will be done; `within` counts where it does not say. */
  by: path.optional(),
  within: isoDuration,
  poll: request,
  every: pause,
  status: path,
  done: z.array(z.string()).min(1),
  failed: z.array(z.string()),
  /** Steps that the system waits for. */
  advance: z.array(z.strictObject({ when: z.array(z.string()).min(1), request })).default([]),
});

/** Looking whether the order is there already, where ordering twice does harm. */
const find = z.strictObject({
  request,
  records: path.optional(),
  next: next.optional(),
  match: z.record(path, z.union([template, z.array(template).min(1)])),
  /** The instant of the order: what is older than ours does not count. */
  after: path,
});

const writing = z.strictObject({
  request,
  done: statuses.default([]),
  /** Taken, to be carried out later: needs `job` or `confirmAfter`. */
  accepted: statuses.default([]),
  gone: statuses.default([]),
  /** The system refuses this record and keeps it. */
  refused: statuses.default([400, 409, 422]),
  /** Whether the same call twice is harmless; by its nature so for PUT and DELETE. */
  repeatable: z.boolean().optional(),
  /** Fields and the values that say that the record is in this end state. */
  state: z.record(path, z.array(scalar).min(1)).optional(),
  find: find.optional(),
  job: job.optional(),
  /** Confirmed by time, where the system never says so. */
  confirmAfter: isoDuration.optional(),
});

const ends = {
  erase: writing.optional(),
  unlink: writing.optional(),
  restrict: writing.optional(),
  /** Art. 7(3), 21: ends the purpose under `use`. */
  stop: writing.optional(),
  /** Art. 18. */
  pause: writing.optional(),
  lift: writing.optional(),
  /** Art. 16: `fields` can be set right; their new values are added to the JSON of the request. */
  rectify: z.strictObject({ ...writing.shape, fields: z.array(z.string()).min(1) }).optional(),
};

const collection = z.strictObject({
  category: id,
  rule: id.optional(),
  /** Kinds of identities, each value asked for by itself: `account`, `email`, or what a database learned under `ids`. */
  needs: z.array(id).min(1).optional(),
  /** Or: asked for each record of another collection. */
  each: id.optional(),
  /** Without it the system takes orders and hands nothing out. */
  read: read.optional(),
  /** Further questions for each record, whose answers become a field of it: by the name of the field. */
  with: z.record(z.string(), z.strictObject({ request, records: path.optional(), next: next.optional() })).default({}),
  /** The fields that are the record's key: `record.id`, `parent.id`. */
  key: z.array(z.string().regex(/^(?:record|parent)\.[^\s]+$/, "not a field of record or parent")).default([]),
  /** Where a record names records of other systems, by the kind of id that a database learned: `order: metadata.order_number`. */
  names: z.record(id, path).default({}),
  /** true: the key says who it is to somebody who guesses (a hash of an address), so it is encrypted. */
  sealed: z.boolean().default(false),
  item: item.optional(),
  since: path.optional(),
  trigger: path.optional(),
  /** The fields that make the version, where a search and reading one record do not show the same; all when absent. */
  compared: z.array(path).min(1).optional(),
  /** Fields that change by themselves and are no part of the version. */
  volatile: z.array(path).default([]),
  /** Fields that are nobody's personal data, such as links: neither handed out nor compared. */
  omit: z.array(path).default([]),
  /** Fields within others that are handed out under a name of their own. */
  rename: z.record(z.string(), path).default({}),
  /** Art. 20. */
  provided: z.array(z.string()).default([]),
  /** The purpose that `stop` ends. */
  use: id.optional(),
  /** true: a person is asked where no identity is known (Art. 11). */
  askWhenUnknown: z.boolean().default(false),
  ...ends,
});

/** "1/s", "3/2s", "500/day": so many calls in so much time. */
const rate = z.string().regex(/^[1-9]\d*\/\d*(?:s|min|h|day)$/, "not a rate such as 1/s, 250/min or 500/day");

const limits = z.strictObject({
  concurrency: z.int().min(1).max(64).default(4),
  rate: z.array(rate).default([]),
  /** Seconds: for the whole call, until there is a connection, and without a byte. */
  timeout: z.number().positive().max(300).default(30),
  connect: z.number().positive().max(60).default(5),
  idle: z.number().positive().max(300).default(15),
  /** MiB of one answer, unpacked. */
  maxResponse: z.number().positive().max(1_024).default(20),
});

/** How the system says that it is asked too often, and how long one waits then. */
const throttle = z.strictObject({
  status: z.int().min(400).max(599),
  /** Only with an empty body. */
  empty: z.boolean().default(false),
  /** Only with one of these values there. */
  reason: z.strictObject({ path, is: z.array(z.string()).min(1) }).optional(),
  wait: z.union([
    z.enum(["retry-after", "backoff", "day"]),
    z.strictObject({ header: z.string(), in: z.enum(["seconds", "unix"]) }),
  ]),
});

/** Secrets are names of environment variables. */
const auth = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("bearer"), token: variable }),
  z.strictObject({ type: z.literal("basic"), user: z.string(), password: variable }),
  z.strictObject({ type: z.literal("header"), name: z.string(), value: variable }),
  z.strictObject({
    type: z.literal("oauth2"),
    grant: z.enum(["client_credentials", "refresh_token"]).default("client_credentials"),
    /** Below `base`, or a whole address, or the name of the environment variable that holds it. */
    tokenFrom: z.union([z.string().startsWith("/"), variable, https]),
    clientId: variable,
    clientSecret: variable,
    refreshToken: variable.optional(),
    scope: z.string().optional(),
  }),
]);

export const httpSource = z.strictObject({
  kind: z.literal("http"),
  label: words,
  recipient: id,
  /** A file of lib/sources/presets that fills everything below; what stands here wins. */
  preset: id.optional(),
  /** An https address, or the name of the environment variable that holds the address. */
  base: z.union([variable, https]),
  /** Hosts that may be asked; the base's own when empty. */
  hosts: z.array(z.string()).default([]),
  /** true: the system stands in the own network; then also without https. */
  private: z.boolean().default(false),
  auth: auth.optional(),
  limits: limits.prefault({}),
  throttle: z.array(throttle).default([]),
  /** What the system calls the company's own things: `{setting.property}`. */
  settings: z.record(id, z.string()).default({}),
  /** A call that reads nothing about anybody: whether the credentials hold. */
  probe: z
    .strictObject({ path: z.string().startsWith("/"), query: z.record(z.string(), template).default({}) })
    .optional(),
  collections: z.record(id, collection),
});

export type HttpSource = z.output<typeof httpSource>;
export type Collection = HttpSource["collections"][string];
export type HttpRequest = z.output<typeof request>;
export type HttpWriting = z.output<typeof writing>;
export type HttpRead = z.output<typeof read>;
export type NextPage = z.output<typeof next>;
export type Throttle = z.output<typeof throttle>;
export type HttpAuth = z.output<typeof auth>;
export type Equality = z.output<typeof equality>;
export type Job = z.output<typeof job>;
