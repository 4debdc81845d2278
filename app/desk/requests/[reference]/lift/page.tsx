import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { addDays, day } from "../../../../../lib/gdpr/day";
import { liftable } from "../../../../../lib/queries/desk/next-step";
import { categoryWords } from "../../../../../lib/queries/desk/words";
import { typedBefore } from "../../../../../lib/steps/decide/typed-letter";
import { Facts } from "../../../../_components/facts";
import { FormField } from "../../../../_components/form-field";
import { listed } from "../../../_parts/asked";
import { dates } from "../../../_parts/dates";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { liftAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.lift"))("title") };
}

/** Art. 18(3): a pause ends only after a letter with the reason, and some days later. */
export default async function LiftPage(props: StepParams) {
  const { who, request, open, why } = await forStep(props, "lift", "reviewer");
  const [t, law] = [await getTranslations("desk.lift"), await getTranslations("law")];
  const { moment, long } = await dates();
  const locale = await getLocale();
  const { reference, language, today, liftDays } = request;
  const typed = open ? await typedBefore(who, reference, "lifting") : null;
  const pauses = liftable(request);
  const categories = [...new Set(pauses.flatMap(({ category }) => category ?? []))];
  const everything = pauses.some(({ category }) => category === null);
  const [first] = pauses;
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead", { days: liftDays })}</p>
      {first && (
        <Facts
          lines={[
            [t("what"), everything ? t("everything") : listed(locale)(categories, categoryWords)],
            [t("since"), moment(first.setAt)],
            [t("ground"), law(`pauses.${first.ground}`)],
            [t("earliest"), long(addDays(day(today), liftDays))],
          ]}
        />
      )}
      <StepForm
        action={liftAction}
        values={{ reference }}
        button={t("button")}
        seeLetter
        back={{ href: `/desk/requests/${reference}`, label: t("back") }}
      >
        <FormField
          name="reason"
          label={t("reason")}
          hint={t("reason-hint")}
          value={typed?.reason}
          rows={4}
          maxLength={10_000}
        />
        <FormField
          name="after"
          label={t("after")}
          hint={t("after-hint")}
          value={typed?.after}
          rows={4}
          maxLength={10_000}
        />
        <p className="meta">{t("language", { language: law(`languages.${language}`) })}</p>
      </StepForm>
    </StepPage>
  );
}
