import type { ReactNode } from "react";

export type Tone = "gone" | "stay" | "lock" | "done" | "ask";

/** A verdict or state in a word; the colour only repeats it. */
export function Chip({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`chip ${tone}`}>{children}</span>;
}
