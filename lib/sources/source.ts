/**
 * A source: a system that holds personal data, and what it can do. Capability by presence: what is missing
 * becomes a task for a person. Outcomes are values; only a broken invariant throws.
 */
import type { Names } from "../gdpr/hangs-on";
import type { Group } from "../gdpr/plan-value";

/** An address of the person, with what is known about it. */
export type Address = {
  email: string;
  /** Proved in this request: the link, or OIDC email_verified. */
  proved: boolean;
  /** The account held this address between these instants (from the shop's history); null = open. */
  held: { from: string | null; until: string | null } | null;
};

/** Who the rows are asked for. Learned identities come from earlier sources and from the account itself. */
export type Person = {
  account: string | null;
  addresses: Address[];
  names: string[];
  postcodes: string[];
  /**
   * What other systems call the person, by kind ("order", "helpdesk"), as a database that knows the account said.
   * Never taken from what somebody typed: an id on the way to an answer opens that answer.
   */
  ids?: Readonly<Record<string, readonly string[]>>;
};

export type Learned = Partial<Pick<Person, "addresses" | "names" | "postcodes" | "ids">>;

/** One row of a closed list: the part (table/category), its key as text, and a fingerprint of its content. */
export type Item = {
  part: string;
  key: string;
  version: string;
  /** Art. 16: the columns that are set right, with their new values as text. Only for `rectify`. */
  values?: Readonly<Record<string, string | null>>;
};

/** Names one record within its source. */
export type RecordAt = Pick<Item, "part" | "key">;

/** Lines of a closed list, as they are committed to: of each item `["part","key","version"]` and a line feed. */
export type Lines = { count: number; text: string };

/** One record handed out, with its category. Values are JSON-safe; columns marked `export: false` are absent. */
export type SourceRecord = {
  category: string;
  part: string;
  key: string;
  values: Record<string, unknown>;
  /** Files that belong to the record, in their order. */
  attachments?: readonly Attachment[];
};

/**
 * Many records of one part at once, as the source wrote them: the values of each are the text of a JSON object with exactly
 * these columns, in this order. Whoever only hands them on need not take every one of them apart.
 */
export type RecordPage = {
  category: string;
  part: string;
  columns: readonly string[];
  records: readonly { key: string; json: string }[];
};

/** The records of a page, one by one. */
export function recordsIn({ category, part, records }: RecordPage): SourceRecord[] {
  // Together, because a parser called for each would cost more than what is in it.
  const values = JSON.parse(`[${records.map(({ json }) => json).join(",")}]`) as SourceRecord["values"][];
  return records.map(({ key }, at) => ({ category, part, key, values: values[at] ?? {} }));
}

/** A file as it was handed in. Nothing is read before `open`, and then piece by piece. `name` is somebody's own text. */
export type Attachment = { name: string; mediaType: string; open(): AsyncIterable<Uint8Array> };

/**
 * Ends that the mapping says what to do for. `stop` marks rows by which a purpose is carried out: the purpose ends, the
 * rows stay (Art. 7(3), 21). `pause` marks rows that are only stored from now on (Art. 18), `lift` takes the mark away.
 */
export const writings = ["erase", "unlink", "truncate", "restrict", "stop", "pause", "lift"] as const;
export type Ends = (typeof writings)[number];
/** `rectify` writes the values that the items themselves carry (Art. 16). */
export type Writing = Ends | "rectify";

/**
 * What happened to the items of one call: written, already absent (or already so), or held back by the source. Items
 * that are none of these are under way: the system has taken the order and confirms it later.
 */
export type Effect = { done: number; gone: number; held: number; underWay?: UnderWay };

/** `askAgain`: the instant from which the same call goes on; `by`: until when the system should have confirmed. */
export type UnderWay = { count: number; askAgain: string; by: string };

export type Located = { groups: Group[]; learned: Learned };

