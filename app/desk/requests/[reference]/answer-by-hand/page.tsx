import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { directionOf } from "../../../../../lib/gdpr/language";
import { remediesToCome } from "../../../../../lib/queries/desk/remedies";
import { personFile } from "../../../../../lib/steps/decide/look";
import { typedBefore } from "../../../../../lib/steps/decide/typed-letter";
import { FormField } from "../../../../_components/form-field";
import { Note } from "../../../../_components/note";
import { SealedFile } from "../../../_parts/sealed-file";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { answerByHandAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.answer-by-hand"))("title") };
}

/** A request that no system can be asked about: what was found and done, in the words of its letter. */
export default async function AnswerByHandPage(props: StepParams) {
  const { who, request, open, why } = await forStep(props, "answer-by-hand", "reviewer");
  const [t, law] = [await getTranslations("desk.answer-by-hand"), await getTranslations("law")];
  const { reference, language, right } = request;
  const file = open ? await personFile(who, reference) : null;
  const carried = (await remediesToCome(who, request)) ?? [];
  const typed = open ? await typedBefore(who, reference, "answer") : null;
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead", { right: law(`rights.${right}`) })}</p>
      <SealedFile
        reference={reference}
        page={`/desk/requests/${reference}/answer-by-hand`}
        file={file}
        language={language}
      />
      <StepForm
        action={answerByHandAction}
        values={{ reference }}
        button={t("button")}
        seeLetter
        back={{ href: `/desk/requests/${reference}`, label: t("back") }}
      >
        <FormField
          name="answer"
          label={t("answer")}
          hint={t("answer-hint")}
          value={typed?.answer}
          rows={8}
          maxLength={20_000}
        />
        <FormField
          name="rest"
          label={t("rest")}
          hint={t("rest-hint")}
          value={typed?.rest}
          rows={4}
          maxLength={10_000}
        />
        <h2>{t("carried")}</h2>
        <Note>
          <div lang={language} dir={directionOf(language)}>
            {carried.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        </Note>
        <p className="meta">{t("language", { language: law(`languages.${language}`) })}</p>
      </StepForm>
    </StepPage>
  );
}
