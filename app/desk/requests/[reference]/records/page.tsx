import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { Actor } from "../../../../../lib/actor";
import { lookPurposes } from "../../../../../lib/gdpr/facts";
import type { DeskRequest } from "../../../../../lib/queries/desk/request";
import { categoryWords, sourceWords } from "../../../../../lib/queries/desk/words";
import { linesToLook } from "../../../../../lib/steps/decide/look-at-records";
import { recordsShown } from "../../../../../lib/steps/decide/records-shown";
import { FormField } from "../../../../_components/form-field";
import { Note } from "../../../../_components/note";
import { RadioGroup } from "../../../../_components/radio-group";
import { RecordsSeen } from "../../../_parts/records-seen";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { lookAtRecordsAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.records"))("title") };
}

type Props = StepParams & { searchParams: Promise<{ look?: string | string[]; page?: string | string[] }> };

/** The records behind one line of the plan, for whoever said what for: first the form, then what it opened. */
export default async function RecordsPage(props: Props) {
  const { who, request, open, why } = await forStep(props, "records", "reviewer", "dpo");
  const t = await getTranslations("desk.records");
  const { look, page } = await props.searchParams;
  const asked = { look: wholeNumber(look), page: wholeNumber(page) ?? 1 };
  const seen =
    open && asked.look !== null
      ? await recordsShown(who, request.reference, { look: asked.look, page: asked.page })
      : null;
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      {seen ? (
        <RecordsSeen reference={request.reference} look={asked.look ?? 0} seen={seen} />
      ) : (
        <>
          {look !== undefined && (
            <Note tone="stay">
              <p>{t("over")}</p>
            </Note>
          )}
          <Asking who={who} request={request} />
        </>
      )}
    </StepPage>
  );
}

const wholeNumber = (text: string | string[] | undefined): number | null =>
  typeof text === "string" && /^\d{1,6}$/.test(text) ? Number(text) : null;

async function Asking({ who, request }: { who: Actor; request: DeskRequest }) {
  const [t, law] = [await getTranslations("desk.records"), await getTranslations("law")];
  const locale = await getLocale();
  const lines = await linesToLook(who, request.reference);
  const back = { href: `/desk/requests/${request.reference}`, label: t("back") };
  if (lines.length === 0) return <p className="lead">{t("none")}</p>;
  return (
    <>
      <p className="lead">{t("lead")}</p>
      <StepForm
        action={lookAtRecordsAction}
        values={{ reference: request.reference, shown: request.planHash ?? "" }}
        button={t("button")}
        back={back}
      >
        <RadioGroup
          name="line"
          legend={t("line")}
          choices={lines.map(({ idx, action, category, source, part, count }) => ({
            value: `${idx} ${part}`,
            label: t("option", {
              category: categoryWords(category)[locale],
              source: sourceWords(source)[locale],
              count,
            }),
            hint: t("option-part", { verdict: law(`actions.${action}`), part }),
          }))}
        />
        <RadioGroup
          name="why"
          legend={t("why")}
          choices={lookPurposes.map((value) => ({ value, label: law(`look-purposes.${value}`) }))}
        />
        <FormField name="words" label={t("words")} hint={t("words-hint")} rows={3} maxLength={2_000} />
      </StepForm>
    </>
  );
}
