import { getLocale, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { has } from "../../../../lib/actor";
import { deskDutyChanges, type ChangeLine } from "../../../../lib/queries/desk/duty-changes";
import { categoryWords, citedIn } from "../../../../lib/queries/desk/words";
import { requireRole } from "../../../../lib/sign-in/actor";
import { Table } from "../../../_components/table";
import { BesideDuties, titleOf } from "../_parts/beside";
import { StepForm } from "../../_parts/step-form";
import { decideChangeAction } from "./action";

export const generateMetadata = () => titleOf("duty-changes");

/** Duties that the current policy or law would move: old date, new date, norm, number; reviewers decide about them here. */
export default async function DutyChangesPage() {
  const who = await requireRole("reviewer", "dpo");
  const changes = await deskDutyChanges(who);
  if (!changes) notFound();
  const decides = has(who, "reviewer");
  const t = await getTranslations("desk.duty-changes");
  const locale = await getLocale();
  const cited = (norm: string | null) => (norm ? citedIn(locale, norm) : "–");
  return (
    <BesideDuties words="duty-changes" lead={t("lead", { count: changes.length })}>
      {changes.length > 0 && (
        <Table
          caption={t("caption")}
          rows={changes}
          rowKey={({ key }) => key}
          columns={[
            { head: t("category"), names: true, cell: ({ category }) => categoryWords(category)[locale] },
            { head: t("old-date"), className: "mono whitespace-nowrap", cell: ({ oldDueOn }) => oldDueOn },
            {
              head: t("new-date"),
              className: "mono whitespace-nowrap",
              cell: ({ newDueOn }) => newDueOn ?? t("no-rule"),
            },
            { head: t("old-norm"), className: "meta", cell: ({ oldNorm }) => cited(oldNorm) },
            { head: t("new-norm"), className: "meta", cell: ({ newNorm }) => cited(newNorm) },
            { head: t("records"), number: true, cell: ({ records }) => t("number", { records }) },
            ...(decides ? [{ head: t("decide"), cell: (change: ChangeLine) => <Decide change={change} /> }] : []),
          ]}
        />
      )}
      {decides && changes.some(({ newDueOn, mine }) => newDueOn !== null && !mine) && (
        <StepForm action={decideChangeAction} values={{ change: "all", decision: "moves" }} button={t("move-all")}>
          <p>{t("what-all")}</p>
        </StepForm>
      )}
    </BesideDuties>
  );
}

async function Decide({ change: { key, newDueOn, first, mine } }: { change: ChangeLine }) {
  const t = await getTranslations("desk.duty-changes");
  if (mine) return t("waits-for-second");
  return (
    <>
      {first && <p className="meta">{t("first-said")}</p>}
      {newDueOn !== null && (
        <StepForm action={decideChangeAction} values={{ change: key, decision: "moves" }} button={t("move")}>
          {null}
        </StepForm>
      )}
      <StepForm action={decideChangeAction} values={{ change: key, decision: "stays" }} button={t("stay")}>
        {null}
      </StepForm>
    </>
  );
}
