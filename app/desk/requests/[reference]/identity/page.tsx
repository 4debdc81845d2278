import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FormField } from "../../../../_components/form-field";
import { RadioGroup } from "../../../../_components/radio-group";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { identityAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.identity"))("title") };
}

/** Who the person is, decided by a reviewer where no sign-in says it. */
export default async function IdentityPage(props: StepParams) {
  const { request, open, why } = await forStep(props, "identity", "reviewer");
  const t = await getTranslations("desk.identity");
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead")}</p>
      <StepForm action={identityAction} values={{ reference: request.reference }} button={t("button")}>
        <RadioGroup
          name="decision"
          legend={t("legend")}
          choices={[
            { value: "identified", label: t("identified"), hint: t("identified-hint") },
            { value: "not-identified", label: t("not-identified"), hint: t("not-identified-hint") },
          ]}
        />
        <FormField name="item" label={t("item")} hint={t("item-hint")} rows={2} maxLength={10_000} />
        <FormField name="reason" label={t("reason")} hint={t("reason-hint")} rows={4} maxLength={10_000} />
      </StepForm>
    </StepPage>
  );
}
