/**
 * Columns side by side, for each group one of every series; positions are shares of the width, so letters keep their size
 * however narrow the screen or the paper is. The same numbers must stand in a table below.
 */
import { columnsOf, everyOf, middleOf, share, ticksTo } from "./chart-scale";
import type { Picture, Shape } from "./shape";

export type Tone = "full" | "hollow" | "warn" | "rest";
export type Group = { key: string; label: string; values: readonly number[] };
export type ColumnFacts = {
  /** The tone of each series, in the order of the values. */
  tones: readonly Tone[];
  groups: readonly Group[];
  /** Writes a number of the axis. */
  written: (value: number) => string;
};

const size = { top: 18, plot: 170, below: 24 };
const floor = size.top + size.plot;
/** So many names fit below a wide drawing; a narrow one leaves out every second of them (`seldom`). */
const names = 12;

export function columns({ tones, groups, written }: ColumnFacts): Picture {
  const ticks = ticksTo(Math.max(0, ...groups.flatMap(({ values }) => values)));
  const top = ticks.at(-1) ?? 1;
  const axis = ticks.flatMap((tick): Shape[] => {
    const y = floor - (tick / top) * size.plot;
    return [
      {
        key: `line ${tick}`,
        tag: "line",
        look: tick === 0 ? "floor" : "grid",
        at: { x1: "0", y1: y, x2: "100%", y2: y },
      },
      { key: `tick ${tick}`, tag: "text", look: "soft", at: { x: "0", y: y - 4 }, text: written(tick) },
    ];
  });
  const bars = groups.flatMap((group, index) => drawn(group, { index, of: groups.length, top }, tones));
  return { height: floor + size.below, shapes: [...axis, ...bars] };
}

function drawn(group: Group, place: { index: number; of: number; top: number }, tones: readonly Tone[]): Shape[] {
  const every = everyOf(place.of, names);
  const bars = columnsOf(group.values, place).map(({ x, width, height }, i): Shape => ({
    key: `${group.key} ${i}`,
    tag: "rect",
    look: height > 0 ? (tones[i] ?? "full") : "none",
    at: { x: share(x), y: floor - height * size.plot, width: share(width), height: height * size.plot },
  }));
  if (place.index % every !== 0) return bars;
  const seldom = (place.index / every) % 2 === 1 && place.of > 6;
  const at = { x: share(middleOf(place.index, place.of)), y: floor + 17, textAnchor: "middle" as const };
  return [
    ...bars,
    { key: `${group.key} name`, tag: "text", look: seldom ? "soft seldom" : "soft", at, text: group.label },
  ];
}
