/**
 * Art. 17, 5(1)(f): after a backup of a source was restored, what had been written there is written again: erasures,
 * unlinks, truncations, locks, stops, pauses and their ends, by key, in their order. Repeating it changes nothing.
 *
 * The key alone says which record, so a replay belongs before anybody works with the restored system, and `since` is the
 * instant to which it was restored: what was written before is in the backup already.
 */
import { sourceById } from "../company";
import { db, type Tx } from "../db";
import type { Item, Writing } from "../sources/source";
import { stopFor } from "./carry-out/stops";
import { allowWriting } from "./carry-out/writing-lock";
import { loadRequest } from "./load";
import { reached } from "./milestone";
import { noteSystem } from "./system-chain";

/**
 * What became of the entries of one source. `stopped`: records of entries that a hold or a pause set since then keeps.
 * `corrections`: records whose new values no journal holds, to be corrected again by hand. `failed`: entries that could
 * not be played. In a dry run `done` is what would be written.
 */
export type Replayed = {
  source: string;
  batches: number;
  done: number;
  gone: number;
  held: number;
  stopped: number;
  corrections: number;
  /** The requests whose files hold the new values. */
  requests: string[];
  failed: number;
};

export type Replaying = { since: Date | null; dryRun: boolean };

/** Plays the journal again. Gives one line for each source that the journal names, in the order of the journal. */
export async function replayJournal({ since, dryRun }: Replaying): Promise<Replayed[]> {
  const lines = new Map<string, Replayed>();
  for await (const entry of entries(since)) {
    const line = lines.get(entry.source) ?? nothing(entry.source);
    lines.set(entry.source, line);
    await playInto(line, entry, dryRun);
    reached("replay:entry");
  }
  const all = [...lines.values()];
  if (!dryRun)
    await db().$transaction(async (tx) => {
      for (const { source, batches, done, gone, held } of all)
        await noteSystem(tx, "replayed", { data: { source, batches, done, gone, held } });
    });
  return all;
}

const nothing = (source: string): Replayed => {
  return { source, batches: 0, done: 0, gone: 0, held: 0, stopped: 0, corrections: 0, requests: [], failed: 0 };
};

/** Clocks differ, and a batch is settled a moment before or after it is in the source; what is there already stays so. */
const margin = 3_600_000;

type Row = { id: bigint; source: string; operation: string; part: string; keys: string[]; writing: string };

/** What was written since then and can be written again, oldest first. */
async function* entries(since: Date | null): AsyncGenerator<Row> {
  let after = 0n;
  for (;;) {
    const settled = since === null ? { not: null } : { gte: new Date(since.getTime() - margin) };
    const rows = await db().erasureJournal.findMany({
      where: { id: { gt: after }, doneAt: settled, keys: { isEmpty: false } },
      orderBy: { id: "asc" },
      take: 50,
    });
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

async function playInto(line: Replayed, row: Row, dryRun: boolean): Promise<void> {
  if (row.writing === "rectify") {
    line.corrections += row.keys.length;
    const [request = ""] = row.operation.split("/");
    if (!line.requests.includes(request)) line.requests.push(request);
    return;
  }
  try {
    const { stopped, done, gone, held } = await play(row, dryRun);
    line.batches += 1;
    line.done += done;
    line.gone += gone;
    line.held += held;
    line.stopped += stopped;
  } catch {
    // The others must not wait for one system that does not answer, or one table that is no longer mapped, while they
    // show what was erased: what failed is counted, and the command ends with a finding.
    line.failed += 1;
  }
}

type Effect = { stopped: number; done: number; gone: number; held: number };

async function play({ source, operation, part, keys, writing: name }: Row, dryRun: boolean): Promise<Effect> {
  const into = sourceById(source);
  if (!into.write) throw new Error(`source ${source} cannot write`);
  const write = into.write.bind(into);
  const writing = name as Writing;
  const items: Item[] = keys.map((key) => ({ part, key, version: "" }));
  const there = await into.left(writing, items);
  const gone = items.length - there;
  if (dryRun || there === 0) return { stopped: 0, done: there, gone, held: 0 };
  return db().$transaction(
    async (tx) => {
      await allowWriting(tx);
      if (await keptSince(tx, { operation, part, writing })) return { stopped: there, done: 0, gone, held: 0 };
      await write(writing, items, operation);
      const left = await into.left(writing, items);
      return { stopped: 0, done: there - left, gone, held: left };
    },
    { timeout: 120_000 },
  );
}

const takesAway: readonly Writing[] = ["erase", "unlink", "truncate"];

/** Whether a hold or a pause that was set afterwards keeps what is back. The copy that went first was made then. */
async function keptSince(tx: Tx, { operation, part, writing }: { operation: string; part: string; writing: Writing }) {
  if (!takesAway.includes(writing)) return false;
  const [whose = ""] = operation.split("/");
  const reference = whose.startsWith("R-") ? whose : await requestOfDuty(tx, whose);
  const request = await loadRequest(tx, reference);
  const category = part.slice(part.lastIndexOf("/") + 1);
  return (await stopFor(tx, { ...request, copyWaivedAt: new Date(0) }, { category })) !== null;
}

async function requestOfDuty(tx: Tx, id: string): Promise<string> {
  return (await tx.duty.findUniqueOrThrow({ where: { id }, select: { request: true } })).request;
}
