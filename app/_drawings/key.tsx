/** What the tones of a drawing mean, in words. */
import type { Tone } from "../../lib/drawings/columns";
import sheet from "./chart.module.css";

export type Series = { label: string; tone: Tone };

/** One series explains itself by the heading above it. */
export function Key({ series }: { series: readonly Series[] }) {
  if (series.length < 2) return null;
  return (
    <figcaption className={sheet.key}>
      {series.map(({ label, tone }) => (
        <span key={label}>
          <svg width="14" height="14" aria-hidden="true">
            <rect x="1" y="1" width="12" height="12" className={sheet[tone]} />
          </svg>
          {label}
        </span>
      ))}
    </figcaption>
  );
}
