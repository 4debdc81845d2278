"use client";
import { createContext, useActionState, useContext, type ReactNode } from "react";
import type { Language } from "../../lib/gdpr/language";
import { calm, type FormState } from "../../lib/sign-in/form-state";

/** What the last sending brought, its sentences in the reader's language. */
type Shown = Omit<FormState, "problems"> & { problems: { field: string | null; sentence: string }[] };

const State = createContext<Shown>({ ...calm, problems: [] });

/** What the last sending of the surrounding form brought. */
export const useFormState = (): Shown => useContext(State);

export type Form = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  children: ReactNode;
  className?: string;
  /** Names the form for those who hear the page; needed when a page has several. */
  label?: string;
};

/** The part of an `ActionForm` that a browser keeps. `first`: what it says and holds before anything is sent. */
export function SendingForm({
  action,
  children,
  className,
  label,
  first,
  language,
}: Form & { first: FormState; language: Language }) {
  const [state, send] = useActionState(action, first);
  const problems = state.problems.map(({ field, sentence }) => ({ field, sentence: sentence[language] }));
  return (
    <form action={send} className={className} aria-label={label} noValidate>
      <State.Provider value={{ ...state, problems }}>{children}</State.Provider>
    </form>
  );
}
