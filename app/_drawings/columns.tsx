/** Columns side by side (`lib/drawings/columns`), drawn on the server, without a script. The same numbers must stand in a table below. */
import { columns, type Group } from "../../lib/drawings/columns";
import sheet from "./chart.module.css";
import { Key, type Series } from "./key";
import { Picture } from "./picture";

type Columns = {
  /** Says what the drawing shows and where the same numbers stand. */
  description: string;
  series: readonly Series[];
  groups: readonly Group[];
  /** Writes a number of the axis. */
  written: (value: number) => string;
};

export function Columns({ description, series, groups, written }: Columns) {
  const { height, shapes } = columns({ tones: series.map(({ tone }) => tone), groups, written });
  return (
    <figure className={sheet.chart}>
      <Key series={series} />
      <Picture width="100%" height={height} shapes={shapes} sheet={sheet} description={description} />
    </figure>
  );
}
