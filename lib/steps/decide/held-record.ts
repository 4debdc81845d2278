/**
 * Art. 17(3)(e): a hold may be about one record, for example an order. What it reaches in its own source only that can tell: the
 * record itself and whatever hangs on it there. Other systems are asked what their records name; doubt holds.
 */
import { portalNow } from "../../db";
import { no, yes, type Result } from "../../result";
import type { HeldRecord } from "../../seal/held-record";
import { policy, sources } from "../../company";
import { hanging, namesIn, type Hanging } from "../../gdpr/hangs-on";
import { SourceUnreachable, type Item, type Person, type Source } from "../../sources/source";
import { search } from "../plan/search";

/** Records of one category in one source; `ids`: how everything of the person is called elsewhere. */
export type Reached = { source: string; category: string; items: readonly Item[]; ids?: Person["ids"] };

/** `hangs`: one of the items is the record or hangs on it. `may`: nobody can tell. Null: none of them does. */
export async function reach(record: HeldRecord, at: Reached): Promise<"hangs" | "may" | null> {
  const { source, category, items } = at;
  if (items.length === 0) return null;
  const asked = sources().find(({ id }) => id === source);
  if (source === record.source) return asked?.touches && !(await asked.touches(record, items)) ? null : "hangs";
  if (policy().categories[category]?.standsAlone) return null;
  if (!asked?.namesOf) return "may";
  const found = new Set<Hanging>();
  for (const named of await asked.namesOf(items)) found.add(hanging(named, record.names, at.ids ?? {}));
  return found.has("hangs") ? "hangs" : found.has("may") ? "may" : null;
}

/** Whether a hold on the record keeps the items: what may hang on it is kept like what does. */
export const reaches = async (record: HeldRecord, at: Reached): Promise<boolean> => (await reach(record, at)) !== null;

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
    const record = { source: source.id, part, key, number, names: namesIn(values, person.ids ?? {}) };
    if (key === number) byKey.set(`${part} ${key}`, record);
    if (Object.values(values).some((value) => String(value) === number)) byValue.set(`${part} ${key}`, record);
  }
}
