import { getTranslations } from "next-intl/server";
import type { PlanGroupView } from "../../../../../../lib/queries/desk/plan-group";
import { ActionForm } from "../../../../../_components/action-form";
import { Button } from "../../../../../_components/button";
import { ErrorSummary } from "../../../../../_components/error-summary";
import { FormField } from "../../../../../_components/form-field";
import { Hidden } from "../../../../../_components/hidden";
import { RadioGroup } from "../../../../../_components/radio-group";
import { StepForm } from "../../../../_parts/step-form";
import { approveGroupAction, giveUpGroupAction, groupOpinionAction } from "../../action";

/** Approving, once every plan of the sample was looked at; or putting the group back. */
export async function Decide({ group }: { group: PlanGroupView }) {
  const [t, shell] = [await getTranslations("desk.plan-group"), await getTranslations("shell.problems")];
  const { id, open, sample, stage } = group;
  const left = sample.filter(({ opened, outcome }) => !opened && outcome === null).length;
  return (
    <>
      <h2>{t("decide")}</h2>
      <p>{left > 0 ? t("still-to-open", { left }) : t(`decide-what.${stage}`)}</p>
      {left === 0 && stage === "opinion" && <Opinion id={id} open={open} />}
      <div className="flex flex-wrap gap-3">
        {left === 0 && stage !== "opinion" && (
          <ActionForm action={approveGroupAction} label={t("decide")}>
            <ErrorSummary title={shell("title")} />
            <Hidden values={{ group: id }} />
            <Button>{t("approve", { count: open })}</Button>
          </ActionForm>
        )}
        <ActionForm action={giveUpGroupAction} label={t("give-up")}>
          <ErrorSummary title={shell("title")} />
          <Hidden values={{ group: id }} />
          <Button look="quiet">{t("give-up")}</Button>
        </ActionForm>
      </div>
    </>
  );
}

/** The same two answers as about a single plan, for all of the group. */
async function Opinion({ id, open }: { id: string; open: number }) {
  const [t, one] = [await getTranslations("desk.plan-group"), await getTranslations("desk.opinion")];
  return (
    <StepForm action={groupOpinionAction} values={{ group: id }} button={t("opine", { count: open })} className="mb-8">
      <RadioGroup
        name="opinion"
        legend={one("legend")}
        choices={[
          { value: "agrees", label: one("agrees") },
          { value: "objects", label: one("objects"), hint: one("objects-hint") },
        ]}
      />
      <FormField name="text" label={one("text")} hint={t("opinion-hint")} rows={5} maxLength={10_000} />
    </StepForm>
  );
}
