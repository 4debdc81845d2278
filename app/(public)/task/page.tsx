import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { Language } from "../../../lib/gdpr/language";
import { controller } from "../../../lib/queries/notice";
import { handedTask, type HandedTask } from "../../../lib/steps/hand-over/by-link";
import { ActionForm } from "../../_components/action-form";
import { Attachments } from "../../_components/attachments";
import { Actions, Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Facts } from "../../_components/facts";
import { FormField } from "../../_components/form-field";
import { Hidden } from "../../_components/hidden";
import { Page } from "../../_components/page";
import { answerTaskAction, openTaskAction } from "./actions";
import { Work } from "./_parts/work";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shell.task"))("name") };
}

type Props = { searchParams: Promise<{ token?: string | string[] }> };

/** Where somebody without an account at the desk reads one task and says what came of it. Opening the page changes nothing. */
export default async function TaskByLinkPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const given = typeof token === "string" ? token : "";
  const task = await handedTask(given);
  const [t, locale] = [await getTranslations("shell.task"), (await getLocale()) as Language];
  const { dataProtectionOfficer: email } = controller();
  return (
    <Page area="public">
      <h1>{t(task ? `title.${task.state}` : "unknown")}</h1>
      {task === null && <p className="lead">{t("unknown-why")}</p>}
      {task?.state === "waits" && <Waiting token={given} task={task} />}
      {task?.state === "open" && <Open token={given} task={task} locale={locale} />}
      {task && !["waits", "open"].includes(task.state) && (
        <p className="lead">{t(`over.${task.state}`, { until: task.lastDay })}</p>
      )}
      <p className="meta mt-6">{t("ask", { email })}</p>
    </Page>
  );
}

async function Waiting({ token, task }: { token: string; task: HandedTask }) {
  const [t, problems] = [await getTranslations("shell.task"), await getTranslations("shell.problems")];
  return (
    <ActionForm action={openTaskAction}>
      <ErrorSummary title={problems("title")} />
      <p className="lead">{t("waits", { controller: controller().name, due: task.dueOn })}</p>
      <p>{t("opened-noted")}</p>
      <Hidden values={{ token }} />
      <Actions>
        <Button>{t("open")}</Button>
      </Actions>
    </ActionForm>
  );
}

async function Open({ token, task, locale }: { token: string; task: HandedTask; locale: Language }) {
  const [t, problems] = [await getTranslations("shell.task"), await getTranslations("shell.problems")];
  return (
    <>
      <Facts
        lines={[
          [t("due"), task.dueOn],
          [t("until"), task.lastDay],
        ]}
      />
      {task.work && <Work {...task.work} locale={locale} />}
      <p>{t("only-for-this")}</p>
      <ActionForm action={answerTaskAction}>
        <ErrorSummary title={problems("title")} />
        <Hidden values={{ token }} />
        <FormField name="answer" label={t("answer")} hint={t("answer-hint")} rows={6} maxLength={10_000} />
        <Attachments label={t("files")} why={t("files-why")} />
        <Actions>
          <Button>{t("send")}</Button>
        </Actions>
      </ActionForm>
    </>
  );
}
