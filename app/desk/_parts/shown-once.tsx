"use client";
import { useFormState } from "../../_components/sending-form";

/** What the form brought and nothing keeps: to be copied now. */
export function ShownOnce({
  label,
  hint,
  before,
  after,
}: {
  label: string;
  hint: string;
  before: string;
  after: string;
}) {
  const { once } = useFormState();
  if (once === undefined) return null;
  return (
    <div className="note done" role="status">
      <label htmlFor="once" className="font-semibold">
        {label}
      </label>
      <input id="once" className="input" readOnly value={`${before}${once}${after}`} aria-describedby="once-about" />
      <p id="once-about">{hint}</p>
    </div>
  );
}
