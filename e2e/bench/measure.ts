/** Two ways of doing the same, in turn on the same machine: A B A B. What is told is their ratio, with its spread. */
import { watchCpu, type Cpu } from "./cpu";

export type Figure = {
  name: string;
  portalMs: number;
  limitMs: number;
  ratio: number;
  goal: string;
  runs: number;
  /** Largest ratio of one run over the smallest. */
  spread: number;
  rssMiB: number;
  note: string;
};

export type Measure = {
  name: string;
  goal: string;
  /** How often both are run. */
  runs: number;
  /** Brings the data into the state from which a run starts; not timed. */
  before?(): Promise<void>;
  /** Gives what it took: only what is to be compared. */
  portal(): Promise<Took>;
  limit(): Promise<Took>;
  note(): string;
};

/** Milliseconds on the wall, and seconds of the processor. */
export type Took = Cpu & { ms: number };

/** Runs both in turn and gives the medians. */
export async function measured(measure: Measure): Promise<Figure> {
  const [portal, limit, growth]: [Took[], Took[], number[]] = [[], [], []];
  for (let run = 0; run < measure.runs; run += 1) {
    await measure.before?.();
    const watch = watchMemory();
    portal.push(await measure.portal());
    growth.push(watch.stop());
    await measure.before?.();
    limit.push(await measure.limit());
  }
  const ratios = portal.map(({ ms }, run) => ms / (limit[run]?.ms ?? Number.NaN));
  const [portalMs, limitMs] = [medianOf(portal, "ms"), medianOf(limit, "ms")];
  return {
    name: measure.name,
    portalMs: Math.round(portalMs),
    limitMs: Math.round(limitMs),
    ratio: rounded(portalMs / limitMs),
    goal: measure.goal,
    runs: measure.runs,
    spread: rounded(Math.max(...ratios) / Math.min(...ratios)),
    rssMiB: Math.round(Math.max(...growth)),
    note: `${measure.note()}${processorTime(portal, limit)}`,
  };
}

const medianOf = (runs: readonly Took[], what: keyof Took): number => median(runs.map((took) => took[what]));

function processorTime(portal: readonly Took[], limit: readonly Took[]): string {
  const [own, database, least] = [
    medianOf(portal, "portal"),
    medianOf(portal, "database"),
    medianOf(limit, "database"),
  ].map(rounded);
  if (Number.isNaN(database)) return "";
  return `; processor seconds: portal ${own} and its database ${database}, limit ${least}`;
}

/** What `work` takes. `server`: the number of the database server's main process. */
export async function timed({ server }: { server: number }, work: () => Promise<unknown>): Promise<Took> {
  const [cpu, start] = [watchCpu(server), performance.now()];
  await work();
  return { ms: performance.now() - start, ...cpu.stop() };
}

/** Only the clock on the wall: the work is that of other processes, or a limit that nobody measures. */
export const onTheWall = (ms: number): Took => ({ ms, portal: Number.NaN, database: Number.NaN });

export const together = (one: Took, other: Took): Took => ({
  ms: one.ms + other.ms,
  portal: one.portal + other.portal,
  database: one.database + other.database,
});

/** How much the resident memory of this process grows, in MiB, looked at every 50 ms. */
export function watchMemory(): { stop(): number } {
  const start = process.memoryUsage.rss();
  let highest = start;
  const look = () => (highest = Math.max(highest, process.memoryUsage.rss()));
  const timer = setInterval(look, 50);
  return {
    stop() {
      clearInterval(timer);
      look();
      return (highest - start) / 2 ** 20;
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 ? high : (low + high) / 2;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