/** `refused`: categories of which some records could not be asked about. The groups are all others. */
export type Overview = Located & { refused: string[] };

/** A record as it is now; `version` as its item in a closed list has it, `neverEmpty` the columns that its system always fills. */
export type OwnRecord = SourceRecord & { version: string; neverEmpty: ReadonlySet<string> };
/** `refused`: categories whose records could not be read. */
export type OwnRecords = { records: OwnRecord[]; learned: Learned; refused: string[] };

/** Exclusive cut-offs per rule in hours (`category/rule` → instant), so that a source compares and never reckons. */
export type Cutoffs = Record<string, string>;

export const sourceKinds = ["postgres", "files", "http", "zendesk", "mailbox", "opendsr", "manual"] as const;
export type SourceKind = (typeof sourceKinds)[number];

export type Source = {
  id: string;
  kind: SourceKind;
  /** Read-only check of reach and rights: sentences, empty when fine. */
  probe(): Promise<string[]>;
  /** Counts and dates, never values. Throws `SourceUnreachable` when it cannot be asked. */
  locate(person: Person, cutoffs: Cutoffs): Promise<Located>;
  /**
   * What `locate` gives, for a page that tells a person what there is: where the system refuses to answer about some records, the
   * others are told all the same, and its groups say to whom they went (`passedTo`). Nothing may be decided by it. Throws `SourceUnreachable` alike. A source without it answers by
   * `locate`, whole or not at all.
   */
  overview?(person: Person, cutoffs: Cutoffs): Promise<Overview>;
  /**
   * The records of these parts that are the person's without any doubt and name nobody else, for a page that shows them to the person:
   * of each part at most `most`, in key order, or all (null). Without parts it only learns who the person is. What the system refuses
   * takes nothing else along. Throws `SourceUnreachable`. Absent where a policy gives a system no tables.
   */
  own?(person: Person, parts: readonly string[], most: number | null): Promise<OwnRecords>;
  /** The closed list of a group, in key order, streamed. */
  list(person: Person, group: Group): AsyncIterable<Item>;
  /** The records of a group, streamed in key order; with `provided` only what the person provided (Art. 20). */
  read(person: Person, group: Group, columns?: "provided"): AsyncIterable<SourceRecord>;
  /**
   * The same for several groups of one category at once, in key order of each part. Where a person has a group for each
   * day, a pass for each group would read all their rows again each time.
   */
  together?: {
    list(person: Person, groups: readonly Group[]): AsyncIterable<Item>;
    read(person: Person, groups: readonly Group[], columns?: "provided"): AsyncIterable<RecordPage>;
    /** What `list` gives, already spelled as its lines, some thousand in each text; exactly as `JSON.stringify` spells them. */
    lines?(person: Person, groups: readonly Group[]): AsyncIterable<Lines>;
  };
  /**
   * Orders what `read` needs, where the system prepares a copy first. Null when `read` can go; until then the same call
   * asks how far it is, and never orders a second copy.
   */
  prepare?(person: Person, group: Group, columns?: "provided"): Promise<UnderWay | null>;
  /**
   * Writes by closed list only. Repeating a call with the same operation and items is harmless.
   * Items whose content no longer has the listed version are written all the same;
   * the step compares versions before it calls (see `changed`). A system that confirms later says so (`underWay`);
   * the same call with the same operation then goes on where it stands, and never orders a second time.
   */
  write?(writing: Writing, items: readonly Item[], operation: string): Promise<Effect>;
  /**
   * `write` ends with a look of its own at what it left, in the transaction that wrote: its `held` is what `left` would
   * say directly afterwards, so that nobody has to ask once more.
   */
  looksWhenWriting?: true;
  /**
   * How many of the listed items now have another version than listed. Absent ones do not count, nor those in the
   * end state of their rule or of `writing`: a run that goes on after a crash has changed them itself.
   */
  changed(items: readonly Item[], writing?: Writing): Promise<number>;
  /** How many of the listed items are still there, not yet in the end state of `writing`. */
  left(writing: Writing, items: readonly Item[]): Promise<number>;
  /** The same for many lists at once, where what they have in common is dear to ask. */
  looking?(): Looking;
  /** At most so many items in one call of `write`, where a call costs a request for each. */
  batch?: number;
  /** Whether one of the items, as far as it is there, is the record or hangs on it, for a hold on one record alone. */
  touches?(record: RecordAt, items: readonly Item[]): Promise<boolean>;
  /**
   * What each of the items, as far as it is still there, names of other systems' records, by kind of id: an order, a payment. Absent
   * where the system does not know that of any of its records. Throws `SourceUnreachable`.
   */
  namesOf?(items: readonly Item[]): Promise<Names[]>;
  /** The part of which a group's records are. */
  partOf(group: Group): string;
  /** The parts in the order in which they must be written, what hangs on others first. */
  inWritingOrder?(parts: readonly string[]): string[];
  /**
   * Records whose time has come without a request, in key order: trigger before the exclusive instant `cutoff` of the
   * category's rule, not yet in its end state, needed by no live matter. Goes on after `after`, at most `limit`.
   */
  due?(asked: Due): AsyncIterable<Item>;
  /**
   * Whether the source sees by itself when the event has come that ends an open-ended rule. `due` is then asked with the
   * instant of now as its cut-off; nobody's calendar says more.
   */
  seesEnd?(category: string, rule: string): boolean;
  /**
   * Which of these records, as far as the system still shows them, are of people who are spared, by their addresses and
   * by what the system calls them. Whoever takes part in a record is asked about: one who is spared is enough.
   */
  ofSpared?(items: readonly Item[], spared: Spared): Promise<Item[]>;
  /** The same in large batches, where streaming millions of keys through the portal would cost more than the change. */
  sweeping?: Sweeping;
  close(): Promise<void>;
};

