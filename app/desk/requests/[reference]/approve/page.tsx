import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "../../../../_components/action-form";
import { Actions, Button, ButtonLink } from "../../../../_components/button";
import { ErrorSummary } from "../../../../_components/error-summary";
import { Hidden } from "../../../../_components/hidden";
import { spacedHash } from "../../../_parts/hash";
import { PlanTable } from "../../../_parts/plan-table";
import { forStep, StepPage, type StepParams } from "../../../_parts/step-page";
import { approveAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.approve"))("title") };
}

/** The plan once more, whole; one press approves exactly this one, by its hash. */
export default async function ApprovePage(props: StepParams) {
  const { request, open, why } = await forStep(props, "approve", "reviewer");
  const [t, shell] = [await getTranslations("desk.approve"), await getTranslations("shell")];
  const shown = request.planHash ?? "";
  const second = request.approvals.some(({ kind, current }) => kind === "approval" && current);
  const opinion = request.approvals.find(({ kind, current }) => kind === "opinion" && current);
  return (
    <StepPage request={request} title={t(second ? "title-second" : "title")} open={open} why={why}>
      <p className="lead">{t("lead", { hash: spacedHash(shown) })}</p>
      {opinion && <p>{t(`opinion.${opinion.opinion}`)}</p>}
      {request.needs.second && !second && <p>{t("first-of-two")}</p>}
      <ActionForm action={approveAction}>
        <ErrorSummary title={shell("problems.title")} />
        <Hidden values={{ reference: request.reference, shown }} />
        <PlanTable request={request} />
        {request.right === "erasure" && request.undoHours > 0 && (
          <p className="meta mt-4">{t("undo", { hours: request.undoHours })}</p>
        )}
        <Actions>
          <Button>{t("button", { hash: spacedHash(shown) })}</Button>
          <ButtonLink look="quiet" href={`/desk/requests/${request.reference}`}>
            {t("back")}
          </ButtonLink>
        </Actions>
      </ActionForm>
    </StepPage>
  );
}
