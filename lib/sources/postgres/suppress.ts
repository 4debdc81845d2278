/**
 * Art. 21(3): whoever is no longer written to must not come back with the shop's next import. With the end of their rows
 * the address enters the shop's own list, as a keyed hash (HMAC-SHA-256, RFC 2104) that nobody can turn into an address.
 */
import { createHmac } from "node:crypto";
import type { PostgresSource } from "../../policy/schema";
import type { Item, Writing } from "../source";
import { mailboxOf } from "./address";
import { changing, going, type Chosen } from "./batch";
import { mailbox } from "./comparing";
import type { Writer } from "./connection";
import { valueSet } from "./ending";
import type { Mapped, Model, Part } from "./model";
import { binding, quoted, type Binding, type Statement } from "./sql";

export type Suppress = NonNullable<Mapped["table"]["suppress"]>;
/** The keys of the hashes, by the names of their variables. */
export type SuppressionKeys = ReadonlyMap<string, string>;

/** Reads every key that the mapping names. Throws with the name of one that is missing or could be guessed. */
export function suppressionKeys(
  { tables }: PostgresSource,
  secret: (name: string) => string | undefined,
): SuppressionKeys {
  const names = Object.values(tables).flatMap(({ suppress }) => (suppress ? [suppress.secret] : []));
  return new Map(
    [...new Set(names)].map((name) => {
      const key = secret(name) ?? "";
      if (key.length < 32)
        throw new Error(`${name} is missing or too short: the key of a suppression list has 32 characters`);
      return [name, key];
    }),
  );
}

/** The entry of an address: hex HMAC-SHA-256 over it without the spaces and capitals that people type. */
export function suppressionEntry(key: string, email: string): string {
  return createHmac("sha256", key).update(mailbox(email)).digest("hex");
}

/** `keys` null: the rows end because their time has come, so nobody is entered. */
type Entering = { model: Model; keys: SuppressionKeys | null; writing: Writing; now: string | null };

/** Enters the addresses of the listed rows that are about to be written, in the transaction that writes them. */
export async function enterSuppressed(writer: Writer, entering: Entering, part: Part, items: readonly Item[]) {
  const { suppress } = part.table.table;
  const { writing, keys } = entering;
  if (!keys || !suppress || !part.main || !suppress.on.some((on) => on === writing)) return;
  const asked = addresses(part, suppress, writing, items);
  const boxes = asked ? await writer.rows<{ box: string | null }>(asked) : [];
  const entries = boxes.flatMap(({ box }) => (box ? [suppressionEntry(keyOf(keys, suppress), box)] : []));
  if (entries.length > 0) await writer.write(inserting(entering, suppress, entries));
}

function keyOf(keys: SuppressionKeys, { secret }: Suppress): string {
  const key = keys.get(secret);
  if (key === undefined) throw new Error(`${secret} was not read: the suppression list has no key`);
  return key;
}

function addresses(part: Part, suppress: Suppress, writing: Writing, items: readonly Item[]): Statement | null {
  const bound = binding();
  const chosen = written(part, writing, items, bound);
  if (!chosen) return null;
  const box = mailboxOf({ mapped: part.table, alias: "t0", parents: [] }, suppress.address);
  const text = `SELECT DISTINCT ${box} AS box FROM ${[`${part.table.sql} t0`, ...chosen.rows].join(", ")} WHERE ${chosen.where}`;
  return { text, values: bound.values };
}

function written(part: Part, writing: Writing, items: readonly Item[], bound: Binding): Chosen | null {
  const ending = writing === "rectify" ? undefined : part.endings[writing];
  if (!ending) return null;
  if (ending === "delete") return going(part, items, bound);
  return changing(part, items, { ending, erases: writing === "erase" }, bound);
}

/** Who stands there already stands there from their first entry on. */
function inserting({ model, now }: Entering, suppress: Suppress, entries: readonly string[]): Statement {
  const list = model.tables.find(({ id }) => id === suppress.into);
  if (!list) throw new Error(`${suppress.into} is not among the tables: nobody can be entered there`);
  const bound = binding();
  const others = Object.entries(suppress.set);
  const columns = [suppress.hash, ...others.map(([column]) => column)].map(quoted);
  const values = others.map(([column, value]) => valueSet(list, column, value, now, bound));
  const type = list.type(suppress.hash);
  const text = `INSERT INTO ${list.sql} (${columns.join(", ")})
    SELECT ${[`e.entry::${type}`, ...values].join(", ")} FROM unnest(${bound.bind(entries, "text[]")}) e(entry)
    ON CONFLICT DO NOTHING`;
  return { text, values: bound.values };
}
