import type { ReactNode } from "react";
import { describedBy, FieldAbout, fieldClass } from "../../../_components/field-about";
import { Option } from "../../../_components/option";

export type Choice = { value: string; label: string; hint?: string; inside?: ReactNode };

type Question = {
  type: "radio" | "checkbox";
  name: string;
  /** The question. `headline`: it is the page's headline. */
  legend: string;
  headline?: boolean;
  hint?: string;
  /** What is wrong with the answer that was sent. */
  wrong?: string | null;
  choices: Choice[];
  chosen: readonly string[];
};

/** One question with its answers, for forms that are sent by address (GET): all of it is made on the server. */
export function Choices({ type, name, legend, headline, hint, wrong, choices, chosen }: Question) {
  return (
    <fieldset className={fieldClass(wrong)} aria-describedby={describedBy({ name, hint, wrong })}>
      <legend className={headline ? undefined : "large"}>{headline ? <h1>{legend}</h1> : legend}</legend>
      <FieldAbout name={name} hint={hint} wrong={wrong} />
      {choices.map(({ inside, ...choice }, index) => (
        <div key={choice.value}>
          <Option type={type} name={name} choice={choice} first={index === 0} chosen={chosen} />
          {inside}
        </div>
      ))}
    </fieldset>
  );
}
