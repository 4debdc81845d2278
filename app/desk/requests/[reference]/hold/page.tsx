import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { addMonths, day } from "../../../../../lib/gdpr/day";
import { requestToHold } from "../../../../../lib/queries/desk/holds";
import { categoryWords } from "../../../../../lib/queries/desk/words";
import { requireRole } from "../../../../../lib/sign-in/actor";
import { FormField, Select } from "../../../../_components/form-field";
import { RadioGroup } from "../../../../_components/radio-group";
import { StepForm } from "../../../_parts/step-form";
import { StepPage, type StepParams } from "../../../_parts/step-page";
import { holdAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.hold"))("title") };
}

/** A hold on the data of the person behind a request. */
export default async function HoldPage({ params }: StepParams) {
  const who = await requireRole("reviewer", "dpo");
  const request = await requestToHold(who, (await params).reference);
  if (!request) notFound();
  const [t, law] = [await getTranslations("desk.hold"), await getTranslations("law")];
  const locale = await getLocale();
  const scope = request.categories.map((id) => ({ value: id, label: categoryWords(id)[locale] }));
  return (
    <StepPage request={request} title={t("title")} open>
      <p className="lead">{t("lead")}</p>
      <StepForm action={holdAction} values={{ reference: request.reference }} button={t("button")}>
        <RadioGroup
          name="kind"
          legend={t("kind")}
          choices={["legal", "tax", "claim", "recall"].map((value) => ({ value, label: law(`holds.${value}`) }))}
        />
        <Select name="category" label={t("category")} options={[{ value: "", label: t("everything") }, ...scope]} />
        <FormField name="number" label={t("number")} hint={t("number-hint")} autoComplete="off" maxLength={100} short />
        <FormField name="reason" label={t("reason")} hint={t("reason-hint")} rows={4} maxLength={10_000} />
        <FormField
          name="reviewOn"
          type="date"
          label={t("review-on")}
          hint={t("review-hint")}
          value={addMonths(day(request.today), 6)}
          short
        />
      </StepForm>
    </StepPage>
  );
}
