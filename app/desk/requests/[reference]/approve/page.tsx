import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Fragment } from "react";
import { personFile } from "../../../../../lib/steps/decide/look";
import { spacedHash } from "../../../../../lib/gdpr/fact-words";
import { categoryWords, sourceWords } from "../../../../../lib/queries/desk/words";
import { lettersOfPlan } from "../../../../../lib/steps/decide/letter-ahead";
import { LettersAhead } from "../../../_parts/letters-ahead";
import { PlanTable } from "../../../_parts/plan-table";
import { Quoted, SealedFile } from "../../../_parts/sealed-file";
import { StepForm } from "../../../_parts/step-form";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { approveAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.approve"))("title") };
}

/** The plan once more, whole; one press approves exactly this one, by its hash. */
export default async function ApprovePage(props: StepParams) {
  const { who, request, open, why } = await forStep(props, "approve", "reviewer");
  const t = await getTranslations("desk.approve");
  const locale = await getLocale();
  const { reference, language } = request;
  const demanded = request.tasks.some(({ kind, done }) => kind === "second-look" && !done);
  const sealed = request.wish || request.overrides.length > 0 || demanded;
  const file = open && sealed ? await personFile(who, reference) : null;
  const ahead = open ? await lettersOfPlan(who, reference) : null;
  const shown = request.planHash ?? "";
  const second = request.approvals.some(({ kind, current }) => kind === "approval" && current);
  const opinion = request.approvals.find(({ kind, current }) => kind === "opinion" && current);
  return (
    <StepPage request={request} title={t(second ? "title-second" : "title")} open={open} why={why}>
      <p className="lead">{t("lead", { hash: spacedHash(shown) })}</p>
      {opinion && <p>{t(`opinion.${opinion.opinion}`)}</p>}
      {request.needs.second && !second && <p>{t("first-of-two")}</p>}
      {request.overrides.length > 0 && <p>{t("overridden")}</p>}
      {demanded && <p>{t("demanded")}</p>}
      {sealed && (
        <SealedFile reference={reference} page={`/desk/requests/${reference}/approve`} file={file} language={language}>
          {opinion && file?.opinion && (
            <>
              <h3>{t("opinion.words")}</h3>
              <Quoted text={file.opinion} />
            </>
          )}
          {file?.demand && (
            <>
              <h3>{t("demand")}</h3>
              <Quoted text={file.demand} />
            </>
          )}
          {file?.overrides.map(({ category, source, reason }) => (
            <Fragment key={`${category} ${source} ${reason}`}>
              <h3>
                {t("override", { category: categoryWords(category)[locale], source: sourceWords(source)[locale] })}
              </h3>
              <Quoted text={reason} />
            </Fragment>
          ))}
        </SealedFile>
      )}
      <StepForm
        action={approveAction}
        values={{ reference, shown, worded: ahead?.shown ?? "" }}
        button={t("button", { hash: spacedHash(shown) })}
        back={{ href: `/desk/requests/${reference}`, label: t("back") }}
      >
        <PlanTable request={request} />
        {ahead && <LettersAhead reference={reference} letters={ahead.letters} level={2} />}
        {request.right === "erasure" && request.undoHours > 0 && (
          <p className="meta mt-4">{t("undo", { hours: request.undoHours })}</p>
        )}
        {request.correction?.identity && <p className="meta mt-4">{t("cooling")}</p>}
      </StepForm>
    </StepPage>
  );
}
