/** What a log holds about a person: by the account alone, never by an IP address, which several people share. */
import type { Group } from "../../gdpr/plan-value";
import { bucketOf, bucketsOf, dayOf, triggerOf, type Buckets } from "../bucket";
import type { Cutoffs, Item, Person, SourceRecord } from "../source";
import { keyOf, markOf, scan, versionOf, type OpenLog, type Seen } from "./log";

/** Which lines a group is: those of one bucket; a cut-off travels with it, so that its list means the same lines. */
type Selected = { log: string; bucket: string | null; cutoff: string | null };

export const selected = (selector: string): Selected => JSON.parse(selector) as Selected;

type Asked = { source: string; zone: string; cutoffs: Cutoffs };

/** The groups of one log. A log without a field for the account is one group that nobody can count (Art. 11). */
export async function linesFound(open: OpenLog, { account }: Person, asked: Asked): Promise<Group[]> {
  if (open.log.account === undefined) return [unsearchable(open, asked.source)];
  if (account === null) return [];
  const buckets = bucketsOf(open.full.category, open.full.rule, asked.cutoffs);
  const found = new Map<string, { count: number; first: number; last: number }>();
  for await (const lines of scan(open))
    for (const { line } of lines) {
      if (line?.account !== account) continue;
      const bucket = bucketOf(buckets, asked.zone, line.at);
      const known = found.get(bucket) ?? { count: 0, first: line.at, last: line.at };
      found.set(bucket, known);
      known.count += 1;
      known.first = Math.min(known.first, line.at);
      known.last = Math.max(known.last, line.at);
    }
  const cutoff = buckets.by === "cutoff" ? buckets.cutoff : null;
  return [...found]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([bucket, { count, first, last }]) => ({
      ...blank(open, asked.source, { log: open.id, bucket, cutoff }),
      count,
      trigger: triggerOf(buckets, asked.zone, last),
      since: dayOf(asked.zone, first),
    }));
}

/** The items of a group in the order of the log, each with its line. */
export async function* linesOfGroup(
  open: OpenLog,
  { account }: Person,
  group: Group,
  zone: string,
): AsyncGenerator<{ item: Item; seen: Seen }> {
  const { bucket: wanted, cutoff } = selected(group.selector);
  if (wanted === null || account === null) return;
  const { category, rule, id: part } = open.full;
  const buckets: Buckets = bucketsOf(category, rule, cutoff === null ? {} : { [`${category}/${rule.id}`]: cutoff });
  const times = new Map<string, number>();
  for await (const lines of scan(open))
    for (const seen of lines) {
      const { line, raw } = seen;
      if (line?.account !== account || bucketOf(buckets, zone, line.at) !== wanted) continue;
      const mark = markOf(open, line.at, raw);
      const time = times.get(mark) ?? 0;
      times.set(mark, time + 1);
      yield { item: { part, key: keyOf(mark, time), version: versionOf(mark) }, seen };
    }
}

/** A line as it is handed out. Nothing in a log was provided by the person: the server wrote it. */
export function recordOf(
  open: OpenLog,
  { item, seen }: { item: Item; seen: Seen },
  columns?: "provided",
): SourceRecord {
  const values = columns === "provided" ? {} : (seen.line?.values() ?? {});
  return { category: open.full.category, part: item.part, key: item.key, values };
}

function unsearchable(open: OpenLog, source: string): Group {
  return { ...blank(open, source, { log: open.id, bucket: null, cutoff: null }), count: null, doubt: "no-identifier" };
}

function blank(open: OpenLog, source: string, selector: Selected): Group {
  return {
    source,
    category: open.full.category,
    rule: open.log.rule ?? null,
    trigger: null,
    since: null,
    count: 0,
    belongs: "mine",
    doubt: null,
    inUse: null,
    selector: JSON.stringify(selector),
  };
}
