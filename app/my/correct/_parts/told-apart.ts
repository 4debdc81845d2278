/** By what somebody recognises one of several records of a kind. */
import type { FieldShown, RecordShown } from "../../../../lib/steps/ask/correctable";

/** So much of a record is enough to recognise it. */
const most = 8;
const longest = 80;

type Told = Pick<RecordShown, "fields" | "system" | "since">;
type Read = (field: FieldShown) => string | null;

/**
 * For each record what tells it apart from the others, in the order of its fields: what all of its sort say the same is left
 * out, and so are long texts. A record of which nothing can be said is recognised by its system and its day (`onDay`).
 */
export function toldApart(records: readonly Told[], read: Read, onDay: (record: Told) => string | null): string[] {
  return records.map((record) => {
    const sort = records.filter((one) => sortOf(one) === sortOf(record));
    const own = record.fields.filter((field) => !isSameInAll(field, sort));
    const said = briefly(own, read);
    const enough = said.length > 0 ? said : briefly(record.fields, read);
    return (enough.length > 0 ? enough : [record.system, onDay(record) ?? []].flat()).join(" · ");
  });
}

const sortOf = ({ system, fields }: Told): string => JSON.stringify([system, ...fields.map(({ column }) => column)]);

const isSameInAll = ({ column, value }: FieldShown, sort: readonly Told[]): boolean =>
  sort.length > 1 && sort.every(({ fields }) => fields.find((one) => one.column === column)?.value === value);

const briefly = (fields: readonly FieldShown[], read: Read): string[] => {
  const said = new Set(fields.flatMap((field) => read(field) ?? []));
  return [...said].filter((text) => text.length <= longest && !text.includes("\n")).slice(0, most);
};
