import type { ReactNode } from "react";

type About = { name: string; hint?: ReactNode; wrong?: string | null };

/** Ids of what describes a field, for its `aria-describedby`. */
export function describedBy({ name, hint, wrong }: About): string | undefined {
  return [hint && `${name}-hint`, wrong && `${name}-wrong`].filter(Boolean).join(" ") || undefined;
}

export const fieldClass = (wrong: string | null | undefined): string => (wrong ? "field has-problem" : "field");

/** What helps with a field, and what is wrong with its answer. */
export function FieldAbout({ name, hint, wrong }: About) {
  return (
    <>
      {hint && (
        <div className="hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      {wrong && (
        <p className="wrong" id={`${name}-wrong`}>
          {wrong}
        </p>
      )}
    </>
  );
}
