import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { day } from "../../../../../lib/gdpr/day";
import { deadline, mayExtend } from "../../../../../lib/gdpr/deadline";
import { typedBefore } from "../../../../../lib/steps/decide/typed-letter";
import { Facts } from "../../../../_components/facts";
import { FormField } from "../../../../_components/form-field";
import { RadioGroup } from "../../../../_components/radio-group";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { extendAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.extend"))("title") };
}

/** Two further months, only in month one and only with concrete reasons. */
export default async function ExtendPage(props: StepParams) {
  const { who, request, open, why: waiting } = await forStep(props, "extend", "reviewer");
  const [t, law] = [await getTranslations("desk.extend"), await getTranslations("law")];
  const typed = open ? await typedBefore(who, request.reference, "extension") : null;
  const { receivedAt, receivedOn, unrolledOn, today, land, zone, pauses } = request;
  const { extendedDue } = deadline({ receivedAt, land, zone, pauses });
  const inMonthOne = mayExtend({ received: day(receivedOn), today: day(today) }).ok;
  const why = request.extendedOn
    ? t("problems.already-extended")
    : inMonthOne
      ? waiting
      : t("over", { on: unrolledOn });
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead")}</p>
      <Facts
        lines={[
          [
            t("now"),
            <span key="now" className="mono">
              {request.dueOn}
            </span>,
          ],
          [
            t("then"),
            <span key="then" className="mono">
              {extendedDue}
            </span>,
          ],
          [
            t("until"),
            <span key="until" className="mono">
              {unrolledOn}
            </span>,
          ],
        ]}
      />
      <StepForm
        action={extendAction}
        values={{ reference: request.reference }}
        button={t("button")}
        seeLetter
        back={{ href: `/desk/requests/${request.reference}`, label: t("back") }}
      >
        <RadioGroup
          name="reason"
          legend={t("reason")}
          hint={t("reason-hint")}
          chosen={typed ? [typed.reason] : []}
          choices={["complexity", "number"].map((value) => ({ value, label: law(`extensions.${value}`) }))}
        />
        <FormField
          name="facts"
          label={t("facts")}
          hint={t("facts-hint")}
          value={typed?.facts}
          rows={6}
          maxLength={10_000}
        />
      </StepForm>
    </StepPage>
  );
}
