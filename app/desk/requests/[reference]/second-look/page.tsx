import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { spacedHash } from "../../../../../lib/gdpr/fact-words";
import { personFile } from "../../../../../lib/steps/decide/look";
import { FormField } from "../../../../_components/form-field";
import { RadioGroup } from "../../../../_components/radio-group";
import { PlanTable } from "../../../_parts/plan-table";
import { Quoted, SealedFile } from "../../../_parts/sealed-file";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { takeSecondLookAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.second-look"))("title") };
}

/** The officer demanded it: a reviewer who has not approved the plan looks again. */
export default async function SecondLookPage(props: StepParams) {
  const { who, request, open, why } = await forStep(props, "second-look", "reviewer");
  const t = await getTranslations("desk.second-look");
  const { reference, language } = request;
  const file = open ? await personFile(who, reference) : null;
  const shown = request.planHash ?? "";
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead", { hash: spacedHash(shown) })}</p>
      <SealedFile
        reference={reference}
        page={`/desk/requests/${reference}/second-look`}
        file={file}
        language={language}
        title={t("words")}
      >
        {file?.demand && (
          <>
            <h3>{t("words")}</h3>
            <Quoted text={file.demand} />
          </>
        )}
      </SealedFile>
      <PlanTable request={request} />
      <StepForm
        action={takeSecondLookAction}
        values={{ reference, shown }}
        button={t("button")}
        back={{ href: `/desk/requests/${reference}`, label: t("back") }}
        className="mt-8"
      >
        <RadioGroup
          name="answer"
          legend={t("legend")}
          choices={[
            { value: "stands", label: t("stands"), hint: t("stands-hint") },
            { value: "anew", label: t("anew"), hint: t("anew-hint") },
          ]}
        />
        <FormField name="reason" label={t("reason")} hint={t("reason-hint")} rows={4} maxLength={10_000} />
      </StepForm>
    </StepPage>
  );
}
