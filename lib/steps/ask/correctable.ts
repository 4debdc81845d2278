/**
 * Art. 16: the records of the person who is signed in, with what they say and which of it can be set right. Values are read
 * now and shown once; a record is named by a code that only this person's pages understand, never by its key.
 */
import * as z from "zod";
import type { Actor } from "../../actor";
import { kindsInOrder } from "../../answer/order";
import { policy, sourceById } from "../../company";
import { isDay, type Day } from "../../gdpr/day";
import { mayName, mayTell } from "../../gdpr/disclosure";
import type { Group } from "../../gdpr/plan-value";
import type { Correction, CorrectionWay } from "../../gdpr/wish";
import { sayer } from "../../letters/stored-value";
import { speaker } from "../../letters/words";
import { heldOn } from "../../package/began";
import { writer, type Writer } from "../../package/shown";
import { ZoneDays } from "../../package/zone-days";
import type { Category, Table } from "../../policy/schema";
import { fieldOf, tableOf } from "../../policy/table-of";
import { recordCode } from "../../seal/record-code";
import { ownRecords, type Owned } from "./own-records";
import { isWhole, told, type Told, type Unheard } from "./told";

export type FieldShown = {
  column: string;
  label: string;
  is: "text" | "long-text" | "email" | "day" | "country" | "language" | "cents";
  value: string | null;
  /** What a code, an amount or what is nested says in the reader's language; null for what is a text as it stands. */
  said: string | null;
  /** Whether the record's own field can be set right. */
  correctable: boolean;
  identity: boolean;
  /** Its system does not store it empty. */
  needed: boolean;
};
export type RecordShown = {
  code: string;
  category: string;
  label: string;
  /** The system it lies in, and the day on which it began there, where it says one. */
  system: string;
  since: Day | null;
  /** What can be done about it: edit at once, edit after a look, add a statement, ask for a document. */
  ways: CorrectionWay[];
  fields: FieldShown[];
};
export type Kind = { category: string; label: string; count: number };

/** More of one kind are not shown at once; a person finds the others by asking us. */
const most = 100;

/** The kinds of which something can be set right, with how much is held. Nothing that waits for a review is among them. */
export async function correctableKinds(who: Actor): Promise<Unheard & { kinds: Kind[] }> {
  const { groups, unreachable, inPart } = await own(who);
  const counts = new Map<string, number>();
  for (const group of groups) {
    const { category, count } = group;
    const table = tableOf(policy(), group.source, sourceById(group.source).partOf(group));
    if (table && waysOf(category, table).length > 0) counts.set(category, (counts.get(category) ?? 0) + (count ?? 0));
  }
  const { categories } = policy();
  const kinds = kindsInOrder(policy()).flatMap((id) => {
    const count = counts.get(id) ?? 0;
    const label = categories[id]?.label;
    return label && count > 0 ? [{ category: id, label: label[who.language], count }] : [];
  });
  return { kinds, unreachable, inPart };
}

/**
 * The records of one kind, each with its fields, and what did not answer. Null for a kind that the policy does not know, or tells of
 * only after a review.
 */
export async function correctableRecords(
  who: Actor,
  category: string,
): Promise<(Unheard & { records: RecordShown[] }) | null> {
  if (!mayName(category, policy())) return null;
  const { found, unreachable, inPart } = await read(who, category);
  return { records: found.map(({ shown }) => shown), unreachable, inPart };
}

/** A value that is none of its field's kind, and how the field is called in forms. */
export type Unfit = { unfit: FieldShown["is"] | "empty"; column: string };

/**
 * What the person wants a record to say, as a correction to ask for. `values`: by column, only those that differ are kept.
 * `statement`: their own words, where the record is not overwritten. Null when there is no such record, "unanswered" when it
 * may be in what did not answer, "nothing" when nothing would change.
 */
