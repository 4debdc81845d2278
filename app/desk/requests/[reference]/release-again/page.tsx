import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { furtherDays } from "../../../../../lib/steps/decide/release-again";
import { FormField } from "../../../../_components/form-field";
import { dates } from "../../../_parts/dates";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { releaseAgainAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.release-again"))("title") };
}

/** The copy was downloaded as often as it may be, or its days end: once more, by a reviewer's word or that of two. */
export default async function ReleaseAgainPage(props: StepParams) {
  const { request, open, why } = await forStep(props, "release-again", "reviewer");
  const [t, { moment }] = [await getTranslations("desk.release-again"), await dates()];
  const { reference, tasks, package: copy } = request;
  const proposed = tasks.some(({ kind, done }) => kind === "release-again" && !done);
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead", { days: furtherDays })}</p>
      {copy?.expiresAt && (
        <p>{t("now", { downloads: copy.downloads, left: copy.left, until: moment(copy.expiresAt) })}</p>
      )}
      <p>{t("gate")}</p>
      {request.needs.secondRelease && <p>{t(proposed ? "proposed" : "two")}</p>}
      <StepForm
        action={releaseAgainAction}
        values={{ reference }}
        button={t(request.needs.secondRelease && !proposed ? "propose" : "button")}
        back={{ href: `/desk/requests/${reference}`, label: t("back") }}
      >
        <FormField name="reason" label={t("reason")} hint={t("reason-hint")} rows={4} maxLength={10_000} />
      </StepForm>
    </StepPage>
  );
}
