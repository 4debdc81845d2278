"use client";
import type { ReactNode } from "react";
import { useFormState } from "./action-form";

export type Choice = { value: string; label: ReactNode; hint?: ReactNode };

type Group = {
  name: string;
  /** The question. */
  legend: ReactNode;
  hint?: ReactNode;
  choices: Choice[];
  /** Chosen at first; what the person chose wins. */
  chosen?: string[];
  /** The question is the page's headline. */
  large?: boolean;
};

/** One answer of a few. */
export const RadioGroup = (group: Group) => <Choices {...group} type="radio" />;

/** Any number of a few. */
export const CheckboxGroup = (group: Group) => <Choices {...group} type="checkbox" />;

function Choices({ name, legend, hint, choices, chosen = [], large, type }: Group & { type: "radio" | "checkbox" }) {
  const { problems, values } = useFormState();
  const wrong = problems.find(({ field }) => field === name)?.sentence;
  const now = values[name] ?? chosen;
  const about = [hint && `${name}-hint`, wrong && `${name}-wrong`].filter(Boolean).join(" ") || undefined;
  return (
    <fieldset className={wrong ? "field has-problem" : "field"} aria-describedby={about}>
      <legend className={large ? "large" : undefined}>{legend}</legend>
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
      {choices.map((choice, index) => {
        // The first one carries the group's name as its id: the error summary leads there.
        const id = index === 0 ? name : `${name}-${choice.value}`;
        return (
          <div className="choice" key={choice.value}>
            <input
              type={type}
              id={id}
              name={name}
              value={choice.value}
              defaultChecked={now.includes(choice.value)}
              aria-describedby={choice.hint ? `${id}-about` : undefined}
            />
            <label htmlFor={id}>{choice.label}</label>
            {choice.hint && (
              <div className="hint" id={`${id}-about`}>
                {choice.hint}
              </div>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
