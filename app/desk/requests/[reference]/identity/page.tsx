import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "../../../../_components/action-form";
import { Actions, Button } from "../../../../_components/button";
import { ErrorSummary } from "../../../../_components/error-summary";
import { FormField } from "../../../../_components/form-field";
import { Hidden } from "../../../../_components/hidden";
import { RadioGroup } from "../../../../_components/radio-group";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { identityAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.identity"))("title") };
}

/** Who the person is, decided by a reviewer where no sign-in says it. */
export default async function IdentityPage(props: StepParams) {
  const { request, open, why } = await forStep(props, "identity", "reviewer");
  const [t, shell] = [await getTranslations("desk.identity"), await getTranslations("shell")];
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead")}</p>
      <ActionForm action={identityAction}>
        <ErrorSummary title={shell("problems.title")} />
        <Hidden values={{ reference: request.reference }} />
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
        <Actions>
          <Button>{t("button")}</Button>
        </Actions>
      </ActionForm>
    </StepPage>
  );
}
