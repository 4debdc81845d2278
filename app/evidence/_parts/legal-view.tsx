import { getTranslations } from "next-intl/server";
import type { Refusal } from "../../../lib/steps/decide/refuse";
import { Facts } from "../../_components/facts";
import { FormField } from "../../_components/form-field";
import { RadioGroup } from "../../_components/radio-group";
import { Quoted } from "../../desk/_parts/sealed-file";
import { StepForm } from "../../desk/_parts/step-form";
import { legalViewAction } from "./legal-view-action";

/** Art. 12(5): what a reviewer wants to refuse and why, and the form for legal's word on it. */
export async function LegalView({ reference, refusal }: { reference: string; refusal: Refusal }) {
  const [t, law] = [await getTranslations("evidence.legal"), await getTranslations("law")];
  const { ground, facts, alternative } = refusal;
  return (
    <section aria-labelledby="legal" className="mb-10">
      <h2 id="legal">{t("title")}</h2>
      <p className="lead">{t("lead")}</p>
      <Facts lines={[[t("ground"), law(`refusals.${ground}`)]]} />
      <h3>{t("facts")}</h3>
      <Quoted text={facts} />
      <h3>{t("alternative")}</h3>
      <Quoted text={alternative} />
      <StepForm action={legalViewAction} values={{ reference }} button={t("button")}>
        <RadioGroup
          name="view"
          legend={t("legend")}
          choices={["agrees", "objects"].map((value) => ({ value, label: t(value), hint: t(`${value}-hint`) }))}
        />
        <FormField name="reason" label={t("reason")} hint={t("reason-hint")} rows={5} maxLength={10_000} />
      </StepForm>
    </section>
  );
}
