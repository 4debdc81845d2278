/**
 * "When your data goes": for each kind of data a bar from when it was first held to the day it goes, and a line for
 * today. Drawn on the server, without a script. The same facts must stand in a list beside it.
 *
 * Two drawings lie behind one description: wide with labels at the left, narrow with labels above the bars and text of
 * unchanging size. The sheet shows one of them.
 */
import type { Day } from "../../lib/gdpr/day";
import { extent, scaleOf, wrapped, type Scale } from "./ribbon-scale";
import sheet from "./ribbon.module.css";

export type RibbonTone = "gone" | "stay" | "lock" | "hold";

export type RibbonRow = {
  key: string;
  label: string;
  /** Since when it is held; null when nobody knows: the bar then starts at the left edge. */
  since: Day | null;
  /** The day it goes; null while no date exists: the bar then runs to the right edge. */
  until: Day | null;
  tone: RibbonTone;
  /** The end in words, e.g. "1 January 2031", "now". */
  end: string;
};

type Ribbon = {
  rows: readonly RibbonRow[];
  today: Day;
  todayLabel: string;
  /** Says what the drawing shows and where the same facts stand in words. */
  description: string;
};

export function Ribbon({ rows, today, todayLabel, description }: Ribbon) {
  if (rows.length === 0) return null;
  const scale = scaleOf(rows, today);
  return (
    <figure className={sheet.ribbon}>
      <Wide rows={rows} scale={scale} today={today} todayLabel={todayLabel} description={description} />
      <Narrow rows={rows} scale={scale} today={today} todayLabel={todayLabel} description={description} />
    </figure>
  );
}

type Drawing = Ribbon & { scale: Scale };

const wide = { width: 960, label: 250, end: 150, row: 34, top: 26 };

function Wide({ rows, scale, today, todayLabel, description }: Drawing) {
  const plot = wide.width - wide.label - wide.end;
  const x = (share: number) => wide.label + share * plot;
  const height = wide.top + rows.length * wide.row + 22;
  return (
    <svg className={sheet.wide} viewBox={`0 0 ${wide.width} ${height}`} role="img" aria-label={description}>
      {scale.years.map(({ year, at }) => (
        <g key={year}>
          <line x1={x(at)} y1={20} x2={x(at)} y2={height - 20} className={sheet.grid} />
          <text className="soft" x={x(at)} y={13} textAnchor="middle">
            {year}
          </text>
        </g>
      ))}
      {rows.map((row, index) => {
        const y = wide.top + index * wide.row;
        const [from, to] = extent(row, scale);
        const lines = wrapped(row.label, 36);
        return (
          <g key={row.key}>
            {lines.map((line, i) => (
              <text key={line} x={0} y={y + 18 + i * 14 - (lines.length - 1) * 7}>
                {line}
              </text>
            ))}
            <rect
              x={x(from)}
              y={y + 5}
              width={bar((to - from) * plot)}
              height={16}
              rx={3}
              className={sheet[row.tone]}
            />
            <text className="soft" x={x(to) + 6} y={y + 18}>
              {row.end}
            </text>
          </g>
        );
      })}
      <line x1={x(scale.at(today))} y1={18} x2={x(scale.at(today))} y2={height - 16} className={sheet.today} />
      <text x={x(scale.at(today)) + 4} y={height - 4} className={sheet.todayLabel}>
        {todayLabel}
      </text>
    </svg>
  );
}

const narrow = { line: 17, bar: 14, gap: 16, top: 24 };

/** No view box: positions are shares of the width, so letters keep their size however narrow the screen is. */
function Narrow({ rows, scale, today, todayLabel, description }: Drawing) {
  const laid = layOut(rows);
  const height = laid.height + 22;
  const years = scale.years.filter((_, i, all) => i % Math.ceil(all.length / 5) === 0);
  return (
    <svg className={sheet.narrow} width="100%" height={height} role="img" aria-label={description}>
      {years.map(({ year, at }) => (
        <text
          key={year}
          className="soft"
          x={share(at)}
          y={13}
          textAnchor={at < 0.08 ? "start" : at > 0.92 ? "end" : "middle"}
        >
          {year}
        </text>
      ))}
      {laid.rows.map(({ row, y, lines }) => {
        const [from, to] = extent(row, scale);
        const top = y + (lines.length + 1) * narrow.line + 4;
        return (
          <g key={row.key}>
            {lines.map((line, i) => (
              <text key={line} x="0" y={y + 13 + i * narrow.line}>
                {line}
              </text>
            ))}
            <text className="soft" x="0" y={y + 13 + lines.length * narrow.line}>
              {row.end}
            </text>
            <rect
              x={share(from)}
              y={top}
              width={share(Math.max(to - from, 0.01))}
              height={narrow.bar}
              rx={3}
              className={sheet[row.tone]}
            />
            <line
              x1={share(scale.at(today))}
              y1={top - 3}
              x2={share(scale.at(today))}
              y2={top + narrow.bar + 3}
              className={sheet.today}
            />
          </g>
        );
      })}
      <text
        x={share(scale.at(today))}
        y={height - 5}
        textAnchor={scale.at(today) > 0.8 ? "end" : scale.at(today) < 0.2 ? "start" : "middle"}
        className={sheet.todayLabel}
      >
        {todayLabel}
      </text>
    </svg>
  );
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

const share = (part: number): string => `${(part * 100).toFixed(2)}%`;
const bar = (length: number): number => Math.max(length, 3);
