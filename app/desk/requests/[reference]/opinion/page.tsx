import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "../../../../_components/action-form";
import { Actions, Button } from "../../../../_components/button";
import { ErrorSummary } from "../../../../_components/error-summary";
import { FormField } from "../../../../_components/form-field";
import { Hidden } from "../../../../_components/hidden";
import { RadioGroup } from "../../../../_components/radio-group";
import { spacedHash } from "../../../_parts/hash";
import { PlanTable } from "../../../_parts/plan-table";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { opinionAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.opinion"))("title") };
}

/** The Data Protection Officer says what they think of exactly this plan, and why. */
export default async function OpinionPage(props: StepParams) {
  const { request, open, why } = await forStep(props, "opinion", "dpo");
  const [t, shell] = [await getTranslations("desk.opinion"), await getTranslations("shell")];
  const shown = request.planHash ?? "";
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead", { hash: spacedHash(shown) })}</p>
      <PlanTable request={request} />
      <ActionForm action={opinionAction} className="mt-8">
        <ErrorSummary title={shell("problems.title")} />
        <Hidden values={{ reference: request.reference, shown }} />
        <RadioGroup
          name="opinion"
          legend={t("legend")}
          choices={[
            { value: "agrees", label: t("agrees") },
            { value: "objects", label: t("objects"), hint: t("objects-hint") },
          ]}
        />
        <FormField name="text" label={t("text")} hint={t("text-hint")} rows={5} maxLength={10_000} />
        <Actions>
          <Button>{t("button")}</Button>
        </Actions>
      </ActionForm>
    </StepPage>
  );
}