export async function correctionOf(
  who: Actor,
  {
    category,
    code,
    values,
    statement,
  }: { category: string; code: string; values: Record<string, string>; statement: string },
): Promise<Correction | Unfit | "nothing" | "unanswered" | null> {
  const said = await read(who, category);
  const one = said.found.find(({ shown }) => shown.code === code);
  if (!one) return isWhole(said) ? null : "unanswered";
  const { shown, record } = one;
  const changed = shown.fields.filter(
    ({ column, correctable, value }) =>
      correctable && column in values && (values[column] ?? "").trim() !== (value ?? ""),
  );
  const wrong = changed.find((field) => !fits(field, (values[field.column] ?? "").trim()));
  if (wrong) return { unfit: (values[wrong.column] ?? "").trim() === "" ? "empty" : wrong.is, column: wrong.column };
  const { source, part, key, version, table } = record;
  const about = { source, category, part, key, version };
  if (changed.length > 0)
    return {
      ...about,
      before: Object.fromEntries(changed.map(({ column, value }) => [column, value])),
      values: Object.fromEntries(changed.map(({ column }) => [column, (values[column] ?? "").trim() || null])),
      how: shown.ways.includes("self-service") ? "self-service" : "review",
      identity: changed.some(({ identity }) => identity),
    };
  if (statement.trim() === "") return "nothing";
  const how = shown.ways.includes("document") ? "document" : "statement";
  const column = how === "statement" ? table.statement : undefined;
  return { ...about, before: {}, values: column ? { [column]: statement.trim() } : {}, how, identity: false };
}

/** Emptied is possible, except what the person is recognised by and what its system wants to hold. */
function fits({ is, identity, needed }: FieldShown, value: string): boolean {
  if (value === "") return !identity && !needed;
  switch (is) {
    case "email":
      return z.email().max(254).safeParse(value).success;
    case "day":
      return isDay(value);
    case "country":
      return /^[A-Z]{2}$/.test(value);
    case "language":
      return /^[a-z]{2}$/.test(value);
    case "text":
      return /^[^\p{Cc}\p{Bidi_Control}]{1,200}$/u.test(value);
    case "long-text":
      return /^(?:[\n\r\t]|[^\p{Cc}\p{Bidi_Control}])+$/u.test(value);
    case "cents":
      return true;
    default:
      return is satisfies never;
  }
}

async function own(who: Actor): Promise<Told> {
  const found = await told(who);
  const { categories } = policy();
  const groups = found.groups.filter((group) => (group.count ?? 0) > 0 && isOwn(group, categories[group.category]));
  return { ...found, groups };
}

const isOwn = (group: Group, category: Category | undefined): boolean =>
  group.belongs === "mine" && mayTell(group, category?.disclose) && category?.rights.rectification !== "no";

type Found = { record: Owned; shown: RecordShown };

async function read(who: Actor, category: string): Promise<Unheard & { found: Found[] }> {
  const isWanted = (table: Table, part: string) => part === category && waysOf(category, table).length > 0;
  const { records, unreachable, inPart } = await ownRecords(who, isWanted, most);
  const reader = readerFor(who);
  const found = records.slice(0, most).map((record) => ({ record, shown: shownRecord(reader, record) }));
  return { found, unreachable, inPart };
}

function waysOf(category: string, table: Table): CorrectionWay[] {
  const mode = policy().categories[category]?.rights.rectification;
  const fields = Object.values(table.columns).some(
    ({ correct, category: own = table.category }) => correct && own === category,
  );
  switch (mode) {
    case "self-service":
      return fields ? ["self-service"] : [];
    case "yes":
      return [...(fields ? (["review"] as const) : []), ...(table.statement ? (["statement"] as const) : [])];
    case "annotate":
    case "contest":
      return ["statement"];
    case "document":
      return ["document"];
    default:
      return [];
  }
}

/** Whoever reads, and how values are written for them. */
type Reader = { who: Actor; days: ZoneDays; writer: Writer };

function readerFor(who: Actor): Reader {
  const { zone, fields } = policy();
  const { language } = who;
  const days = new ZoneDays(zone, language);
  return { who, days, writer: writer({ language, days, say: speaker(language), fields }) };
}

function shownRecord({ who, days, writer: written }: Reader, record: Owned): RecordShown {
  const { categories, sources } = policy();
  const { category, table, values, source } = record;
  const ways = waysOf(category, table);
  const edits = ways.includes("self-service") || ways.includes("review");
  const shown = Object.entries(table.columns).flatMap(([column, about]): FieldShown[] => {
    const field = fieldOf(policy(), record, column);
    if (!field || !about.export || (about.category ?? table.category) !== category) return [];
    const stored = values[column];
    if (column === table.statement && stored == null) return [];
    return [
      {
        column,
        label: field.label[who.language],
        is: field.is,
        value: textOf(stored),
        said: typeof stored === "string" ? sayer(who.language)(field, stored) : written.text(stored, field) || null,
        correctable: edits && about.correct,
        identity: about.identity,
        needed: record.neverEmpty.has(column),
      },
    ];
  });
  return {
    code: recordCode(who, record),
    category,
    label: categories[category]?.label[who.language] ?? category,
    system: sources[source]?.label[who.language] ?? source,
    since: table.since === undefined ? null : heldOn(values[table.since], days),
    ways,
    fields: shown,
  };
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
