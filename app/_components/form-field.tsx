"use client";
import type { ReactNode } from "react";
import { useFormState } from "./sending-form";
import { describedBy, FieldAbout, fieldClass } from "./field-about";

type Field = {
  name: string;
  label: string;
  hint?: ReactNode;
  /** What stands in it at first; what the person typed wins. */
  value?: string;
  type?: "text" | "email" | "date" | "time" | "file";
  /** Several lines. */
  rows?: number;
  autoComplete?: string;
  inputMode?: "text" | "email" | "numeric";
  short?: boolean;
  spellCheck?: boolean;
  accept?: string;
  maxLength?: number;
};

/** One question with one answer to type: label, hint, what is wrong, input. */
export function FormField({ name, label, hint, value, rows, short, type = "text", ...rest }: Field) {
  const { problems, values } = useFormState();
  const wrong = problems.find(({ field }) => field === name)?.sentence;
  const common = {
    id: name,
    name,
    className: short ? "input short" : "input",
    "aria-invalid": wrong ? (true as const) : undefined,
    "aria-describedby": describedBy({ name, hint, wrong }),
    ...(type === "file" ? {} : { defaultValue: values[name]?.[0] ?? value }),
    ...rest,
  };
  return (
    <div className={fieldClass(wrong)}>
      <label htmlFor={name}>{label}</label>
      <FieldAbout name={name} hint={hint} wrong={wrong} />
      {rows ? <textarea rows={rows} {...common} /> : <input type={type} {...common} />}
    </div>
  );
}

/** One of a closed list, for long lists; short ones are a `RadioGroup`. */
export function Select({
  name,
  label,
  hint,
  options,
  value,
}: {
  name: string;
  label: string;
  hint?: ReactNode;
  options: { value: string; label: string }[];
  value?: string;
}) {
  const { problems, values } = useFormState();
  const wrong = problems.find(({ field }) => field === name)?.sentence;
  const chosen = values[name]?.[0] ?? value;
  return (
    <div className={fieldClass(wrong)}>
      <label htmlFor={name}>{label}</label>
      <FieldAbout name={name} hint={hint} wrong={wrong} />
      {/* A form is reset once its action has answered, and a select then falls back to what it was first made with. */}
      <select
        key={chosen}
        id={name}
        name={name}
        className="input"
        defaultValue={chosen}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={describedBy({ name, hint, wrong })}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
