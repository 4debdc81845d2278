import type { ReactNode } from "react";

/** A few sentences set apart: what one has to know before going on. */
export function Note({ children, tone = "ask" }: { children: ReactNode; tone?: "ask" | "stay" | "gone" | "done" }) {
  return <div className={tone === "ask" ? "note" : `note ${tone}`}>{children}</div>;
}
