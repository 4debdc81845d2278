import type { ReactNode } from "react";

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
  const about = [hint && `${name}-hint`, wrong && `${name}-wrong`].filter(Boolean).join(" ") || undefined;
  return (
    <fieldset className={wrong ? "field has-problem" : "field"} aria-describedby={about}>
      <legend className={headline ? undefined : "large"}>{headline ? <h1>{legend}</h1> : legend}</legend>
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
      {choices.map(({ value, label, hint: about, inside }, index) => {
        const id = index === 0 ? name : `${name}-${value}`;
        return (
          <div key={value}>
            <div className="choice">
              <input
                type={type}
                id={id}
                name={name}
                value={value}
                defaultChecked={chosen.includes(value)}
                aria-describedby={about ? `${id}-about` : undefined}
              />
              <label htmlFor={id}>{label}</label>
              {about && (
                <div className="hint" id={`${id}-about`}>
                  {about}
                </div>
              )}
            </div>
            {inside}
          </div>
        );
      })}
    </fieldset>
  );
}
