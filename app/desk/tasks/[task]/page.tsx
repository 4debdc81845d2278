import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { notFound, redirect } from "next/navigation";
import * as z from "zod";
import { languageName, type Language } from "../../../../lib/gdpr/language";
import type { Actor } from "../../../../lib/actor";
import { canBePassedOn } from "../../../../lib/gdpr/hand-over";
import { holdsFromDay, isDecided } from "../../../../lib/gdpr/task";
import { deskTask, type TaskView } from "../../../../lib/queries/desk/tasks";
import { sourceWords } from "../../../../lib/queries/desk/words";
import { requireRole } from "../../../../lib/sign-in/actor";
import { guidedFile } from "../../../../lib/steps/decide/guided-task";
import { handOversOf } from "../../../../lib/steps/hand-over/read";
import { isHeldFor } from "../../../../lib/steps/decide/held-task";
import { personFile } from "../../../../lib/steps/decide/look";
import { ButtonLink } from "../../../_components/button";
import { Facts } from "../../../_components/facts";
import { FormField } from "../../../_components/form-field";
import { Note } from "../../../_components/note";
import { Page } from "../../../_components/page";
import { PassedOn, PassOn } from "../../_parts/hand-over";
import { EvidenceFields, GuidedNotice, GuidedPerson, GuideSteps } from "../../_parts/guide";
import { NoticeToRecipient } from "../../_parts/notice-to-recipient";
import { NotTold } from "../../_parts/not-told";
import { Reference } from "../../_parts/reference";
import { SealedFile } from "../../_parts/sealed-file";
import { StepForm } from "../../_parts/step-form";
import { taskName, taskPath } from "../../_parts/task-name";
import { taskAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.task"))("title") };
}

/** One task: what has to be done, and the form that says what came of it. */
export default async function TaskPage({ params }: { params: Promise<{ task: string }> }) {
  const who = await requireRole("reviewer", "dpo");
  const id = z.uuid().safeParse((await params).task);
  const task = id.success ? await deskTask(who, id.data) : null;
  if (!task) notFound();
  if (isDecided(task.kind)) redirect(taskPath(task, task.reference));
  const [t, rail] = [await getTranslations("desk.task"), await getTranslations("desk.rail")];
  const locale = (await getLocale()) as Language;
  const how = rail.has(`task-how.${task.kind}`) ? rail(`task-how.${task.kind}`) : null;
  const { notice } = task;
  const held = !task.done && (await isHeldFor(who, task));
  const handed = canBePassedOn(task) ? await handOversOf(who, task.id) : null;
  return (
    <Page area="desk" current="/desk/tasks">
      <p className="meta">
        <a href="/desk/tasks">{t("tasks")}</a>
      </p>
      <h1>{taskName(task, rail, locale)}</h1>
      <About task={task} locale={locale} />
      {held && (
        <Note tone="gone">
          <p>{t("held")}</p>
        </Note>
      )}
      {how && <p>{how}</p>}
      {task.guide ? (
        <GuideSteps guide={task.guide} locale={locale} />
      ) : (
        task.steps && <p className="whitespace-pre-line">{task.steps[locale]}</p>
      )}
      {task.letter && (
        <p>
          <ButtonLink look="quiet" href={`/desk/requests/${task.reference}/letters/${task.letter}`}>
            {t("letter")}
          </ButtonLink>
        </p>
      )}
      {task.done && <p>{t("done")}</p>}
      {(!task.done || task.guide) && <WhoseData who={who} task={task} locale={locale} />}
      {handed && <PassedOn task={task.id} done={task.done} found={handed} />}
      {!task.done && (
        <StepForm action={taskAction} values={{ task: task.id }} button={t("button")}>
          {task.guide && <EvidenceFields fields={task.guide.evidence} locale={locale} />}
          <FormField
            name="answer"
            label={t(task.guide ? "note" : "answer")}
            hint={t(task.guide ? "note-hint" : "answer-hint")}
            rows={4}
            maxLength={10_000}
          />
          {task.tellsFound && (
            <FormField
              name="found"
              label={t("found")}
              hint={t("found-hint", { language: languageName(task.language) })}
              rows={6}
              maxLength={10_000}
            />
          )}
          {notice !== null && (
            <FormField name="toldOn" type="date" label={t("told-on")} hint={t("told-on-hint")} value="" short />
          )}
          {(notice !== null || holdsFromDay(task.kind)) && (
            <FormField
              name="effectiveOn"
              type="date"
              label={t("effective-on")}
              hint={t(notice ? "effective-on-hint" : "effective-on-hint-system")}
              value=""
              short
            />
          )}
        </StepForm>
      )}
      {!task.done && notice !== null && <NotTold task={task.id} />}
      {handed && <PassOn task={task.id} done={task.done} found={handed} />}
    </Page>
  );
}

/** A letter has its address on itself; whoever looks, tells or corrects by hand has to know whose data it is. */
async function WhoseData({ who, task, locale }: { who: Actor; task: TaskView; locale: Language }) {
  const { id, reference, notice, language, letter, guide } = task;
  if (letter) return null;
  const file = await personFile(who, reference);
  if (guide)
    return (
      <>
        <SealedFile reference={reference} page={`/desk/tasks/${id}`} file={file} language={language}>
          <GuidedPerson file={await guidedFile(who, id)} locale={locale} />
        </SealedFile>
        {!task.done && <GuidedNotice guide={guide} file={await guidedFile(who, id)} />}
      </>
    );
  if (notice) return <NoticeToRecipient task={id} notice={notice} file={file} />;
  return <SealedFile reference={reference} page={`/desk/tasks/${id}`} file={file} language={language} />;
}

async function About({ task, locale }: { task: TaskView; locale: Language }) {
  const t = await getTranslations("desk.task");
  const { reference, source, dueOn } = task;
  return (
    <Facts
      lines={[
        [t("request"), <Reference key="request" of={reference} href={`/desk/requests/${reference}`} />],
        source ? [t("source"), sourceWords(source)[locale]] : null,
        [
          t("due"),
          <span key="due" className="mono">
            {dueOn}
          </span>,
        ],
      ]}
    />
  );
}
