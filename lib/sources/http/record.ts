/** A record as the system gave it: what of it is handed out, its fingerprint, its end states. */
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { Collection, Equality, HttpWriting } from "../../policy/kinds/http";
import type { Writing } from "../source";
import { nested, textOf, valueAt, without, type Json } from "./json";
import { fill, type Scope } from "./template";

/** What is handed out: everything but what is omitted, some of it under names of its own. */
export function valuesOf({ omit, rename }: Collection, record: Json): Json {
  const renamed = Object.entries(rename).flatMap(([name, path]): [string, unknown][] => {
    const value = valueAt(record, path);
    return value === undefined ? [] : [[name, value]];
  });
  return { ...without(record, [...omit, ...Object.values(rename)]), ...Object.fromEntries(renamed) };
}

/** Of the values only those that the person provided (Art. 20). */
export const providedOf = ({ provided }: Collection, values: Json): Json =>
  Object.fromEntries(Object.entries(values).filter(([name]) => provided.includes(name)));

/** Fingerprint of the content; what changes by itself and the marks of a pause are no part of it. */
export function versionOf(collection: Collection, record: Json): string {
  const { omit, volatile, pause, lift, compared } = collection;
  if (compared) return fingerprint(compared.map((path) => valueAt(record, path) ?? null));
  const marks = [pause, lift].flatMap((writing) => Object.keys(writing?.state ?? {}));
  return fingerprint(without(record, [...omit, ...volatile, ...marks]));
}

export const fingerprint = (value: unknown): string =>
  createHash("sha256")
    .update(canonicalize(value) ?? "")
    .digest("hex")
    .slice(0, 24);

/** Where a field that is set right stands in a record. */
export const placeOf = ({ rename }: Collection, field: string): string =>
  Object.hasOwn(rename, field) ? (rename[field] ?? field) : field;

type Values = Readonly<Record<string, string | null>>;

/** Whether a record is in the end state of a writing already. A correction is when every value is as wanted. */
export function inEndState(collection: Collection, writing: Writing, record: Json, values: Values = {}): boolean {
  if (writing === "rectify")
    return Object.entries(values).every(
      ([field, value]) => (textOf(valueAt(record, placeOf(collection, field))) ?? null) === value,
    );
  const state = writing === "truncate" ? undefined : collection[writing]?.state;
  if (!state) return false;
  return Object.entries(state).every(([path, wanted]) => wanted.includes((valueAt(record, path) ?? null) as string));
}

/** The new values of a correction as they are sent. Throws on a field that is nobody's to set. */
export function corrections(collection: Collection, values: Values = {}): Json {
  const { rectify } = collection;
  const stray = Object.keys(values).find((field) => !rectify?.fields.includes(field));
  if (stray !== undefined) throw new Error(`the policy lets nobody set ${stray}`);
  return nested(Object.entries(values).map(([field, value]) => [placeOf(collection, field), value] as const));
}

/** Whether a writing leaves a trace in the record itself, so that nothing has to be remembered about it. */
export function showsInRecord({ read }: Collection, writing: Writing, how: HttpWriting): boolean {
  if (!read || how.job || how.confirmAfter) return false;
  return writing === "erase" || writing === "rectify" || how.state !== undefined;
}

/** Whether a record's field is what it must be. */
export function holds({ field, is, fold }: Equality, record: Json, scope: Scope): boolean {
  const form = (text: string) => (fold ? text.trim().toLowerCase() : text);
  const value = textOf(valueAt(record, field));
  return value !== null && form(value) === form(fill(is, scope));
}
