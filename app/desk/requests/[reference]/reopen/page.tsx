import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FormField } from "../../../../_components/form-field";
import { dates } from "../../../_parts/dates";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { reopenAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.reopen"))("title") };
}

/** Art. 12(2), (6): somebody who could not be identified has answered, by letter, mail, phone or in person. */
export default async function ReopenPage(props: StepParams) {
  const { request, open, why } = await forStep(props, "reopen", "reviewer");
  const [t, { long }] = [await getTranslations("desk.reopen"), await dates()];
  const { reference, receivedOn, dueOn } = request;
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead", { received: long(receivedOn), due: long(dueOn) })}</p>
      <StepForm
        action={reopenAction}
        values={{ reference }}
        button={t("button")}
        back={{ href: `/desk/requests/${reference}`, label: t("back") }}
      >
        <FormField name="how" label={t("how")} hint={t("how-hint")} rows={4} maxLength={10_000} />
      </StepForm>
    </StepPage>
  );
}
