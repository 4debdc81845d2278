import type { ReactNode } from "react";

export type Choice = { value: string; label: ReactNode; hint?: ReactNode };

type Option = {
  type: "radio" | "checkbox";
  name: string;
  choice: Choice;
  /** The first one of a group carries the group's name as its id: the error summary leads there. */
  first: boolean;
  chosen: readonly string[];
};

/** One answer to choose, with what explains it. */
export function Option({ type, name, choice: { value, label, hint }, first, chosen }: Option) {
  const id = first ? name : `${name}-${value}`;
  return (
    <div className="choice">
      <input
        type={type}
        id={id}
        name={name}
        value={value}
        defaultChecked={chosen.includes(value)}
        aria-describedby={hint ? `${id}-about` : undefined}
      />
      <label htmlFor={id}>{label}</label>
      {hint && (
        <div className="hint" id={`${id}-about`}>
          {hint}
        </div>
      )}
    </div>
  );
}
