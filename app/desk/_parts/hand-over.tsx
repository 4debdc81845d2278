import { getTranslations } from "next-intl/server";
import type { HandOvers } from "../../../lib/steps/hand-over/read";
import { ActionForm } from "../../_components/action-form";
import { Button } from "../../_components/button";
import { ErrorSummary } from "../../_components/error-summary";
import { FormField } from "../../_components/form-field";
import { Hidden } from "../../_components/hidden";
import { handOverAction, withdrawHandOverAction } from "../tasks/[task]/hand-over-action";
import { FileList } from "./files";
import { Quoted } from "./sealed-file";
import { StepForm } from "./step-form";

type Props = { task: string; done: boolean; found: HandOvers };

const isOut = ({ done, found }: Props): boolean =>
  !done && found.all.some(({ state }) => ["waits", "open", "returned"].includes(state));

/** The task with a colleague who has no account here: whether they have it, what they answered, and the way to take it back. */
export async function PassedOn(props: Props) {
  const { task, found } = props;
  if (found.all.length === 0) return null;
  const t = await getTranslations("desk.hand-over");
  return (
    <section aria-labelledby="hand-over" className="mb-8">
      <h2 id="hand-over">{t("history")}</h2>
      <History {...found} />
      {isOut(props) && <Withdraw task={task} />}
    </section>
  );
}

/** The form that passes a task on; whoever has not looked into the file is told to do so first. */
export async function PassOn(props: Props) {
  const { task, done, found } = props;
  if (done) return null;
  const t = await getTranslations("desk.hand-over");
  const values = { task, before: String(found.all.length) };
  return (
    <section aria-labelledby="pass-on" className="mt-8">
      <h2 id="pass-on">{t(found.all.length > 0 ? "again" : "title")}</h2>
      <p>{t("lead")}</p>
      {isOut(props) && <p>{t("again-why")}</p>}
      {found.looked ? (
        <StepForm action={handOverAction} values={values} button={t("button")}>
          <FormField name="to" type="email" label={t("to")} hint={t("to-hint")} autoComplete="off" />
        </StepForm>
      ) : (
        <p>{t("look-first")}</p>
      )}
    </section>
  );
}

async function History({ all, looked }: HandOvers) {
  const t = await getTranslations("desk.hand-over");
  return (
    <>
      <ol className="read list-none ps-0">
        {all.map(({ state, passedOnOn, openedOn, answeredOn, lastDay, words, files }, index) => (
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
            {files.length > 0 && (
              <>
                <h3>{t("files")}</h3>
                <FileList files={files} />
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
