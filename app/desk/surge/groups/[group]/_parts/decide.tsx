import { getTranslations } from "next-intl/server";
import type { PlanGroupView } from "../../../../../../lib/queries/desk/plan-group";
import { ActionForm } from "../../../../../_components/action-form";
import { Button } from "../../../../../_components/button";
import { ErrorSummary } from "../../../../../_components/error-summary";
import { Hidden } from "../../../../../_components/hidden";
import { approveGroupAction, giveUpGroupAction } from "../../action";

/** Approving, once every plan of the sample was looked at; or putting the group back. */
export async function Decide({ group }: { group: PlanGroupView }) {
  const [t, shell] = [await getTranslations("desk.plan-group"), await getTranslations("shell.problems")];
  const { id, open, sample, stage } = group;
  const left = sample.filter(({ opened, outcome }) => !opened && outcome === null).length;
  return (
    <>
      <h2>{t("decide")}</h2>
      <p>{left > 0 ? t("still-to-open", { left }) : t(`decide-what.${stage}`)}</p>
      <div className="flex flex-wrap gap-3">
        {left === 0 && (
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
