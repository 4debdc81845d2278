/** Art. 15(3): the records behind groups of a plan, as a copy hands them out. */
import { sourceById } from "../../company";
import type { Group } from "../../gdpr/plan-value";
import type { RecordPage, SourceRecord } from "../../sources/source";
import type { Loaded } from "../load";
import { keptRecords } from "./snapshot";

type Columns = "provided" | undefined;
type Of = Pick<Loaded, "id" | "keys" | "subject">;

/**
 * Streams the records of groups of one source: what was kept when it was found, and the rest live. With `provided` only what the
 * person provided (Art. 20). Throws `SourceUnreachable`.
 */
export async function* recordsOf(
  { id, keys, subject }: Of,
  groups: readonly Group[],
  columns?: Columns,
): AsyncGenerator<SourceRecord | RecordPage> {
  const open: Group[] = [];
  for (const group of groups) {
    const kept = await keptRecords({ id, keys }, group);
    if (kept) yield* kept;
    else open.push(group);
  }
  yield* readNow(subject, open, columns);
}

/** The same live from the source alone, in one pass where it can read several groups so. */
export async function* readNow(
  subject: Of["subject"],
  groups: readonly Group[],
  columns?: Columns,
): AsyncGenerator<SourceRecord | RecordPage> {
  const [first] = groups;
  if (!first) return;
  const source = sourceById(first.source);
  if (source.together) return yield* source.together.read(subject, groups, columns);
  for (const group of groups) yield* source.read(subject, group, columns);
}
