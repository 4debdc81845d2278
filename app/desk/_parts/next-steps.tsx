import { getTranslations } from "next-intl/server";
import type { Actor } from "../../../lib/actor";
import { openDoubts, proposedRefusal, stepsFor, type StepName } from "../../../lib/queries/desk/next-step";
import type { DeskRequest } from "../../../lib/queries/desk/request";
import { ActionForm } from "../../_components/action-form";
import { Actions, Button, ButtonLink } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { Hidden } from "../../_components/hidden";
import { Note } from "../../_components/note";
import { dates } from "./dates";
import { overrideLabel } from "./override-label";
import { replanAction } from "../requests/[reference]/replan-action";

/** What this person can do: one filled button at most, the next thing; and in a sentence why nothing is to be done. */
export async function NextSteps({ who, request }: { who: Actor; request: DeskRequest }) {
  const [t, shell] = [await getTranslations("desk.steps"), await getTranslations("shell")];
  const { first, others } = stepsFor(who, request);
  const waiting = first === null ? await whyWaiting(request) : null;
  const label = (step: StepName) => t(labelOf(step, request), { count: openDoubts(request).length });
  const quiet = others.filter((step) => step !== "replan");
  return (
    <>
      <Proposal request={request} />
      {waiting && <p className="mt-5">{waiting}</p>}
      <Actions>
        {first && <ButtonLink href={pathOf(first, request.reference)}>{label(first)}</ButtonLink>}
        {quiet.map((step) => (
          <ButtonLink key={step} look="quiet" href={pathOf(step, request.reference)}>
            {label(step)}
          </ButtonLink>
        ))}
        {others.includes("replan") && (
          <ActionForm action={replanAction} label={t("replan")}>
            <ErrorSummary title={shell("problems.title")} />
            <Hidden values={{ reference: request.reference }} />
            <Button look="quiet">{t("replan")}</Button>
          </ActionForm>
        )}
      </Actions>
    </>
  );
}

/** What a colleague proposed and what legal said to it. An objection that is weighed is proposed in the same way. */
async function Proposal({ request }: { request: DeskRequest }) {
  const t = await getTranslations("desk.steps");
  const proposal = proposedRefusal(request);
  if (!proposal) return null;
  const legal = request.tasks.find(({ kind }) => kind === "legal-refusal");
  const what = request.weighed.length > 0 && !legal ? "weighing" : "refusal";
  return (
    <Note tone="stay">
      <p>{t(`${what}-${proposal.mine ? "mine" : "proposed"}`)}</p>
      {legal && <p>{t(`legal.${legal.legal ?? "missing"}`)}</p>}
    </Note>
  );
}

const pathOf = (step: StepName, reference: string): string =>
  step === "tasks" ? "/desk/tasks" : `/desk/requests/${reference}/${step}`;

function labelOf(step: StepName, { approvals, tasks, right }: DeskRequest): string {
  if (step === "override") return overrideLabel(right);
  if (step === "message") return tasks.some(({ kind, done }) => kind === step && !done) ? step : "message-new";
  const approved = approvals.some(({ kind, current }) => kind === "approval" && current);
  return approved && ["approve", "weigh"].includes(step) ? `${step}-second` : step;
}

/** Why this person has nothing to do now. */
export async function whyWaiting(request: DeskRequest): Promise<string | null> {
  const [t, { moment: at, full }] = [await getTranslations("desk.waiting"), await dates()];
  const { state, waitsFor, own, planHash, undoUntil, now, approvals, closedAt, feeState, question, unrolledOn } =
    request;
  if (closedAt) return null;
  if (own) return t("own");
  if (feeState === "announced") return t("fee");
  if (state === "received" && question) return t("question", { date: full(unrolledOn) });
  if (state === "planned" && planHash === null) return t("replanning");
  if (waitsFor === "dpo") return t("dpo");
  if (waitsFor === "second" && approvals.some(({ kind, mine, current }) => kind === "approval" && mine && current))
    return t("second-mine");
  if (state === "approved" && request.tasks.some(({ kind, done }) => kind === "second-look" && !done))
    return t("second-look");
  if (state === "approved" && undoUntil && new Date(undoUntil) > new Date(now))
    return t("undo", { when: at(undoUntil) });
  if (state === "approved" && waitsFor === "reviewer" && request.correction?.identity) return t("notice-bounced");
  if (waitsFor === "source" && request.tryAt) return t("source-again", { when: at(request.tryAt) });
  return waitsFor ? t(waitsFor) : t("portal");
}
