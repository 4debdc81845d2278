import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { typedBefore } from "../../../../../lib/steps/decide/typed-letter";
import { FormField } from "../../../../_components/form-field";
import { Note } from "../../../../_components/note";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { feeAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.fee"))("title") };
}

/** Art. 12(5): a fee is announced first, with the facts; the person decides whether the request goes on. */
export default async function FeePage(props: StepParams) {
  const { who, request, open, why } = await forStep(props, "fee", "reviewer");
  const [t, law] = [await getTranslations("desk.fee"), await getTranslations("law")];
  const { reference, language } = request;
  const typed = open ? await typedBefore(who, reference, "fee") : null;
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead")}</p>
      <Note tone="stay">
        <p>{t("never")}</p>
      </Note>
      <StepForm
        action={feeAction}
        values={{ reference }}
        button={t("button")}
        seeLetter
        back={{ href: `/desk/requests/${reference}`, label: t("back") }}
      >
        <FormField
          name="amount"
          label={t("amount")}
          hint={t("amount-hint")}
          value={typed ? (typed.cents / 100).toFixed(2) : undefined}
          autoComplete="off"
          maxLength={30}
          short
        />
        <FormField
          name="facts"
          label={t("facts")}
          hint={t("facts-hint")}
          value={typed?.facts}
          rows={6}
          maxLength={10_000}
        />
        <p className="meta">{t("language", { language: law(`languages.${language}`) })}</p>
      </StepForm>
    </StepPage>
  );
}
