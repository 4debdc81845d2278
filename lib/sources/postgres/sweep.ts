/**
 * Sweeping in large batches: one statement lists the keys of the records that are due, writes exactly those, and reckons
 * their number and commitment, so that a million keys need not travel through the portal.
 */
import type { Ending } from "../../policy/schema";
import type { DueEnd, Swept } from "../source";
import { aloneIn, readable } from "./batch";
import { isDue, place } from "./due";
import { assignments, ended } from "./ending";
import type { Model, Part } from "./model";
import { localDay } from "./moment";
import { keyOrder, keyText, version } from "./row";
import { sparedRows, type Known } from "./spare";
import { all, binding, quoted, type Binding, type Statement } from "./sql";

type At = { key: string; trigger: string };
/** `after` and `upTo` are places in the order of trigger and key. */
export type Range = { cutoff: string; from?: string | null; after: At | null; upTo?: At | null };
export type Listing = Range & { limit: number; salt: string; writing: DueEnd; now: string | null; known: Known };

/** Trigger and key, the order of the sweep. */
const order = (part: Part): string => [part.table.value(part.trigger ?? ""), ...keyOrder(part.table)].join(", ");

function within(model: Model, part: Part, range: Range, bound: Binding): string[] {
  const { after, upTo } = range;
  const column = part.trigger ?? "";
  const row = ({ key, trigger }: At, sign: string) => {
    const at = bound.bind(trigger, part.table.type(column));
    // Said once more of the trigger alone, which an index of it can use.
    return [
      `(${order(part)}) ${sign} (${[at, ...place(part, key, bound)].join(", ")})`,
      `${part.table.value(column)} ${sign}= ${at}`,
    ];
  };
  return [
    ...isDue(model, { part, ...range }, bound),
    ...(after ? row(after, ">") : []),
    ...(upTo ? row(upTo, "<=").slice(0, 1) : []),
  ];
}

/** A row `{listed, done, last, trigger, commit}` of texts; the last three are null when nothing was listed. */
export function sweepStatement(model: Model, part: Part, asked: Listing): Statement {
  const { table } = part;
  const bound = binding();
  const spared = sparedRows(table, asked.known, bound);
  const conditions = [...within(model, part, asked, bound), ...(spared ? [`NOT (${spared.is})`] : [])];
  const keys = table.table.key.map((column, at) => `t0.${quoted(column)} AS k${at}`).join(", ");
  const ending = part.endings[asked.writing];
  const written = ending === undefined ? "SELECT NULL WHERE false" : change(model, part, ending, asked.now, bound);
  const salt = `decode(${bound.bind(asked.salt, "text")}, 'hex')`;
  const text = `WITH listed AS MATERIALIZED (
      SELECT ${keys}, ${keyText(table)} AS key, ${table.value(part.trigger ?? "")} AS trigger, row_number() OVER (ORDER BY ${order(part)}) AS n
      FROM ${table.sql} t0${spared?.joins ?? ""} WHERE ${all(conditions)}
      ORDER BY ${order(part)} LIMIT ${bound.bind(asked.limit, "int")}),
    written AS (${written})
    SELECT count(*)::text AS listed, (SELECT count(*) FROM written)::text AS done,
      (SELECT key FROM listed ORDER BY n DESC LIMIT 1) AS last, (SELECT trigger::text FROM listed ORDER BY n DESC LIMIT 1) AS trigger,
      encode(sha256(${salt} || convert_to(string_agg(key || E'\\n', '' ORDER BY n), 'UTF8')), 'hex') AS commit
    FROM listed`;
  return { text, values: bound.values };
}

/** Rows `{key, version}` of the same batch. */
export function keysStatement(model: Model, part: Part, asked: Range & { limit: number; known: Known }): Statement {
  const { table } = part;
  const bound = binding();
  const spared = sparedRows(table, asked.known, bound);
  const conditions = [...within(model, part, asked, bound), ...(spared ? [`NOT (${spared.is})`] : [])];
  const text = `SELECT ${keyText(table)} AS key, ${version(part)} AS version, ${triggerText(part)} AS trigger FROM ${table.sql} t0${spared?.joins ?? ""}
    WHERE ${all(conditions)} ORDER BY ${order(part)} LIMIT ${bound.bind(asked.limit, "int")}`;
  return { text, values: bound.values };
}

/** What the rows of `listed` become. What changed in the meantime is left: its time is reckoned anew. */
function change(model: Model, part: Part, ending: Ending, now: string | null, bound: Binding): string {
  const { table } = part;
  const same = table.table.key.map((column, at) => `t0.${quoted(column)} = l.k${at}`);
  if (ending === "delete")
    return `DELETE FROM ${table.sql} t0 USING listed l WHERE ${all([...same, ...aloneIn(part)])} RETURNING 1`;
  const where = all([...same, `NOT (${ended(part, ending, bound)})`, ...readable(part, ending)]);
  return `UPDATE ${table.sql} t0 SET ${assignments(part, ending, now, bound)} FROM listed l WHERE ${where} RETURNING 1`;
}

/** Rows `{year, due, spared}`. */
export function countStatement(model: Model, part: Part, { known, ...range }: Range & { known: Known }): Statement {
  const bound = binding();
  const { table } = part;
  const spared = sparedRows(table, known, bound);
  const day = localDay({ mapped: table, column: part.trigger ?? "", alias: "t0", zone: model.zone }, bound);
  const text = `SELECT extract(year FROM ${day})::int AS year, count(*)::text AS due,
      count(*) FILTER (WHERE ${spared?.is ?? "false"})::text AS spared
    FROM ${table.sql} t0${spared?.joins ?? ""} WHERE ${all(within(model, part, range, bound))} GROUP BY 1`;
  return { text, values: bound.values };
}

/** A row `{count}`: how many of the range are still due. */
export function leftStatement(model: Model, part: Part, { known, ...range }: Range & { known: Known }): Statement {
  const bound = binding();
  const spared = sparedRows(part.table, known, bound);
  const where = all([...within(model, part, range, bound), ...(spared ? [`NOT (${spared.is})`] : [])]);
  const from = `${part.table.sql} t0${spared?.joins ?? ""}`;
  return { text: `SELECT count(*)::text AS count FROM ${from} WHERE ${where}`, values: bound.values };
}

const triggerText = (part: Part): string => `(${part.table.value(part.trigger ?? "")})::text`;

type Row = { listed: string; done: string; last: string | null; trigger: string | null; commit: string | null };

/** What a batch did; null when nothing was listed. */
export function swept(part: Part, { listed, done, last, trigger, commit }: Row): Swept | null {
  if (last === null || trigger === null || commit === null) return null;
  return { listed: Number(listed), done: Number(done), commit, last: { part: part.id, key: last, trigger } };
}
