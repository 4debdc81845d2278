/**
 * Art. 17(3)(e): a hold may be about one record, for example an order. What it reaches only its source can tell: the record
 * itself and whatever hangs on it there. Doubt holds.
 */
import { portalNow } from "../../db";
import { no, yes, type Result } from "../../result";
import type { HeldRecord } from "../../seal/held-record";
import { sources } from "../../company";
import { SourceUnreachable, type Item, type Person, type Source } from "../../sources/source";
import { search } from "../plan/search";

/** Whether one of the items is the record or hangs on it. A source that cannot tell holds all of its records. */
export async function reaches(record: HeldRecord, source: string, items: readonly Item[]): Promise<boolean> {
  if (source !== record.source) return false;
  const asked = sources().find(({ id }) => id === source);
  return asked?.touches ? asked.touches(record, items) : true;
}

type NotFound = "no-record" | "several-records" | "source-silent";

/**
 * The one record of the person in this category that has the number: as its key, or as one of its values. A number that says
 * nothing of one record alone holds nothing, so that nobody relies on it.
 */
export async function findRecord(
  person: Person,
  category: string,
  number: string,
): Promise<Result<NotFound, HeldRecord>> {
  const found = await search(person, await portalNow());
  const silent = found.alarms.length > 0 || found.outcomes.some(({ outcome }) => outcome === "unreachable");
  const [byKey, byValue] = [new Map<string, HeldRecord>(), new Map<string, HeldRecord>()];
  for (const group of found.groups.filter((one) => one.category === category && one.count !== null)) {
    const source = sources().find(({ id }) => id === group.source);
    if (!source?.touches) continue;
    try {
      await collect(source, found.person, group, { number, byKey, byValue });
    } catch (error) {
      if (!(error instanceof SourceUnreachable)) throw error;
      return no("source-silent");
    }
  }
  const records = [...(byKey.size > 0 ? byKey : byValue).values()];
  const [record] = records;
  if (!record) return no(silent ? "source-silent" : "no-record");
  return records.length > 1 ? no("several-records") : yes(record);
}

type Wanted = { number: string; byKey: Map<string, HeldRecord>; byValue: Map<string, HeldRecord> };

async function collect(
  source: Source,
  person: Person,
  group: Parameters<Source["read"]>[1],
  { number, byKey, byValue }: Wanted,
): Promise<void> {
  for await (const { part, key, values } of source.read(person, group)) {
    const record = { source: source.id, part, key, number };
    if (key === number) byKey.set(`${part} ${key}`, record);
    if (Object.values(values).some((value) => String(value) === number)) byValue.set(`${part} ${key}`, record);
  }
}
