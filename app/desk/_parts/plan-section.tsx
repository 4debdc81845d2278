import { getTranslations } from "next-intl/server";
import type { Actor } from "../../../lib/actor";
import type { DeskRequest } from "../../../lib/queries/desk/request";
import { Note } from "../../_components/note";
import { dates } from "./dates";
import { spacedHash } from "../../../lib/gdpr/fact-words";
import { NextSteps } from "./next-steps";
import { Overrides } from "./overrides";
import { formerPlan, PlanChanges } from "./plan-changes";
import { PlanTable } from "./plan-table";

/** The plan, what it was made from, and what this person can do about it. */
export async function PlanSection({ who, request }: { who: Actor; request: DeskRequest }) {
  const [t, law] = [await getTranslations("desk.plan"), await getTranslations("law")];
  const { moment } = await dates();
  const plan = request.plans.find(({ no }) => no === request.planNo);
  const records = request.decisions.reduce((sum, { count }) => sum + (count ?? 0), 0);
  // What became of the plan before this one stands with what changed since.
  const former = formerPlan(request);
  const voided = request.plans.filter((one) => one.because !== null && one !== former);
  return (
    <section aria-labelledby="plan">
      <h2 id="plan" className="mt-2">
        {t("title")}
      </h2>
      {plan ? (
        <p className="meta">
          {t("made", {
            when: moment(plan.madeAt),
            sources: request.searches.length,
            records,
          })}{" "}
          · <span className="mono">{t("hash", { hash: spacedHash(plan.hash) })}</span> ·{" "}
          <span className="whitespace-nowrap">{t("policy", { edition: plan.policy })}</span>
        </p>
      ) : (
        <p>{t(noPlan(request))}</p>
      )}
      {voided.map(({ no, because, madeAt }) => (
        <Note key={no} tone="stay">
          <p>
            {t("void", {
              no,
              when: moment(madeAt),
              because: t(`because.${t.has(`because.${because}`) ? because : "other"}`),
            })}
          </p>
        </Note>
      ))}
      <PlanChanges request={request} />
      <Overrides who={who} request={request} />
      {plan && <PlanTable request={request} />}
      <NextSteps who={who} request={request} />
      {plan && request.state === "planned" && (
        <p className="meta">
          {t(request.weighed.length > 0 ? "needs-weighing" : "needs", {
            right: law(`rights.${request.right}`),
            second: request.needs.second ? "yes" : "no",
            opinion: request.needs.opinion ? "yes" : "no",
          })}{" "}
          {t("signs", { hash: spacedHash(plan.hash) })}
        </p>
      )}
    </section>
  );
}

/** Why no plan stands here: it is still to come, or there is nothing to plan. */
function noPlan({ right, byHand, weighed }: DeskRequest): string {
  if (byHand) return "no-plan.by-hand";
  if (right === "intervention") return "no-plan.intervention";
  return right === "withdrawal" || (right === "objection" && weighed.length === 0) ? "no-plan.at-once" : "none";
}
