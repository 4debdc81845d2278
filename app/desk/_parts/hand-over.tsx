import { getTranslations } from "next-intl/server";
import type { Actor } from "../../../lib/actor";
import { handOversOf, type HandOver } from "../../../lib/steps/hand-over/read";
import { ActionForm } from "../../_components/action-form";
import { Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { FormField } from "../../_components/form-field";
import { Hidden } from "../../_components/hidden";
import { handOverAction, withdrawHandOverAction } from "../tasks/[task]/hand-over-action";
import { Quoted } from "./sealed-file";
import { StepForm } from "./step-form";

/** The task with a colleague who has no account here: whether they have it, what they answered, and the way to pass it on. */
export async function HandOverSection({ who, task, done }: { who: Actor; task: string; done: boolean }) {
  const found = await handOversOf(who, task);
  if (!found || (done && found.all.length === 0)) return null;
  const { looked, all } = found;
  const t = await getTranslations("desk.hand-over");
  const isOut = !done && all.some(({ state }) => ["waits", "open", "returned"].includes(state));
  return (
    <section aria-labelledby="hand-over" className="mt-8">
      <h2 id="hand-over">{t(all.length > 0 ? "history" : "title")}</h2>
      {all.length > 0 && <History all={all} looked={looked} />}
      {isOut && <Withdraw task={task} />}
      {!done && (
        <details open={all.length === 0 || undefined}>
          <summary>{t(all.length > 0 ? "again" : "button")}</summary>
          <p>{t("lead")}</p>
          {isOut && <p>{t("again-why")}</p>}
          {looked ? (
            <StepForm action={handOverAction} values={{ task, before: String(all.length) }} button={t("button")}>
              <FormField name="to" type="email" label={t("to")} hint={t("to-hint")} autoComplete="off" />
            </StepForm>
          ) : (
            <p>{t("look-first")}</p>
          )}
        </details>
      )}
    </section>
  );
}

async function History({ all, looked }: { all: HandOver[]; looked: boolean }) {
  const t = await getTranslations("desk.hand-over");
  return (
    <>
      <ol className="read list-none pl-0">
        {all.map(({ state, passedOnOn, openedOn, answeredOn, lastDay, words }, index) => (
          <li key={all.length - index} className="mb-4">
            <strong>{t("passed", { day: passedOnOn })}</strong>
            {words && <span className="block wrap-anywhere">{t("to-whom", { to: words.to })}</span>}
            <span className="block">
              {t(`state.${state}`, { until: lastDay, opened: openedOn ?? "", answered: answeredOn ?? "" })}
            </span>
            {words?.answer && (
              <>
                <h3>{t("answer")}</h3>
                <Quoted text={words.answer} />
              </>
            )}
          </li>
        ))}
      </ol>
      {!looked && <p className="meta">{t("sealed")}</p>}
    </>
  );
}

async function Withdraw({ task }: { task: string }) {
  const [t, problems] = [await getTranslations("desk.hand-over"), await getTranslations("shell.problems")];
  return (
    <ActionForm action={withdrawHandOverAction} label={t("withdraw")}>
      <ErrorSummary title={problems("title")} />
      <Hidden values={{ task }} />
      <Button look="quiet">{t("withdraw")}</Button>
    </ActionForm>
  );
}
