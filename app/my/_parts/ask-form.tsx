import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { FormState } from "../../../lib/sign-in/form-state";
import { ActionForm } from "../../_components/action-form";
import { Actions, Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Hidden } from "../../_components/hidden";

type Form = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** What goes along unseen. */
  values?: Record<string, string>;
  button: string;
  /** Names the form where a page has several. */
  label?: string;
  children: ReactNode;
};

/** A form that asks for something on one page: what is wrong with it, its questions, its one button. Sent twice it is one. */
export async function AskForm({ action, values = {}, button, label, children }: Form) {
  const t = await getTranslations("shell.problems");
  return (
    <ActionForm action={action} label={label} keeps>
      <ErrorSummary title={t("title")} />
      <Hidden values={{ id: crypto.randomUUID(), ...values }} />
      {children}
      <Actions>
        <Button>{button}</Button>
      </Actions>
    </ActionForm>
  );
}
