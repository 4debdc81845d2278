import { getTranslations } from "next-intl/server";
import { notToldGrounds } from "../../../lib/gdpr/facts";
import { FormField } from "../../_components/form-field";
import { RadioGroup } from "../../_components/radio-group";
import { notToldAction } from "../tasks/[task]/not-told-action";
import { StepForm } from "./step-form";

/** Art. 19: the way out of telling a recipient, with its reason. */
export async function NotTold({ task }: { task: string }) {
  const t = await getTranslations("desk.not-told");
  return (
    <details className="mt-8">
      <summary>{t("title")}</summary>
      <p>{t("lead")}</p>
      <StepForm action={notToldAction} values={{ task }} button={t("button")}>
        <RadioGroup
          name="because"
          legend={t("because")}
          choices={notToldGrounds.map((value) => ({ value, label: t(value), hint: t(`${value}-hint`) }))}
        />
        <FormField name="reason" label={t("reason")} hint={t("reason-hint")} rows={4} maxLength={10_000} />
      </StepForm>
    </details>
  );
}
