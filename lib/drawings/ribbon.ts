/**
 * "When your data goes": for each kind of data a bar from when it was first held to the day it goes, and a line for
 * today. The same facts must stand in a list beside it.
 *
 * Two drawings lie behind one description: wide with labels at the left, narrow with labels above the bars and text of
 * unchanging size. Whoever draws them shows one of the two.
 */
import type { Day } from "../gdpr/day";
import { share } from "./chart-scale";
import { extent, scaleOf, wrapped } from "./ribbon-scale";
import type { Picture, Shape } from "./shape";

export type RibbonTone = "gone" | "stay" | "lock" | "hold";

export type RibbonRow = {
  key: string;
  label: string;
  /** Since when it is held; null when nobody knows: dots then lead to the bar. */
  since: Day | null;
  /** The day it goes; null while no date exists: the bar then runs out in strokes at the edge and has no end. */
  until: Day | null;
  tone: RibbonTone;
  /** The end in words, e.g. "1 January 2031", "now". */
  end: string;
};

export type RibbonFacts = { rows: readonly RibbonRow[]; today: Day; todayLabel: string };

const wide = { width: 960, label: 250, end: 180, row: 34, top: 26 };

export function wideRibbon({ rows, today, todayLabel }: RibbonFacts): Picture {
  const scale = scaleOf(rows, today);
  const plot = wide.width - wide.label - wide.end;
  const x = (part: number) => wide.label + part * plot;
  const height = wide.top + rows.length * wide.row + 22;
  const years = scale.years.flatMap(({ year, at }): Shape[] => [
    { key: `line ${year}`, tag: "line", look: "grid", at: { x1: x(at), y1: 20, x2: x(at), y2: height - 20 } },
    { key: year, tag: "text", look: "soft", at: { x: x(at), y: 13, textAnchor: "middle" }, text: year },
  ]);
  const bars = rows.flatMap((row, index): Shape[] => {
    const y = wide.top + index * wide.row;
    const [from, to] = extent(row, scale, today);
    const lines = wrapped(row.label, 36);
    return [
      ...lines.map((text, i): Shape => ({
        key: `${row.key} ${i}`,
        tag: "text",
        look: "label",
        at: { x: 0, y: y + 18 + i * 14 - (lines.length - 1) * 7 },
        text,
      })),
      ...before(row, { x1: x(0), y1: y + 13, x2: x(from), y2: y + 13 }),
      ...bar(row, from, to).map(({ key, from: start, to: stop, rx }): Shape => ({
        key,
        tag: "rect",
        look: row.tone,
        at: { x: x(start), y: y + 5, width: Math.max((stop - start) * plot, 3), height: 16, rx },
      })),
      { key: `${row.key} end`, tag: "text", look: "soft", at: { x: x(to) + 6, y: y + 18 }, text: row.end },
    ];
  });
  const now = x(scale.at(today));
  return {
    viewBox: `0 0 ${wide.width} ${height}`,
    height,
    shapes: [
      ...years,
      ...bars,
      { key: "today", tag: "line", look: "today", at: { x1: now, y1: 18, x2: now, y2: height - 16 } },
      { key: "today label", tag: "text", look: "todayLabel", at: { x: now + 4, y: height - 4 }, text: todayLabel },
    ],
  };
}

const narrow = { line: 17, bar: 14, gap: 16, top: 24 };

/** No view box: positions are shares of the width, so letters keep their size however narrow the screen is. */
export function narrowRibbon({ rows, today, todayLabel }: RibbonFacts): Picture {
  const scale = scaleOf(rows, today);
  const laid = layOut(rows);
  const height = laid.height + 22;
  const now = scale.at(today);
  const years = scale.years.filter((_, i, all) => i % Math.ceil(all.length / 5) === 0);
  return {
    height,
    shapes: [
      ...years.map(({ year, at }): Shape => ({
        key: year,
        tag: "text",
        look: "soft",
        at: { x: share(at), y: 13, textAnchor: at < 0.08 ? "start" : at > 0.92 ? "end" : "middle" },
        text: year,
      })),
      ...laid.rows.flatMap(({ row, y, lines }): Shape[] => {
        const [from, to] = extent(row, scale, today);
        const top = y + (lines.length + 1) * narrow.line + 4;
        const written = (i: number) => ({ x: "0", y: y + 13 + i * narrow.line });
        return [
          ...lines.map((text, i): Shape => ({
            key: `${row.key} ${i}`,
            tag: "text",
            look: "label",
            at: written(i),
            text,
          })),
          { key: `${row.key} end`, tag: "text", look: "soft", at: written(lines.length), text: row.end },
          ...before(row, { x1: "0", y1: top + narrow.bar / 2, x2: share(from), y2: top + narrow.bar / 2 }),
          ...bar(row, from, to).map(({ key, from: start, to: stop, rx }): Shape => ({
            key,
            tag: "rect",
            look: row.tone,
            at: { x: share(start), y: top, width: share(Math.max(stop - start, 0.01)), height: narrow.bar, rx },
          })),
          {
            key: `${row.key} today`,
            tag: "line",
            look: "today",
            at: { x1: share(now), y1: top - 3, x2: share(now), y2: top + narrow.bar + 3 },
          },
        ];
      }),
      {
        key: "today label",
        tag: "text",
        look: "todayLabel",
        at: { x: share(now), y: height - 5, textAnchor: now > 0.8 ? "end" : now < 0.2 ? "start" : "middle" },
        text: todayLabel,
      },
    ],
  };
}

type Ends = Extract<Shape, { tag: "line" }>["at"];

/** The time before a bar whose beginning nobody knows. */
const before = ({ key, since }: RibbonRow, at: Ends): Shape[] =>
  since === null ? [{ key: `${key} before`, tag: "line", look: "unknown", at }] : [];

/** The strokes in which a bar without an end runs out, as shares of its last part: shorter and further apart. */
const strokes = [
  [0.15, 0.4],
  [0.55, 0.72],
  [0.87, 0.95],
] as const;

type Piece = { key: string; from: number; to: number; rx: number };

/** A bar in one piece; without a day it has no end, which strokes say on any screen and on paper, whatever the colours. */
function bar({ key, until }: RibbonRow, from: number, to: number): Piece[] {
  if (until !== null) return [{ key: `${key} bar`, from, to, rx: 3 }];
  const out = Math.min(0.14, (to - from) / 2);
  const end = to - out;
  return [
    { key: `${key} bar`, from, to: end, rx: 0 },
    ...strokes.map(([start, stop], i): Piece => ({
      key: `${key} open ${i}`,
      from: end + start * out,
      to: end + stop * out,
      rx: 0,
    })),
  ];
}

function layOut(rows: readonly RibbonRow[]) {
  let height = narrow.top;
  const laid = rows.map((row) => {
    const lines = wrapped(row.label, 40);
    const y = height;
    height += (lines.length + 1) * narrow.line + narrow.bar + narrow.gap + 4;
    return { row, y, lines };
  });
  return { rows: laid, height };
}
