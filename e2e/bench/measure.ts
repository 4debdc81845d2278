/** Two ways of doing the same, in turn on the same machine: A B A B. What is told is their ratio, with its spread. */

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
  /** Gives the milliseconds it took: only what is to be compared. */
  portal(): Promise<number>;
  limit(): Promise<number>;
  note(): string;
};

/** Runs both in turn and gives the medians. */
export async function measured(measure: Measure): Promise<Figure> {
  const [portal, limit, growth]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run < measure.runs; run += 1) {
    await measure.before?.();
    const watch = watchMemory();
    portal.push(await measure.portal());
    growth.push(watch.stop());
    await measure.before?.();
    limit.push(await measure.limit());
  }
  const ratios = portal.map((ms, run) => ms / (limit[run] ?? Number.NaN));
  return {
    name: measure.name,
    portalMs: Math.round(median(portal)),
    limitMs: Math.round(median(limit)),
    ratio: rounded(median(portal) / median(limit)),
    goal: measure.goal,
    runs: measure.runs,
    spread: rounded(Math.max(...ratios) / Math.min(...ratios)),
    rssMiB: Math.round(Math.max(...growth)),
    note: measure.note(),
  };
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

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
