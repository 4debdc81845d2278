/**
 * Lying bars, one below the other, each with its name and its numbers in words above it: what lies in a bar is said without
 * its colour. Drawn on the server; the same numbers must stand in a table below.
 */
import { partsOf, share } from "../../lib/drawings/chart-scale";
import sheet from "./chart.module.css";
import { Key, type Series } from "./key";

type Level = { key: string; label: string; values: readonly number[]; words: string };
type Levels = { description: string; series: readonly Series[]; levels: readonly Level[] };

const size = { line: 17, bar: 14, gap: 14 };
const name = 2 * size.line;
const row = name + size.bar + size.gap;

export function Levels({ description, series, levels }: Levels) {
  const most = Math.max(0, ...levels.map(({ values }) => values.reduce((sum, value) => sum + value, 0)));
  return (
    <figure className={sheet.chart}>
      <Key series={series} />
      <svg width="100%" height={levels.length * row} role="img" aria-label={description}>
        {levels.map(({ key, label, values, words }, index) => (
          <g key={key}>
            <text x="0" y={index * row + 13}>
              {label}
            </text>
            <text className="soft" x="0" y={index * row + size.line + 13}>
              {words}
            </text>
            <line
              x1="0.5"
              x2="0.5"
              y1={index * row + name}
              y2={index * row + name + size.bar}
              className={sheet.floor}
            />
            {partsOf(values, most).map(
              ({ x, width }, i) =>
                width > 0 && (
                  <rect
                    key={series[i]?.label}
                    x={share(x)}
                    y={index * row + name}
                    width={share(width)}
                    height={size.bar}
                    className={sheet[series[i]?.tone ?? "full"]}
                  />
                ),
            )}
          </g>
        ))}
      </svg>
    </figure>
  );
}
