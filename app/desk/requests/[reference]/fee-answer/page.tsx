import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { moneyIn } from "../../../../../lib/queries/desk/words";
import { FormField } from "../../../../_components/form-field";
import { RadioGroup } from "../../../../_components/radio-group";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { feeAnswerAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.fee-answer"))("title") };
}

/** Art. 12(5): what somebody without the portal said to the fee. */
export default async function FeeAnswerPage(props: StepParams) {
  const { request, open, why } = await forStep(props, "fee-answer", "reviewer");
  const t = await getTranslations("desk.fee-answer");
  const locale = await getLocale();
  const { reference, feeCents } = request;
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead", { fee: moneyIn(locale, feeCents ?? 0) })}</p>
      <StepForm
        action={feeAnswerAction}
        values={{ reference }}
        button={t("button")}
        back={{ href: `/desk/requests/${reference}`, label: t("back") }}
      >
        <RadioGroup
          name="answer"
          legend={t("legend")}
          choices={["agrees", "declines"].map((value) => ({ value, label: t(value), hint: t(`${value}-hint`) }))}
        />
        <FormField name="how" label={t("how")} hint={t("how-hint")} rows={4} maxLength={10_000} />
      </StepForm>
    </StepPage>
  );
}
