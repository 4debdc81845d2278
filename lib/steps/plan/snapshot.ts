/**
 * Art. 15(1), 5(1)(e): records that live for hours would be gone before a reviewer has looked. For a copy they are kept as
 * they were when they were found, for that request only, encrypted under its key, and deleted when it is closed.
 */
import { policy, sourceById } from "../../company";
import { system } from "../../actor";
import { db, type Tx } from "../../db";
import type { Group } from "../../gdpr/plan-value";
import { ruleOf } from "../../gdpr/retention";
import { openFor, sealFor } from "../../seal/request-key";
import type { Person, SourceRecord } from "../../sources/source";
import type { Claim } from "../claim";
import type { Loaded } from "../load";
import { note } from "../move";
import type { Searched } from "./search";

const perChunk = 1_000;
type Chunk = { group: Group; records: SourceRecord[] };

/**
 * What was found, with the short-lived groups as they were when they were first found for this request: kept now, or at
 * an earlier plan of it. Other rights than access keep nothing: what
 * lives for hours is never portable.
 */
export async function withSnapshot(request: Loaded, searched: Searched, claimed: Claim): Promise<Searched> {
  if (request.right !== "access") return searched;
  const lasting = searched.groups.filter((group) => !isShortLived(group));
  const known = await keptGroups(db(), request);
  if (known.length > 0) return { ...searched, groups: [...lasting, ...known] };
  const short = searched.groups.filter((group) => isShortLived(group) && group.count);
  // All or nothing: a half-kept snapshot would pass for a whole one at the next plan.
  const kept = await db().$transaction(
    async (tx) => {
      const groups: Group[] = [];
      for (const group of short) groups.push(await keep(tx, request, searched.person, group, claimed));
      return groups;
    },
    { timeout: 120_000 },
  );
  return { ...searched, groups: [...lasting, ...kept] };
}

function isShortLived({ category, rule }: Group): boolean {
  return ruleOf(policy().categories[category]?.rules ?? [], rule)?.keep.startsWith("PT") ?? false;
}

async function keep(tx: Tx, request: Loaded, person: Person, group: Group, { fence }: Claim): Promise<Group> {
  const { id, keys } = request;
  const { source, category } = group;
  const name = nameOf(group);
  let [no, count] = [0, 0];
  let records: SourceRecord[] = [];
  const flush = async () => {
    const sealed = sealFor(keys, column(name, no), { group, records } satisfies Chunk);
    await tx.snapshot.create({ data: { request: id, group: name, no, count: records.length, sealed } });
    no += 1;
    count += records.length;
    records = [];
  };
  for await (const record of sourceById(source).read(person, group)) {
    records.push(record);
    if (records.length === perChunk) await flush();
  }
  if (records.length > 0 || no === 0) await flush();
  await note(tx, id, "snapshot-taken", system, { data: { source, category, records: count }, fence });
  return { ...group, count };
}

async function keptGroups(tx: Tx, { id, keys }: Pick<Loaded, "id" | "keys">): Promise<Group[]> {
  const rows = await tx.snapshot.findMany({ where: { request: id, no: 0 }, orderBy: { group: "asc" } });
  const counts = await tx.snapshot.groupBy({ by: ["group"], where: { request: id }, _sum: { count: true } });
  const records = new Map(counts.map(({ group, _sum }) => [group, _sum.count ?? 0]));
  return rows.map(({ group: name, sealed }) => {
    const { group } = openFor<Chunk>(keys, column(name, 0), sealed);
    return { ...group, count: records.get(name) ?? 0 };
  });
}

/** The kept records of a group in the source's order; undefined when none were kept for it. */
export async function keptRecords(
  { id, keys }: Pick<Loaded, "id" | "keys">,
  group: Group,
): Promise<AsyncIterable<SourceRecord> | undefined> {
  const name = nameOf(group);
  if ((await db().snapshot.count({ where: { request: id, group: name } })) === 0) return undefined;
  return (async function* () {
    for (let no = 0; ; no++) {
      const row = await db().snapshot.findUnique({ where: { request_group_no: { request: id, group: name, no } } });
      if (!row) return;
      yield* openFor<Chunk>(keys, column(name, no), row.sealed).records;
    }
  })();
}

const nameOf = ({ source, category, selector }: Group): string => `${source}/${category}/${selector}`;
const column = (name: string, no: number): string => `snapshot ${name}/${no}`;

/** Deletes what was kept for requests that are closed. Repeating it is harmless. */
export async function forgetSnapshots(): Promise<void> {
  await db().$executeRaw`
    DELETE FROM "snapshot" s USING "request" r WHERE r."id" = s."request" AND r."closed_at" IS NOT NULL`;
}
