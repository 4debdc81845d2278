import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { FormState } from "../../../lib/sign-in/form-state";
import { ActionForm } from "../../_components/action-form";
import { Actions, Button, ButtonLink } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Hidden } from "../../_components/hidden";

type Form = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** What goes along unseen: the object of the step, the plan that was shown. */
  values: Record<string, string>;
  button: ReactNode;
  /** Only one button of a page is filled. */
  look?: "act" | "quiet" | "warn";
  /** The letter can be looked at before the step is taken: the form is kept, nothing else. */
  seeLetter?: boolean;
  /** A way out beside the button. */
  back?: { href: string; label: ReactNode };
  className?: string;
  children: ReactNode;
};

/** The form of one step at the desk: what is wrong with it, its questions, the one button, the way out. */
export async function StepForm({ action, values, button, look, seeLetter, back, className, children }: Form) {
  const [t, letter] = [await getTranslations("shell.problems"), await getTranslations("desk.letter-ahead")];
  return (
    <ActionForm action={action} className={className} keeps>
      <ErrorSummary title={t("title")} />
      <Hidden values={values} />
      {children}
      <Actions>
        <Button look={look}>{button}</Button>
        {seeLetter && (
          <Button look="quiet" name="see" value="letter">
            {letter("see")}
          </Button>
        )}
        {back && (
          <ButtonLink look="quiet" href={back.href}>
            {back.label}
          </ButtonLink>
        )}
      </Actions>
    </ActionForm>
  );
}
