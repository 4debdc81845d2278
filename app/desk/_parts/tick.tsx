"use client";
import { useFormState } from "../../_components/sending-form";

/** Marks one row for what the form below the table does; a mark stays when the form comes back with something to read. */
export function Tick({ value, label, ticked }: { value: string; label: string; ticked: boolean }) {
  const { values } = useFormState();
  const reference = value.slice(0, value.indexOf("."));
  const marked = values["request"]?.some((one) => one.startsWith(`${reference}.`)) ?? ticked;
  return (
    <label className="tick-box">
      <input type="checkbox" name="request" value={value} defaultChecked={marked} aria-label={label} />
    </label>
  );
}
