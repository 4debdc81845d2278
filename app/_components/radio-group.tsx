"use client";
import type { ReactNode } from "react";
import { useFormState } from "./sending-form";
import { describedBy, FieldAbout, fieldClass } from "./field-about";
import { Option, type Choice } from "./option";

export type { Choice };

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
  return (
    <fieldset className={fieldClass(wrong)} aria-describedby={describedBy({ name, hint, wrong })}>
      <legend className={large ? "large" : undefined}>{legend}</legend>
      <FieldAbout name={name} hint={hint} wrong={wrong} />
      {choices.map((choice, index) => (
        <Option key={choice.value} type={type} name={name} choice={choice} first={index === 0} chosen={now} />
      ))}
    </fieldset>
  );
}
