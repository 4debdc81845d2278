import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FormField } from "../../../../_components/form-field";
import { dates } from "../../../_parts/dates";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { identityAnswerAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.identity-answer"))("title") };
}

/** Art. 12(2), (6): whoever was asked who they are has answered, by letter, mail, phone or in person. */
export default async function IdentityAnswerPage(props: StepParams) {
  const { request, open, why } = await forStep(props, "identity-answer", "reviewer");
  const [t, { long }] = [await getTranslations("desk.identity-answer"), await dates()];
  const { reference, receivedOn, state, today } = request;
  const closed = state === "not-identified";
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t(closed ? "lead-closed" : "lead-open", { received: long(receivedOn) })}</p>
      <StepForm
        action={identityAnswerAction}
        values={{ reference }}
        button={t(closed ? "button-closed" : "button-open")}
        back={{ href: `/desk/requests/${reference}`, label: t("back") }}
      >
        <FormField name="on" type="date" label={t("on")} hint={t("on-hint")} value={today} short />
        <FormField name="how" label={t("how")} hint={t("how-hint")} rows={4} maxLength={10_000} />
      </StepForm>
    </StepPage>
  );
}
