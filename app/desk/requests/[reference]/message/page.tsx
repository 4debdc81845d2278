import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { personFile } from "../../../../../lib/steps/decide/look";
import { deskMessages } from "../../../../../lib/steps/message/read";
import { ActionForm } from "../../../../_components/action-form";
import { Button } from "../../../../_components/button";
import { Conversation } from "../../../../_components/conversation";
import { ErrorSummary } from "../../../../_components/error-summary";
import { FormField } from "../../../../_components/form-field";
import { Hidden } from "../../../../_components/hidden";
import { SealedFile } from "../../../_parts/sealed-file";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { messageAction, settleMessageAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.message"))("title") };
}

/** What the person wrote, to those who looked into the file, and the field for an answer. */
export default async function MessagePage(props: StepParams) {
  const { who, request, open, why } = await forStep(props, "message", "reviewer", "dpo");
  const [t, shell] = [await getTranslations("desk.message"), await getTranslations("shell")];
  const law = await getTranslations("law");
  const { reference, language, answerBy, tasks, zone } = request;
  const file = open ? await personFile(who, reference) : null;
  const messages = (open && (await deskMessages(who, reference))) || [];
  const waits = tasks.some(({ kind, done }) => kind === "message" && !done);
  const locale = await getLocale();
  return (
    <StepPage request={request} title={t("title")} open={open} why={why}>
      <p className="lead">{t(waits ? "lead-waits" : "lead")}</p>
      <SealedFile reference={reference} page={`/desk/requests/${reference}/message`} file={file} language={language}>
        {messages.length > 0 && <h3>{t("so-far")}</h3>}
        <Conversation
          messages={messages}
          zone={zone}
          locale={locale}
          words={{ person: t("person"), desk: t("desk"), gone: t("gone") }}
        />
      </SealedFile>
      {answerBy === "portal" ? (
        <StepForm key={messages.length} action={messageAction} values={{ reference }} button={t("button")}>
          <FormField
            name="text"
            label={t("text")}
            hint={t("hint", { language: law(`languages.${language}`) })}
            rows={6}
            maxLength={10_000}
          />
        </StepForm>
      ) : (
        <p>{t("by-post")}</p>
      )}
      {waits && (
        <ActionForm action={settleMessageAction} label={t("settle")} className="mt-6">
          <ErrorSummary title={shell("problems.title")} />
          <Hidden values={{ reference }} />
          <Button look="quiet">{t("settle")}</Button>
        </ActionForm>
      )}
    </StepPage>
  );
}
