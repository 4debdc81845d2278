import { getTranslations } from "next-intl/server";
import type { PlanGroupView } from "../../../../../../lib/queries/desk/plan-group";
import { Table } from "../../../../../_components/table";
import { Reference } from "../../../../_parts/reference";

/** Requests that were not approved with the group: each waits to be looked at by itself. */
export async function FellOut({ group: { some, out } }: { group: PlanGroupView }) {
  const t = await getTranslations("desk.plan-group");
  const all = out.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <h2>{t("fell-out")}</h2>
      <p>{t("fell-out-what")}</p>
      {all > some.length && <p className="meta">{t("more", { count: some.length })}</p>}
      <Table
        caption={t("fell-out")}
        rows={some}
        rowKey={({ reference }) => reference}
        columns={[
          {
            head: t("reference"),
            names: true,
            cell: ({ reference }) => <Reference of={reference} href={`/desk/requests/${reference}`} />,
          },
          { head: t("why"), cell: ({ because }) => t(`out.${because}`) },
        ]}
      />
    </>
  );
}
