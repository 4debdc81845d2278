import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { day } from "../../../../../lib/gdpr/day";
import { lastPromptDay } from "../../../../../lib/gdpr/deadline";
import { personFile } from "../../../../../lib/steps/decide/look";
import { typedBefore } from "../../../../../lib/steps/decide/typed-letter";
import { FormField } from "../../../../_components/form-field";
import { Note } from "../../../../_components/note";
import { dates } from "../../../_parts/dates";
import { SealedFile } from "../../../_parts/sealed-file";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { identityQueryAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.identity-query"))("title") };
}

/** Art. 12(6): the doubt is written down and the person is asked for the least that settles it. */
export default async function IdentityQueryPage(props: StepParams) {
  const { who, request, open, why } = await forStep(props, "identity-query", "reviewer");
  const [t, law, { long }] = [
    await getTranslations("desk.identity-query"),
    await getTranslations("law"),
    await dates(),
  ];
  const { reference, receivedOn, dueOn, today, land, language } = request;
  const file = open ? await personFile(who, reference) : null;
  const typed = open ? await typedBefore(who, reference, "identity-query") : null;
  const last = lastPromptDay({ received: day(receivedOn), land });
  const rests = today <= last;
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t("lead")}</p>
      <Note tone={rests ? "ask" : "stay"}>
        <p>{t(rests ? "rests" : "runs", { last: long(last), until: long(dueOn) })}</p>
      </Note>
      <SealedFile
        reference={reference}
        page={`/desk/requests/${reference}/identity-query`}
        file={file}
        language={language}
      />
      <StepForm
        action={identityQueryAction}
        values={{ reference }}
        button={t("button")}
        seeLetter
        back={{ href: `/desk/requests/${reference}`, label: t("back") }}
      >
        <FormField
          name="doubt"
          label={t("doubt")}
          hint={t("doubt-hint", { language: law(`languages.${language}`) })}
          value={typed?.doubt}
          rows={4}
          maxLength={10_000}
        />
        <FormField
          name="item"
          label={t("item")}
          hint={t("item-hint")}
          value={typed?.item}
          rows={2}
          maxLength={10_000}
        />
      </StepForm>
    </StepPage>
  );
}
