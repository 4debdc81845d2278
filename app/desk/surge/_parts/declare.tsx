import { getTranslations } from "next-intl/server";
import { addMonths, type Day } from "../../../../lib/gdpr/day";
import { FormField } from "../../../_components/form-field";
import { StepForm } from "../../_parts/step-form";
import { declareSurgeAction } from "../action";

/** The facts of a surge, and what everybody reads about it. */
export async function Declare({ today }: { today: Day }) {
  const t = await getTranslations("desk.surge");
  return (
    <>
      <h2>{t("declare")}</h2>
      <p>{t("declare-note")}</p>
      <StepForm action={declareSurgeAction} values={{}} button={t("button")}>
        <FormField name="happened" label={t("happened")} hint={t("happened-hint")} rows={4} maxLength={5_000} />
        <FormField name="since" type="date" label={t("since")} short />
        <FormField name="expected" label={t("expected")} inputMode="numeric" maxLength={7} short />
        <FormField name="why" label={t("why")} rows={4} maxLength={5_000} />
        <FormField
          name="reviewOn"
          type="date"
          label={t("review-on")}
          hint={t("review-on-hint")}
          value={addMonths(today, 1)}
          short
        />
        <FormField name="en" label={t("en")} hint={t("text-hint")} rows={6} maxLength={3_000} />
        <FormField name="de" label={t("de")} hint={t("text-hint")} rows={6} maxLength={3_000} />
      </StepForm>
    </>
  );
}
