import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { personFile } from "../../../../../lib/steps/decide/look";
import { unsettledTransfer } from "../../../../../lib/steps/transfer/settle";
import { Facts } from "../../../../_components/facts";
import { FormField } from "../../../../_components/form-field";
import { RadioGroup } from "../../../../_components/radio-group";
import { dates } from "../../../_parts/dates";
import { SealedFile } from "../../../_parts/sealed-file";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { settleTransferAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.transfer-unknown"))("title") };
}

/** A file was sent to another company and nobody answered: whom to ask, by what they find it, and what they said. */
export default async function TransferUnknownPage(props: StepParams) {
  const { who, request, open, why } = await forStep(props, "transfer-unknown", "reviewer", "dpo");
  const t = await getTranslations("desk.transfer-unknown");
  const { reference, language } = request;
  const file = open ? await personFile(who, reference) : null;
  const where = (open && (await unsettledTransfer(who, reference))?.where) || null;
  const { moment } = await dates();
  const none = t("none");
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead")}</p>
      <SealedFile
        reference={reference}
        page={`/desk/requests/${reference}/transfer-unknown`}
        file={file}
        language={language}
        title={t("file")}
      >
        {where && <h3>{t("where")}</h3>}
        {where && (
          <Facts
            lines={[
              [t("company"), where.company],
              [
                t("address"),
                <span key="url" className="wrap-anywhere">
                  {where.url}
                </span>,
              ],
              [t("at"), moment(where.at)],
              [
                t("key"),
                <code key="key" className="wrap-anywhere">
                  {where.id}
                </code>,
              ],
              [
                t("sha256"),
                <code key="sha256" className="wrap-anywhere">
                  {where.sha256 ?? none}
                </code>,
              ],
              [t("status"), where.status === null ? none : String(where.status)],
              [t("excerpt"), where.excerpt === "" ? none : where.excerpt],
            ]}
          />
        )}
      </SealedFile>
      <StepForm action={settleTransferAction} values={{ reference }} button={t("button")}>
        <RadioGroup
          name="arrived"
          legend={t("arrived")}
          choices={[
            { value: "yes", label: t("yes") },
            { value: "no", label: t("no") },
          ]}
        />
        <FormField name="words" label={t("words")} hint={t("words-hint")} rows={4} maxLength={5000} />
      </StepForm>
    </StepPage>
  );
}