/** One look at many lists. */
export type Looking = {
  /** Takes in items of the list of this name. */
  add(list: string, writing: Writing, items: readonly Item[]): Promise<void>;
  /** How many items of each list are still there, not yet in the end state. */
  left(): Promise<ReadonlyMap<string, number>>;
};

/** Ends that come by themselves when a record's time has come. */
export type DueEnd = Extract<Ends, "erase" | "unlink" | "truncate">;

/** People whose records a sweep leaves: a hold, an Art. 18 restriction or an open copy lies on them. */
export type Spared = {
  accounts: readonly string[];
  addresses: readonly string[];
  /** What other systems call them, by kind, as a database that knows the account said. */
  ids?: Person["ids"];
  /** Of somebody among them it is not known by which addresses other systems know them. */
  unaddressed: boolean;
};

/** Records of one rule whose trigger lies before `cutoff` and, when given, not before `from`. */
export type Overdue = Pick<Due, "category" | "rule" | "cutoff"> & { from?: string | null; spared: Spared };

/** A record of a part; `trigger` as the source spells it, where it sweeps in the order of the trigger. */
export type SweepPlace = Pick<Item, "part" | "key"> & { trigger?: string };

/**
 * A batch is a closed list all the same: the source lists the keys of at most `limit` due records in a lasting order (by
 * trigger, then key, so that what is due is read once and nothing else), writes exactly these in the same transaction, and gives their number and a commitment to them, hex SHA-256 over `salt` (hex)
 * and the keys, each ended by a line feed. `intend` is told before the transaction commits, so that a killed worker
 * knows which range to look at again: that range goes from `after` to `upTo`.
 */
export type SweepBatch = Overdue & {
  writing: DueEnd;
  after: SweepPlace | null;
  upTo?: SweepPlace | null;
  limit: number;
  salt: string;
  operation: string;
};
export type Swept = {
  listed: number;
  done: number;
  commit: string;
  last: SweepPlace;
  /** The list itself, where its range would not bring it up again: what a system has taken on is due no longer. */
  items?: readonly Item[];
  /** The system has still to confirm some of it: until then nothing of the batch counts as done or as held. */
  underWay?: UnderWay;
};

