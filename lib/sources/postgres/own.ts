/** The records that are the person's without any doubt and name nobody else, as a page shows them to that person. */
import type { OwnRecord, OwnRecords, Person } from "../source";
import { mine } from "./address";
import { asFarAs, eachOrAll, tried, type Asking } from "./as-far";
import { Refused } from "./connection";
import { valuesJson } from "./list";
import type { Part } from "./model";
import type { Opened } from "./opened";
import { reached } from "./reach";
import { keyOrder, keyText, namesOthers, present, version } from "./row";
import { all, binding, united, type Statement } from "./sql";

/** `part`: its place among the parts that were asked. */
type Row = { part: number; key: string; version: string; json: string };

/** At most so many of each of these parts, in key order (null: all), in one statement; part by part where that is refused. */
export async function ownRecords(
  shop: Opened,
  person: Person,
  parts: readonly string[],
  most: number | null,
): Promise<OwnRecords> {
  const inTable = (table: string) => parts.filter((part) => part.startsWith(`${table}/`));
  const { found, learned, silent } = await asFarAs(
    shop,
    person,
    (table) => inTable(table).length > 0,
    async (asking, tables) => {
      const asked = tables.flatMap(({ id }) => inTable(id).map((part) => asking.model.part(part)));
      const { found: records, refused } = await eachOrAll(asked, (some) => read(asking, some, most));
      return { found: records, refused: refused.map(({ of }) => of.table) };
    },
  );
  const said = found.filter(({ part }) => !silent.some((table) => part.startsWith(`${table}/`)));
  const refused = silent.flatMap(inTable).map((part) => part.slice(part.indexOf("/") + 1));
  return { records: said, learned, refused: [...new Set(refused)] };
}

async function read(asking: Asking, parts: readonly Part[], most: number | null): Promise<OwnRecord[] | Refused> {
  const rows = await tried<Row>(asking.reader, reading(asking, parts, most));
  if (rows instanceof Refused) return rows;
  return rows.map(({ part: at, key, version: seen, json }) => {
    const part = parts[at];
    if (!part) throw new Error(`the part ${at} was not asked`);
    const about = { category: part.category, part: part.id, neverEmpty: part.table.notNull };
    return { ...about, key, version: seen, values: JSON.parse(json) };
  });
}

function reading({ model, known }: Asking, parts: readonly Part[], most: number | null): Statement | null {
  const bound = binding();
  const queries = parts.flatMap((part, place) => {
    const rows = reached({ zone: model.zone, known, binding: bound }, part.table);
    if (!rows) return [];
    const theirs = [present(part, bound), `(${rows.verdict}) = ${mine}`, `(${namesOthers(part.table)}) IS FALSE`];
    const text = `${rows.with}
      SELECT row_number() OVER (ORDER BY ${keyOrder(part.table).join(", ")}) AS n, ${keyText(part.table)} AS key,
             ${version(part)} AS version, ${valuesJson(part)} AS json
      FROM ${rows.from} WHERE ${all(theirs)} ORDER BY n LIMIT ${bound.bind(most, "int")}`;
    return [{ place, text }];
  });
  const text = united(queries, "part", "n");
  return text === null ? null : { text, values: bound.values };
}
