import { getTranslations } from "next-intl/server";
import type { RequestView } from "../../../../../lib/queries/my/request";
import { ActionForm } from "../../../../_components/action-form";
import { Actions, Button, ButtonLink } from "../../../../_components/button";
import { ErrorSummary } from "../../../../_components/error-summary";
import { Hidden } from "../../../../_components/hidden";
import { acceptFeeAction } from "../accept-fee";
import { endPauseAction } from "../end-pause";
import { waiveAction } from "../waive";

/** The ways out: take the request back, or no longer wait for the copy. */
export async function WhatYouCanDo({ request }: { request: RequestView }) {
  const t = await getTranslations("my.can");
  const shell = await getTranslations("shell");
  const { reference, mayCancel, mayWaive, copyFirst, right, fee, manner, paused, phase } = request;
  const mayEnd = manner === "restriction" && paused?.state === "paused" && !mayCancel;
  return (
    <>
      {phase === "question" && (
        <Actions>
          <ButtonLink href="#messages">{t("answer")}</ButtonLink>
        </Actions>
      )}
      {mayWaive && (
        <ActionForm action={waiveAction} label={t("waive")}>
          <ErrorSummary title={shell("problems.title")} />
          <Hidden values={{ reference }} />
          <p>
            {copyFirst
              ? t.rich("copy-first", { a: (words) => <a href={`/my/requests/${copyFirst}`}>{words}</a> })
              : t("other-copy-first")}
          </p>
          <Actions>
            <Button look="quiet">{t("waive")}</Button>
          </Actions>
        </ActionForm>
      )}
      {fee && !fee.accepted && (
        <ActionForm action={acceptFeeAction} label={t("accept-fee")}>
          <ErrorSummary title={shell("problems.title")} />
          <Hidden values={{ reference }} />
          <Actions>
            <Button>{t("accept-fee")}</Button>
          </Actions>
        </ActionForm>
      )}
      {mayEnd && (
        <ActionForm action={endPauseAction} label={t("end-pause")}>
          <ErrorSummary title={shell("problems.title")} />
          <Hidden values={{ reference }} />
          <p>{t("end-pause-what")}</p>
          <Actions>
            <Button look="quiet">{t("end-pause")}</Button>
          </Actions>
        </ActionForm>
      )}
      {mayCancel && (
        <Actions>
          <ButtonLink look="quiet" href={`/my/requests/${reference}/cancel`}>
            {t(right === "erasure" ? "cancel-erasure" : "cancel")}
          </ButtonLink>
        </Actions>
      )}
    </>
  );
}