/** A batch once more, by its list, with the operation that it was written under. */
export type SweptBefore = Pick<SweepBatch, "writing" | "operation" | "spared"> & { items: readonly Item[] };

export type Sweeping = {
  /** The rules of which the source holds records with a trigger. */
  rules(): Promise<{ category: string; rule: string }[]>;
  /** How many are due and how many of them are spared, by the calendar year of the trigger in the policy's zone. */
  count(asked: Overdue): Promise<{ year: number; due: number; spared: number }[]>;
  /** Writes the next batch; null when nothing is due any more. */
  batch(asked: SweepBatch, intend: (listed: Swept) => Promise<void>): Promise<Swept | null>;
  /**
   * Goes on with a batch that was given with `items`: whether it was written is not known, or it was under way. Records that
   * are still shown and of somebody who is spared by now are left out of what is written, and of the numbers.
   */
  goOn?(asked: SweptBefore): Promise<Pick<Swept, "listed" | "done" | "underWay">>;
  /** How many of the range from `after` to `upTo` are still due, without those that are spared. */
  left(asked: Omit<SweepBatch, "limit" | "salt" | "operation">): Promise<number>;
};

/** `rule` as its id; `after` is the last item that was seen, or null. */
export type Due = {
  category: string;
  rule: string;
  cutoff: string;
  after: Pick<Item, "part" | "key"> | null;
  limit: number;
};

/** What a source is given besides its mapping. */
export type SourceTools = {
  /** The portal's instant. */
  now(): Promise<string>;
  /** A secret of the environment by its name; undefined when it is not set. */
  secret(name: string): string | undefined;
  memory: SourceMemory;
  budget: RateBudget;
};

/**
 * What a source must still know after a crash: numbers of jobs, stages reached. Durable when `put` returns. Names and
 * values hold no personal data. What is not written anew within thirty days may be forgotten once nothing is open.
 */
export type SourceMemory = {
  get(name: string): Promise<unknown>;
  put(name: string, value: unknown): Promise<void>;
  /**
   * Puts `value` where `before` stands (undefined: nothing does), in one step. False when something else stands there:
   * then another worker was first, and nothing was changed.
   */
  swap(name: string, before: unknown, value: unknown): Promise<boolean>;
  forget(name: string): Promise<void>;
};

/** So many calls in so many seconds, by one credential, for all workers together. */
export type RateLimit = { calls: number; seconds: number };
export type RateBudget = {
  /** Takes one call from every limit, or none: then the instant at which one may ask again. */
  take(credential: string, limits: readonly RateLimit[]): Promise<Date | null>;
};

/** Why a system gave no usable answer. Nothing of what was asked or answered is in it. */
export type Trouble =
  | "unreachable"
  | "timeout"
  | "throttled"
  | "refused-credentials"
  | "forbidden"
  | "unexpected-answer"
  | "unknown-outcome";

/** The source could not be asked: nothing is known, nothing was done, or it is not known whether it was done. */
export class SourceUnreachable extends Error {
  constructor(
    readonly source: string,
    cause: unknown,
    readonly trouble: Trouble = "unreachable",
    /** Not before this instant, when the system said so. */
    readonly askAgain: Date | null = null,
  ) {
    super(`source ${source} cannot be reached${trouble === "unreachable" ? "" : ` (${trouble})`}`, { cause });
  }
}

/** An answer held a record of somebody else: nothing of it may be used, and a person must look. */
export class WrongPerson extends Error {
  constructor(
    readonly source: string,
    /** The part of the system that answered so. */
    readonly part: string,
  ) {
    super(`source ${source} answered with a record of somebody else in ${part}`);
  }
}
