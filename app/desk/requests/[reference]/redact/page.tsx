import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { Actor } from "../../../../../lib/actor";
import type { DeskRequest } from "../../../../../lib/queries/desk/request";
import { categoryWords, sourceWords } from "../../../../../lib/queries/desk/words";
import { linesToLook } from "../../../../../lib/steps/decide/look-at-records";
import { recordsToRedact } from "../../../../../lib/steps/redact/records-to-redact";
import { FormField } from "../../../../_components/form-field";
import { Note } from "../../../../_components/note";
import { RadioGroup } from "../../../../_components/radio-group";
import { Redacting } from "../../../_parts/redacting";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { lookAtRecordsAction } from "../records/action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.redact"))("title") };
}

type Query = { look?: string | string[]; page?: string | string[]; kept?: string | string[] };
type Props = StepParams & { searchParams: Promise<Query> };

/** Art. 15(4): records that name others, one by one: handed out, with details blacked out, or withheld. */
export default async function RedactPage(props: Props) {
  const { who, request, open, why } = await forStep(props, "redact", "reviewer");
  const t = await getTranslations("desk.redact");
  const { look, page, kept } = await props.searchParams;
  const asked = { look: wholeNumber(look), page: wholeNumber(page) ?? 1 };
  const found =
    open && asked.look !== null
      ? await recordsToRedact(who, request.reference, { look: asked.look, page: asked.page })
      : null;
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      {found ? (
        <Redacting request={request} look={asked.look ?? 0} found={found} kept={wholeNumber(kept)} />
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

/** The look that has to be recorded before the records are shown. */
async function Asking({ who, request }: { who: Actor; request: DeskRequest }) {
  const [t, law] = [await getTranslations("desk.redact"), await getTranslations("law")];
  const locale = await getLocale();
  const { reference, planHash } = request;
  const lines = await linesToLook(who, reference, { others: true });
  return (
    <>
      <p className="lead">{t("lead")}</p>
      <StepForm
        action={lookAtRecordsAction}
        values={{ reference, shown: planHash ?? "", why: "others-named", to: "redact" }}
        button={t("look")}
        back={{ href: `/desk/requests/${reference}`, label: t("back") }}
      >
        <RadioGroup
          name="line"
          legend={t("line")}
          chosen={lines.length === 1 ? lines.map(({ idx, part }) => `${idx} ${part}`) : []}
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
        <FormField name="words" label={t("words")} hint={t("words-hint")} rows={2} maxLength={2_000} />
      </StepForm>
    </>
  );
}
