import { getTranslations } from "next-intl/server";
import type { PlanGroupView, Sampled } from "../../../../../../lib/queries/desk/plan-group";
import { ActionForm } from "../../../../../_components/action-form";
import { Button } from "../../../../../_components/button";
import { ErrorSummary } from "../../../../../_components/error-summary";
import { Hidden } from "../../../../../_components/hidden";
import { Table } from "../../../../../_components/table";
import { Reference, spacedReference } from "../../../../_parts/reference";
import { openSampledAction } from "../../action";

type Shown = { group: PlanGroupView; open: boolean; shown: string | null };

/** The drawn requests in the order of the lot, each with what this person has seen of it. */
export async function Sample({ group, open, shown }: Shown) {
  const t = await getTranslations("desk.plan-group");
  return (
    <>
      <h2>{t("sample")}</h2>
      <p>{t("sample-what", { requests: group.requests })}</p>
      <Table
        caption={t("sample")}
        rows={group.sample}
        rowKey={({ reference }) => reference}
        columns={[
          { head: t("place"), number: true, cell: ({ place }) => place + 1 },
          {
            head: t("reference"),
            names: true,
            cell: ({ reference }) => <Reference of={reference} href={`/desk/requests/${reference}`} />,
          },
          {
            head: t("seen"),
            cell: (one) => <Seen group={group.id} one={one} open={open} shown={shown === one.reference} />,
          },
        ]}
      />
    </>
  );
}

type Line = { group: string; one: Sampled; open: boolean; shown: boolean };

const doneAs: Readonly<Record<string, string>> = { approved: "done", "opinion-given": "heard-one" };

async function Seen({ group, one: { reference, opened, outcome }, open, shown }: Line) {
  const [t, shell] = [await getTranslations("desk.plan-group"), await getTranslations("shell.problems")];
  if (outcome !== null) return <>{t(doneAs[outcome] ?? `out.${outcome}`)}</>;
  if (opened)
    return (
      <>
        {t("looked-at")} {!shown && <a href={`/desk/surge/groups/${group}?plan=${reference}`}>{t("see-again")}</a>}
      </>
    );
  if (!open) return <>{t("not-looked-at")}</>;
  return (
    <ActionForm action={openSampledAction} label={t("open-of", { reference: spacedReference(reference) })}>
      <ErrorSummary title={shell("title")} />
      <Hidden values={{ group, reference }} />
      <Button look="quiet">{t("open")}</Button>
    </ActionForm>
  );
}
