import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FormField } from "../../../../_components/form-field";
import { PlanTable } from "../../../_parts/plan-table";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { demandSecondLookAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.demand-second-look"))("title") };
}

/** The Data Protection Officer wants somebody else to look again, before a plan is approved or while it waits or runs. */
export default async function DemandSecondLookPage(props: StepParams) {
  const { request, open, why } = await forStep(props, "demand-second-look", "dpo");
  const t = await getTranslations("desk.demand-second-look");
  const { reference, state } = request;
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t(state === "approved" ? "lead-approved" : "lead")}</p>
      <PlanTable request={request} />
      <StepForm
        action={demandSecondLookAction}
        values={{ reference }}
        button={t("button")}
        back={{ href: `/desk/requests/${reference}`, label: t("back") }}
        className="mt-8"
      >
        <FormField name="reason" label={t("reason")} hint={t("reason-hint")} rows={5} maxLength={10_000} />
      </StepForm>
    </StepPage>
  );
}
