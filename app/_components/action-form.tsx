"use client";
import { createContext, useActionState, useContext, type ReactNode } from "react";
import { calm, type FormState } from "../../lib/sign-in/form-state";

const State = createContext<FormState>(calm);

/** What the last sending of the surrounding form brought. */
export const useFormState = (): FormState => useContext(State);

/**
 * A form that sends a Server Action and shows what it answers, with and without JavaScript. Fields inside read their
 * problems and what was typed from it; put an `ErrorSummary` first.
 */
export function ActionForm({
  action,
  children,
  className,
  label,
}: {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  children: ReactNode;
  className?: string;
  /** Names the form for those who hear the page; needed when a page has several. */
  label?: string;
}) {
  const [state, send] = useActionState(action, calm);
  return (
    <form action={send} className={className} aria-label={label} noValidate>
      <State.Provider value={state}>{children}</State.Provider>
    </form>
  );
}
