/**
 * Logs of a web server on disk as a source. The person is found by the account alone; lines are shortened when the time
 * of their rule has come (Art. 5(1)(e)), by rewriting rotated files and never the one that is being written.
 */
import { ruleOf } from "../gdpr/retention";
import type { FilesSource, Policy } from "../policy/schema";
import { dueLines } from "./files/due";
import { linesFound, linesOfGroup, recordOf, selected } from "./files/locate";
import { formatOf, type OpenLog, type Part } from "./files/log";
import { probedLog } from "./files/probe";
import { reachable } from "./files/reachable";
import { sweepingLogs } from "./files/sweeping";
import { stillThere, writeLines } from "./files/write";
import type { Effect, Item, Source, UnderWay } from "./source";

export type FilesOptions = {
  folder: string;
  policy: Pick<Policy, "zone" | "entity" | "categories">;
  /** The portal's instant. */
  now(): Promise<string>;
};

/** The source `id` over the mapping. No file stays open between two calls. */
export function filesSource(id: string, mapping: FilesSource, { folder, policy, now }: FilesOptions): Source {
  const { zone, entity } = policy;
  const logs = Object.entries(mapping.logs).map(([log, mapped]) => opened(log, mapped, { folder, policy }));
  const byLog = (log: string): OpenLog =>
    found(
      logs.find((open) => open.id === log),
      id,
      log,
    );
  const byPart = (part: string): OpenLog =>
    found(
      logs.find(({ full, short }) => full.id === part || short?.id === part),
      id,
      part,
    );
  const each = async <Value>(items: readonly Item[], run: (open: OpenLog, items: Item[]) => Promise<Value>) => {
    const values: Value[] = [];
    for (const open of logs) {
      const own = items.filter(({ part }) => byPart(part) === open);
      if (own.length > 0) values.push(await run(open, own));
    }
    return values;
  };
  return reachable(id, {
    id,
    kind: "files",
    async probe() {
      const sentences: string[] = [];
      for (const open of logs) sentences.push(...(await probedLog(open, id, await now(), { zone, entity })));
      return [...new Set(sentences)];
    },
    async locate(person, cutoffs) {
      const groups = [];
      for (const open of logs) groups.push(...(await linesFound(open, person, { source: id, zone, cutoffs })));
      return { groups, learned: {} };
    },
    async *list(person, group) {
      const open = byLog(selected(group.selector).log);
      for await (const { item } of linesOfGroup(open, person, group, zone)) yield item;
    },
    async *read(person, group, columns) {
      const open = byLog(selected(group.selector).log);
      for await (const one of linesOfGroup(open, person, group, zone)) yield recordOf(open, one, columns);
    },
    async write(writing, items) {
      const written = await each(items, (open, own) => writeLines(open, writing, own));
      const waiting = written.reduce((all, one) => all + one.waiting, 0);
      return waiting > 0 ? { ...sum(written), underWay: untilRotated(waiting, await now()) } : sum(written);
    },
    // A line is written once. One that reads differently is another line, and the listed one is gone.
    changed: async () => 0,
    async left(_writing, items) {
      return (await each(items, stillThere)).reduce((all, one) => all + one, 0);
    },
    partOf: (group) => byLog(selected(group.selector).log).full.id,
    async *due({ category, rule, cutoff, after, limit }) {
      const parts = logs.flatMap((open) =>
        [open.full, ...(open.short ? [open.short] : [])].map((part) => ({ open, part })),
      );
      const asked = parts.filter(({ part }) => part.category === category && part.rule.id === rule);
      const from = after ? asked.findIndex(({ part }) => part.id === after.part) : 0;
      if (from < 0) throw new Error(`source ${id}: the rule ${category}/${rule} has no part to go on after`);
      let left = limit;
      for (const { open, part } of asked.slice(from)) {
        if (left <= 0) return;
        const seen = after?.part === part.id ? after.key : null;
        const items = await dueLines(open, part, { cutoff, limit: left, after: seen });
        left -= items.length;
        yield* items;
      }
    },
    sweeping: sweepingLogs(logs, zone),
    close: async () => undefined,
  });
}

function opened(id: string, log: OpenLog["log"], { folder, policy }: Pick<FilesOptions, "folder" | "policy">): OpenLog {
  const partOf = ({ category, rule }: { category: string; rule?: string | undefined }): Part => {
    const known = ruleOf(policy.categories[category]?.rules ?? [], rule);
    if (!known) throw new Error(`the log ${id} names a rule of ${category} that there is not`);
    return { id: `${id}/${category}`, category, rule: known };
  };
  const short = log.afterwards ? partOf(log.afterwards) : null;
  return { id, folder, log, full: partOf(log), short, format: formatOf(log), spans: new Map() };
}

function found<Value>(value: Value | undefined, source: string, name: string): Value {
  if (value === undefined) throw new Error(`the source ${source} has no log ${name}`);
  return value;
}

/** A log is rotated at least daily; the second day is for packing, and for whoever rotates a little less than daily. */
const [lookAgain, rotatedWithin] = [3_600_000, 48 * 3_600_000];

function untilRotated(count: number, now: string): UnderWay {
  const after = (span: number) => new Date(Date.parse(now) + span).toISOString();
  return { count, askAgain: after(lookAgain), by: after(rotatedWithin) };
}

const sum = (effects: readonly Effect[]): Effect =>
  effects.reduce((all, one) => ({ done: all.done + one.done, gone: all.gone + one.gone, held: all.held + one.held }), {
    done: 0,
    gone: 0,
    held: 0,
  });
