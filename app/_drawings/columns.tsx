/**
 * Columns side by side, for each group one of every series. Drawn on the server, without a script; positions are shares of the
 * width, so letters keep their size however narrow the screen or the paper is. The same numbers must stand in a table below.
 */
import { columnsOf, everyOf, middleOf, share, ticksTo } from "./chart-scale";
import sheet from "./chart.module.css";
import { Key, type Series } from "./key";

type Group = { key: string; label: string; values: readonly number[] };
type Columns = {
  /** Says what the drawing shows and where the same numbers stand. */
  description: string;
  series: readonly Series[];
  groups: readonly Group[];
  /** Writes a number of the axis. */
  written: (value: number) => string;
};

const size = { top: 18, plot: 170, below: 24 };
const floor = size.top + size.plot;
/** So many names fit below a wide drawing; a narrow one leaves out every second of them. */
const names = 12;

export function Columns({ description, series, groups, written }: Columns) {
  const ticks = ticksTo(Math.max(0, ...groups.flatMap(({ values }) => values)));
  const top = ticks.at(-1) ?? 1;
  const y = (height: number) => floor - height * size.plot;
  return (
    <figure className={sheet.chart}>
      <Key series={series} />
      <svg width="100%" height={floor + size.below} role="img" aria-label={description}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              x1="0"
              y1={y(tick / top)}
              x2="100%"
              y2={y(tick / top)}
              className={tick === 0 ? sheet.floor : sheet.grid}
            />
            <text className="soft" x="0" y={y(tick / top) - 4}>
              {written(tick)}
            </text>
          </g>
        ))}
        {groups.map((group, index) => (
          <Group key={group.key} group={group} place={{ index, of: groups.length, top }} series={series} />
        ))}
      </svg>
    </figure>
  );
}

type Placed = { group: Group; place: { index: number; of: number; top: number }; series: readonly Series[] };

function Group({ group, place, series }: Placed) {
  const every = everyOf(place.of, names);
  const named = place.index % every === 0;
  return (
    <g>
      {columnsOf(group.values, place).map(({ x, width, height }, i) => (
        <rect
          key={series[i]?.label}
          x={share(x)}
          y={floor - height * size.plot}
          width={share(width)}
          height={height * size.plot}
          className={height > 0 ? sheet[series[i]?.tone ?? "full"] : undefined}
        />
      ))}
      {named && (
        <text
          className={(place.index / every) % 2 === 1 && place.of > 6 ? `soft ${sheet.seldom}` : "soft"}
          x={share(middleOf(place.index, place.of))}
          y={floor + 17}
          textAnchor="middle"
        >
          {group.label}
        </text>
      )}
    </g>
  );
}
