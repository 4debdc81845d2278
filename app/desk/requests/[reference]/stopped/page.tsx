import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "../../../../_components/action-form";
import { Actions, Button } from "../../../../_components/button";
import { ErrorSummary } from "../../../../_components/error-summary";
import { FormField } from "../../../../_components/form-field";
import { Hidden } from "../../../../_components/hidden";
import { RadioGroup } from "../../../../_components/radio-group";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { settleStopAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.stopped"))("title") };
}

/** Another contact on file stopped the request: a reviewer decides whether it goes on. */
export default async function StoppedPage(props: StepParams) {
  const { request, open, why } = await forStep(props, "stopped", "reviewer");
  const [t, shell] = [await getTranslations("desk.stopped"), await getTranslations("shell")];
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead")}</p>
      <ActionForm action={settleStopAction}>
        <ErrorSummary title={shell("problems.title")} />
        <Hidden values={{ reference: request.reference }} />
        <RadioGroup
          name="decision"
          legend={t("legend")}
          choices={[
            { value: "goes-on", label: t("goes-on"), hint: t("goes-on-hint") },
            { value: "ends", label: t("ends"), hint: t("ends-hint") },
          ]}
        />
        <FormField name="reason" label={t("reason")} hint={t("reason-hint")} rows={4} maxLength={10_000} />
        <Actions>
          <Button>{t("button")}</Button>
        </Actions>
      </ActionForm>
    </StepPage>
  );
}
