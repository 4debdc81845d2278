import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { personFile } from "../../../../../lib/steps/decide/look";
import { FormField } from "../../../../_components/form-field";
import { RadioGroup } from "../../../../_components/radio-group";
import { spacedHash } from "../../../../../lib/gdpr/fact-words";
import { PlanTable } from "../../../_parts/plan-table";
import { SealedFile } from "../../../_parts/sealed-file";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { opinionAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.opinion"))("title") };
}

/** The Data Protection Officer says what they think of exactly this plan, and why. */
export default async function OpinionPage(props: StepParams) {
  const { who, request, open, why } = await forStep(props, "opinion", "dpo");
  const t = await getTranslations("desk.opinion");
  const { reference, language, wish } = request;
  const file = open && wish ? await personFile(who, reference) : null;
  const shown = request.planHash ?? "";
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead", { hash: spacedHash(shown) })}</p>
      {wish && (
        <SealedFile
          reference={reference}
          page={`/desk/requests/${reference}/opinion`}
          file={file}
          language={language}
        />
      )}
      <PlanTable request={request} />
      <StepForm action={opinionAction} values={{ reference, shown }} button={t("button")} className="mt-8">
        <RadioGroup
          name="opinion"
          legend={t("legend")}
          choices={[
            { value: "agrees", label: t("agrees") },
            { value: "objects", label: t("objects"), hint: t("objects-hint") },
          ]}
        />
        <FormField name="text" label={t("text")} hint={t("text-hint")} rows={5} maxLength={10_000} />
      </StepForm>
    </StepPage>
  );
}
